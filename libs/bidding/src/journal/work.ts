import { newId } from '@jishi/kernel';
import type { Ack, Head } from '../answers';
import { bookTime, decide, evolve, type Decision } from '../domain/auction';
import type { BookEvent } from '../domain/events';
import { factsOf } from '../domain/facts';
import { appendLeaves, rootOf } from '../domain/merkle';
import { modeOf } from '../domain/mode';
import { seal } from '../domain/seal';
import { serialiseState, type AuctionState } from '../domain/state';
import { hashesFor, hashesOf } from '../domain/suite';
import type { BareHead } from '../signer';
import { movedSince, viewOf } from '../view';
import type { Append, BookRow, Held } from './ports';
import type { Waiting } from './waiting';

/** An answer that only lacks what is known after the append. */
interface Verdict {
  readonly waiting: Waiting;
  /** Place of its event among the rows; -1 when it left none. */
  readonly row: number;
  readonly code: string | null;
  readonly params: Readonly<Record<string, string | number>>;
  /** What the receipt says of the auction after this command. */
  readonly atMs: number;
  readonly endsAtMs: number;
  readonly priceMinor: number | null;
  readonly leader: string | null;
}

/** A refusal that leaves no event, ready to be said. */
export interface Refusal {
  readonly waiting: Waiting;
  readonly ack: Ack;
  readonly work: AuctionWork;
}

/** Opening an auction replays at most about this many events. */
const RECORD_EVERY = 2_000;

/** All commands of one flush to one auction, decided one after the other on what the earlier ones led to. */
export class AuctionWork {
  readonly rows: BookRow[] = [];
  readonly verdicts: Verdict[] = [];
  private readonly facts: Append['facts'][number][] = [];
  private readonly leaves: Buffer[] = [];
  private state: AuctionState;

  constructor(
    readonly held: Held,
    readonly list: readonly Waiting[],
    nowMs: number,
    private readonly onDefect: (error: unknown, waiting: Waiting) => void,
  ) {
    this.state = held.state;
    for (const waiting of list) this.take(waiting, nowMs);
  }

  get auctionId(): string {
    return this.held.state.auctionId;
  }

  /** True when an answer rests on nothing but what this process believes to be the present state. */
  get unproven(): boolean {
    return this.rows.length === 0;
  }

  /** The commands that were refused without an event, and what they are to be told. */
  refusals(): Refusal[] {
    return this.verdicts
      .filter(({ row }) => row < 0)
      .map((verdict) => ({ waiting: verdict.waiting, ack: refusedAs(verdict, null), work: this }));
  }

  private take(waiting: Waiting, nowMs: number): void {
    const decision = this.decide(waiting, nowMs);
    if (decision.kind === 'refused') {
      const { code, params } = decision;
      this.verdicts.push(this.verdict(waiting, -1, code, params));
      return;
    }
    const { auctionId, envelope, text } = waiting;
    const row = this.rows.length;
    const atMs = bookTime(this.state, nowMs);
    const mode = this.state.rules?.mode ?? '';
    const hashes = hashesFor(this.state, decision.drafts);
    for (const [index, draft] of decision.drafts.entries()) {
      const seq = this.state.seq + 1;
      const { type, publicText, privateText, salt } = seal(
        { auctionId, seq, atMs, mode },
        draft,
        index,
        envelope.salt,
        text,
        hashes,
      );
      const actor = index === 0 ? envelope.actor : null;
      const commandId = index === 0 ? envelope.commandId : null;
      this.rows.push({ seq, type, publicText, privateText, salt, actor, commandId });
      this.leaves.push(hashes.leaf(publicText));
      const event: BookEvent = { seq, atMs, type, data: draft.data, secret: draft.secret };
      this.state = evolve(this.state, event);
      for (const fact of factsOf(event, this.state)) this.facts.push({ ...fact, id: newId() });
    }
    if (decision.kind === 'accepted') this.verdicts.push(this.verdict(waiting, row, null, {}));
    else this.verdicts.push(this.verdict(waiting, row, decision.code, decision.params));
  }

  private verdict(waiting: Waiting, row: number, code: string | null, params: Verdict['params']): Verdict {
    const { atMs, endsAtMs, rules, mode } = this.state;
    const { priceMinor, leader } =
      code === null && rules ? modeOf(rules).view(mode, this.state) : { priceMinor: null, leader: null };
    return { waiting, row, code, params, atMs, endsAtMs, priceMinor, leader };
  }

  /** A defect in a rule must not take the lane down with it. */
  private decide(waiting: Waiting, nowMs: number): Decision {
    try {
      return decide(this.state, waiting.envelope, nowMs);
    } catch (error) {
      this.onDefect(error, waiting);
      return { kind: 'refused', code: 'internal', params: {} };
    }
  }

  /** The tree with the new leaves; its head is still to be signed. */
  grow(): { tree: Held['tree']; bare: BareHead } {
    const { seq, suite } = this.state;
    const { node } = hashesOf(suite);
    const tree = appendLeaves(this.held.tree, this.leaves, node);
    return { tree, bare: { auctionId: this.auctionId, seq, suite, root: rootOf(tree, node).toString('hex') } };
  }

  toAppend(tree: Held['tree'], head: Head): Append {
    const { recordSeq, recorded } = this.held;
    const view = viewOf(this.state);
    const moved = this.state.seq - recordSeq < RECORD_EVERY && recorded ? movedSince(recorded, view) : null;
    const record = moved === null ? { recordSeq: this.state.seq, recorded: view } : { recordSeq, recorded };
    return {
      auctionId: this.auctionId,
      expectedSeq: this.held.state.seq,
      after: { state: this.state, tree, head, ...record },
      moved: moved ?? '{}',
      priceMinor: view.priceMinor,
      rows: this.rows,
      facts: this.facts,
      snapshot: moved === null ? serialiseState(this.state) : null,
    };
  }

  /** Gives the answers of the events, once they are committed under this head. */
  answer(head: Head, settle: (waiting: Waiting, ack: Ack) => void): void {
    for (const verdict of this.verdicts)
      if (verdict.row >= 0) settle(verdict.waiting, this.ackOf(verdict, this.rows[verdict.row]!, head));
  }

  private ackOf(verdict: Verdict, { seq }: BookRow, head: Head): Ack {
    if (verdict.code !== null) return refusedAs(verdict, seq);
    const { waiting, row, atMs, endsAtMs, priceMinor, leader } = verdict;
    return {
      accepted: true,
      auctionId: waiting.auctionId,
      seq,
      atMs,
      arrivedAtMs: waiting.envelope.arrivedAtMs,
      priceMinor,
      leader,
      endsAtMs,
      leafHash: this.leaves[row]!.toString('hex'),
      head,
    };
  }
}

const refusedAs = ({ waiting, code, params }: Verdict, seq: number | null): Ack => ({
  accepted: false,
  auctionId: waiting.auctionId,
  seq,
  code: code ?? 'internal',
  params,
});
