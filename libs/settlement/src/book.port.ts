/** What settlement asks of the book of an auction. The bidding service answers it; specs use a small model. */
export abstract class Book {
  /** `code` is null for an organisation that has never been admitted; `frozen` while an objection to the sale is open. */
  abstract standing(
    auctionId: string,
    organisationId: string,
  ): Promise<{
    state: string;
    admitted: boolean;
    code: string | null;
    standing: boolean;
    won: boolean;
    frozen: boolean;
  }>;
  abstract exclude(
    auctionId: string,
    organisationId: string,
    commandId: string,
    reason: string,
  ): Promise<{ accepted: boolean; code?: string }>;
  /** The winner did not perform, as two people of the exchange decided; the same id again is the same word. */
  abstract recordDefault(
    auctionId: string,
    userId: string,
    commandId: string,
    reason: string,
  ): Promise<{ accepted: boolean; code?: string }>;
  /** Who bid next in a closed sale, the highest first, and by what each stood. */
  abstract runnersUp(auctionId: string): Promise<{ code: string; organisationId: string; priceMinor: number }[]>;
}
