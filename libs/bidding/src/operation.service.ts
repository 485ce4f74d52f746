import { Injectable } from '@nestjs/common';
import { forbidden } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, maybeRow } from '@jishi/platform';
import type { Accepted, Ack } from './answers';
import { Books } from './books';
import type { Command } from './domain/commands';
import { Router } from './lease/router';

/** As the audit log names what was done. */
const DONE: Readonly<Record<string, string>> = {
  pause: 'auction.paused',
  resume: 'auction.resumed',
  extend: 'auction.extended',
  reschedule: 'auction.rescheduled',
  terminate: 'auction.terminated',
  rule: 'objection.ruled',
  default: 'winner.defaulted',
};

export interface Operation {
  readonly auctionId: string;
  readonly commandId: string;
  readonly command: Command;
}

/** Commands of those who run a sale, each under its author's own name, in the book and in the audit log. */
@Injectable()
export class OperationService {
  constructor(
    private readonly router: Router,
    private readonly books: Books,
    private readonly database: Database,
  ) {}

  /** Errors: `auction.not_found`, `auction.other_exchange`. What the engine refuses is in the answer. */
  async give(actor: Actor, { auctionId, commandId, command }: Operation): Promise<Ack> {
    const { state } = await this.books.read(auctionId);
    if (state.operatorId !== actor.organisationId) throw forbidden('auction.other_exchange');
    const ack = await this.router.submit({
      auctionId: state.auctionId,
      commandId,
      actor: `operator:${actor.userId}`,
      command,
    });
    if (ack.accepted) await this.record(actor, ack, command);
    return ack;
  }

  /** The book is what counts; this is where a regulator looks first. The same command again is one line. */
  private async record(
    { userId: actorId, organisationId }: Actor,
    { auctionId, seq }: Accepted,
    command: Command,
  ): Promise<void> {
    const { type, ...detail } = command;
    const action = DONE[type] ?? `auction.${type}`;
    const tx = this.database.manager;
    const known = await maybeRow(
      tx,
      `select 1 from audit_log where subject_type = 'auction' and subject_id = $1 and (detail->>'seq')::bigint = $2
         and action = $3 limit 1`,
      [auctionId, seq, action],
    );
    if (known) return;
    await audit(tx, {
      actorId,
      organisationId,
      action,
      subjectType: 'auction',
      subjectId: auctionId,
      detail: { ...detail, seq },
    });
  }
}
