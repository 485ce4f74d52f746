import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { conflict, invalid } from '@jishi/kernel';
import { DatabaseClock } from '@jishi/platform';
import type { ApprovalOutcome, ApprovalRow } from './approval.repository';
import { type ActRequest, ApprovalService, type TwoPersonAct } from './approval.service';
import { Books } from './books';
import { outcomeOf } from './consumer-answers';
import { decide } from './domain/auction';
import type { Command } from './domain/commands';
import { Router } from './lease/router';

const SALT = '0'.repeat(32);
/** Stands for the second person while nobody has agreed. */
const SOMEBODY_ELSE = 'operator:second-person';

const operator = (userId: string): string => `operator:${userId}`;

/** A bid is declared void: two people, a reason, and it stays visible in the book. */
@Injectable()
export class VoidBid implements TwoPersonAct, OnModuleInit {
  readonly kind = 'void';
  readonly livesMs = 30 * 60_000;

  constructor(
    private readonly approvals: ApprovalService,
    private readonly books: Books,
    @Inject(Router) private readonly router: Pick<Router, 'submit'>,
    private readonly clock: DatabaseClock,
  ) {}

  onModuleInit(): void {
    this.approvals.register(this);
  }

  /** The engine is asked what it would say. Errors: `approval.bad_payload`, and the engine's refusal. */
  async prepare({ id, auctionId, userId, payload, reason }: ActRequest): Promise<Record<string, unknown>> {
    const { bid, ...rest } = payload;
    if (!Number.isSafeInteger(bid) || (bid as number) < 1 || Object.keys(rest).length > 0)
      throw invalid('approval.bad_payload', {}, [{ path: 'payload.bid', code: 'approval.bid_missing' }]);
    const command: Command = { type: 'void', bid: bid as number, reason, approvedBy: SOMEBODY_ELSE };
    const { state } = await this.books.read(auctionId);
    const nowMs = this.clock.now();
    const envelope = { commandId: id, actor: operator(userId), command, arrivedAtMs: nowMs, salt: SALT };
    const decision = decide(state, envelope, nowMs);
    if (decision.kind !== 'accepted') throw conflict(decision.code, decision.params);
    return { bid };
  }

  async carryOut({ id, auctionId, payload, reason, requestedBy, decidedBy }: ApprovalRow): Promise<ApprovalOutcome> {
    const bid = payload['bid'] as number;
    const command: Command = { type: 'void', bid, reason, approvedBy: operator(decidedBy!) };
    return outcomeOf(await this.router.submit({ auctionId, commandId: id, actor: operator(requestedBy), command }));
  }
}
