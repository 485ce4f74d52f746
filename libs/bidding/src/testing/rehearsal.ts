import { decide, evolve, type Decision } from '../domain/auction';
import type { Command } from '../domain/commands';
import { commandText, seal, unseal, type SealedEvent } from '../domain/seal';
import { emptyAuction, type AuctionState } from '../domain/state';
import { sampleAnnouncement } from './sample';
import type { AuctionRules } from '../domain/rules';

/** A single-handed book in memory: what the journal does, one command at a time, for examples and properties. */
export class Rehearsal {
  state: AuctionState = emptyAuction('auction');
  readonly book: SealedEvent[] = [];
  private count = 0;

  /** An open sale with these bidders, opened at `opensAtMs`. */
  static opened(
    bidders: readonly string[],
    rules: Partial<AuctionRules> = {},
    reserveMinor: number | null = null,
  ): Rehearsal {
    const sale = new Rehearsal();
    sale.give('system', sampleAnnouncement(100_000, rules, reserveMinor), 1_000);
    for (const organisationId of bidders) sale.give('system', { type: 'admit', organisationId }, 2_000);
    sale.give('system', { type: 'open' }, 100_000);
    return sale;
  }

  give(actor: string, command: Command, nowMs: number, arrivedAtMs = nowMs): Decision {
    const commandId = `c${++this.count}`;
    const salt = commandId.padStart(32, '0');
    const decision = decide(this.state, { actor, command, commandId, arrivedAtMs, salt }, nowMs);
    if (decision.kind === 'refused') return decision;
    const atMs = Math.max(this.state.atMs, nowMs);
    for (const [index, draft] of decision.drafts.entries()) {
      const seq = this.state.seq + 1;
      const place = { auctionId: 'auction', seq, atMs, mode: this.state.rules?.mode ?? '' };
      const sealed = seal(place, draft, index, salt, commandText(command));
      this.book.push(sealed);
      this.state = evolve(this.state, { seq, atMs, type: draft.type, data: draft.data, secret: draft.secret });
    }
    return decision;
  }

  bid(organisationId: string, amountMinor: number, nowMs: number, arrivedAtMs = nowMs): Decision {
    return this.give(organisationId, { type: 'bid', amountMinor }, nowMs, arrivedAtMs);
  }

  /** The state that reading the book from its beginning gives. */
  replayed(): AuctionState {
    return this.book.map(unseal).reduce(evolve, emptyAuction('auction'));
  }
}
