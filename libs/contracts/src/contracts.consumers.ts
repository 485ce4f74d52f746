import { Injectable, type Type } from '@nestjs/common';
import type { Consumer, Fact, Tx } from '@jishi/platform';
import { DraftingService } from './drafting.service';

interface AuctionClosed {
  auctionId: string;
  listingId: string;
  outcome: 'sold' | 'unsold' | 'terminated' | 'annulled';
  priceMinor: number;
  winnerCode: string;
  winnerId: string;
  endedAtMs: number;
}

interface OfferAccepted {
  auctionId: string;
  listingId: string;
  transfereeId: string;
  bidderCode: string;
  priceMinor: number;
  acceptedAtMs: number;
}

/** A sold auction, an offer taken after a default, or an unopposed agreement becomes a sale confirmation and a contract draft. */
@Injectable()
export class DraftContract implements Consumer {
  readonly name = 'contracts.draft';
  readonly events = ['auction.closed', 'listing.agreed', 'offer.accepted'];

  constructor(private readonly drafting: DraftingService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    if (fact.type === 'listing.agreed') {
      const { listingId } = fact.payload as { listingId: string };
      await this.drafting.draft(tx, await this.drafting.agreed(tx, listingId));
      return;
    }
    if (fact.type === 'offer.accepted') {
      const { acceptedAtMs, ...offer } = fact.payload as unknown as OfferAccepted;
      await this.drafting.draft(tx, { ...offer, concludedAt: new Date(acceptedAtMs) });
      return;
    }
    const closed = fact.payload as unknown as AuctionClosed;
    if (closed.outcome !== 'sold') return;
    await this.drafting.draft(tx, {
      listingId: closed.listingId,
      auctionId: closed.auctionId,
      transfereeId: closed.winnerId,
      bidderCode: closed.winnerCode,
      priceMinor: closed.priceMinor,
      concludedAt: new Date(closed.endedAtMs),
    });
  }
}

export const contractsConsumers: Type<Consumer>[] = [DraftContract];
