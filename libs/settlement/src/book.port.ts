/** What settlement asks of the book of an auction. The bidding service answers it; specs use a small model. */
export abstract class Book {
  abstract standing(
    auctionId: string,
    organisationId: string,
  ): Promise<{ state: string; admitted: boolean; standing: boolean; won: boolean }>;
  abstract exclude(
    auctionId: string,
    organisationId: string,
    commandId: string,
    reason: string,
  ): Promise<{ accepted: boolean; code?: string }>;
}
