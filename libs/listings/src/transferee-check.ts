import type { Actor } from '@jishi/identity';
import type { Tx } from '@jishi/platform';
import type { TransfereeRelation } from './domain/transferee-relation';
import type { ListingRow } from './listing.repository';

/**
 * Whom a seller may agree on a price with. Whoever runs bidding knows who is related to whom: those who run a sale, and whom
 * anything ties to them, do not buy in it; those tied to the seller may, and the public is told so.
 */
export abstract class TransfereeCheck {
  /**
   * Answers how the transferee of a negotiated sale is tied to its seller, null when by nothing known. Errors:
   * `listing.transferee_runs_sale`, `listing.transferee_related`.
   */
  abstract check(tx: Tx, listing: ListingRow): Promise<TransfereeRelation | null>;
  /** Does that work; a transferee it was refused for stays on record although the refusal undoes the rest. */
  abstract recording<T>(actor: Actor, listingId: string, work: () => Promise<T>): Promise<T>;
}
