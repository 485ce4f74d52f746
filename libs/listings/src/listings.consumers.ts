import { Injectable, type Type } from '@nestjs/common';
import { type Consumer, type Fact, maybeRow, type Tx } from '@jishi/platform';
import { mayHappen } from './domain/listing-states';
import { historyConsumers } from './history/history.consumers';
import { ListingService } from './listing.service';

const OUTCOMES = {
  sold: { action: 'mark_sold', reason: '' },
  unsold: { action: 'mark_unsold', reason: '' },
  terminated: { action: 'terminate', reason: '竞价终止 / the auction was terminated' },
  annulled: { action: 'annul', reason: '异议成立，成交结果无效 / an objection was upheld and the result annulled' },
} as const;

/** The result of the book is final: the listing is sold, or off the market. */
@Injectable()
export class MarkSold implements Consumer {
  readonly name = 'listings.mark_sold';
  readonly events = ['auction.closed'];

  constructor(private readonly listings: ListingService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const { listingId, outcome, reason } = fact.payload as {
      listingId: string;
      outcome: keyof typeof OUTCOMES;
      reason?: string;
    };
    const { state } = await this.listings.locked(tx, listingId);
    const { action, reason: plain } = OUTCOMES[outcome];
    // Delivered twice, or after a later step: nothing is left to do.
    if (mayHappen(state, action)) await this.listings.follow(tx, listingId, action, fact.id, reason ?? plain);
  }
}

/** The winner did not perform and its contract ended: the listing is unsold after all, and may be offered again. */
@Injectable()
export class MarkDefaulted implements Consumer {
  readonly name = 'listings.mark_defaulted';
  readonly events = ['sale.cancelled'];

  constructor(private readonly listings: ListingService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const { listingId, reason } = fact.payload as { listingId: string; reason: string };
    const { state } = await this.listings.locked(tx, listingId);
    if (mayHappen(state, 'mark_defaulted'))
      await this.listings.follow(tx, listingId, 'mark_defaulted', fact.id, reason);
  }
}

/** After a default the next bidder took the offer: the listing is sold after all. */
@Injectable()
export class MarkResold implements Consumer {
  readonly name = 'listings.mark_resold';
  readonly events = ['offer.accepted'];

  constructor(private readonly listings: ListingService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const { listingId } = fact.payload as { listingId: string };
    const { state } = await this.listings.locked(tx, listingId);
    if (mayHappen(state, 'mark_resold')) await this.listings.follow(tx, listingId, 'mark_resold', fact.id);
  }
}

/** The deal's volume is on record: the sale is certified. */
@Injectable()
export class MarkCertified implements Consumer {
  readonly name = 'listings.mark_certified';
  readonly events = ['volume.recorded'];

  constructor(private readonly listings: ListingService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const { volumeRecordId } = fact.payload as { volumeRecordId: string };
    const found = await maybeRow<{ listingId: string }>(
      tx,
      `select c.listing_id as "listingId" from volume_record v join contract c on c.id = v.contract_id where v.id = $1`,
      [volumeRecordId],
    );
    if (!found) throw new Error(`volume record ${volumeRecordId} has no contract`);
    const { state } = await this.listings.locked(tx, found.listingId);
    if (state === 'certified') return;
    // Facts come unordered: the close may not have been told yet.
    if (mayHappen(state, 'mark_sold')) await this.listings.follow(tx, found.listingId, 'mark_sold', fact.id);
    await this.listings.follow(tx, found.listingId, 'certify', fact.id);
  }
}

export const listingsConsumers: Type<Consumer>[] = [
  MarkSold,
  MarkDefaulted,
  MarkResold,
  MarkCertified,
  ...historyConsumers,
];
