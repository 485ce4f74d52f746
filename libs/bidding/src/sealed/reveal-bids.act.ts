import { Injectable, type OnModuleInit } from '@nestjs/common';
import { conflict, invalid } from '@jishi/kernel';
import type { ApprovalOutcome, ApprovalRow } from '../approval.repository';
import { type ActRequest, ApprovalService, type TwoPersonAct } from '../approval.service';
import { outcomeOf } from '../consumer-answers';
import { Router } from '../lease/router';
import { awaitingReveal, OpeningService } from './opening.service';
import { SealedSales } from './sealed-sales';

/** The opened bids go into the book, all at once: two people of the exchange, after two of the three trustees. */
@Injectable()
export class RevealBids implements TwoPersonAct, OnModuleInit {
  readonly kind = 'reveal';
  readonly livesMs = 24 * 3_600_000;

  constructor(
    private readonly approvals: ApprovalService,
    private readonly sales: SealedSales,
    private readonly openings: OpeningService,
    private readonly router: Router,
  ) {}

  onModuleInit(): void {
    this.approvals.register(this);
  }

  /**
   * `{unopened: n}`: whoever asks knows that n bids did not open and will lose; the third trustee could still try.
   * Errors: `approval.bad_payload`, `opening.too_early`, `opening.over`, `opening.not_ready`, `opening.unopened`.
   */
  async prepare({ auctionId, payload }: ActRequest): Promise<Record<string, unknown>> {
    const { unopened: accepted = 0, ...rest } = payload;
    if (Object.keys(rest).length > 0) throw invalid('approval.bad_payload');
    const sale = awaitingReveal(await this.sales.read(auctionId));
    const { ready, bids, opened, unopened } = await this.openings.progress(sale);
    if (!ready) throw conflict('opening.not_ready', { bids, opened });
    if (unopened !== accepted) throw conflict('opening.unopened', { bids, unopened });
    return { bids, unopened };
  }

  async carryOut({ id, auctionId }: ApprovalRow): Promise<ApprovalOutcome> {
    const openings = await this.openings.openings(await this.sales.read(auctionId));
    const command = { type: 'reveal', openings };
    return outcomeOf(await this.router.submit({ auctionId, commandId: id, actor: 'system', command }));
  }
}
