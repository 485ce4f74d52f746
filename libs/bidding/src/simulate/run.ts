import { sha256, sha256Hex } from '@jishi/kernel';
import { decide, evolve, type Decision } from '../domain/auction';
import { dueAtMs } from '../domain/closing';
import type { Command } from '../domain/commands';
import type { Draft } from '../domain/events';
import { modeOf } from '../domain/mode';
import { commandText, seal } from '../domain/seal';
import { emptyAuction, type AuctionState } from '../domain/state';
import { TRUSTEE_ROLES, type SealedState } from '../domain/sealed';
import { rulesOf, type GivenSale } from './given';
import { toCommand, type GivenCommand } from './given-commands';

/** What became of the sale. `winner` and `price` only where somebody is to pay: sold, or won and then not performed. */
export interface SimulatedOutcome {
  readonly state: 'sold' | 'unsold' | 'terminated' | 'annulled' | 'defaulted' | 'contested' | 'paused';
  readonly winner: string | null;
  readonly price: number | null;
}

const AUCTION = 'simulation';
const SELLER = `${AUCTION}:seller`;
const EXCHANGE = `${AUCTION}:exchange`;

/** Plays a whole sale through the engine, the clock included, and tells every event as it is made. */
export function simulate(given: GivenSale, tell: ((line: object) => void) | null = null): SimulatedOutcome {
  const sale = new SimulatedSale(given, tell);
  for (const command of given.commands.toSorted((a, b) => a.at - b.at)) sale.take(command);
  return sale.finish();
}

class SimulatedSale {
  private state: AuctionState = emptyAuction(AUCTION);
  /** When the book begins, in the file's time: at the opening, or with a command before it. The book's own time is never negative. */
  private readonly originMs: number;
  private count = 0;
  private readonly seqs = new Map<string, number>();
  /** What is in the sealed envelopes, by the seq of the bid. */
  private readonly sealedAmounts = new Map<number, number>();

  constructor(
    given: GivenSale,
    private readonly say: ((line: object) => void) | null,
  ) {
    this.originMs = given.commands.reduce((least, { at }) => Math.min(least, at), 0);
    const rules = rulesOf(given.rules);
    const names = { listingId: AUCTION, title: AUCTION, sellerId: SELLER, operatorId: EXCHANGE };
    const reserveMinor = given.rules.reserve ?? null;
    this.give('system', { type: 'announce', ...names, rules, reserveMinor, opensAtMs: 0 - this.originMs }, 0);
    const holders = new Map(given.rules.firstRefusal?.holders.map(({ bidder, rank = 1 }) => [bidder, rank]));
    for (const code of given.participants) {
      const rank = holders.get(code);
      const right = rank === undefined ? {} : { firstRefusalRank: rank };
      this.give('system', { type: 'admit', organisationId: code, ...right }, 0);
    }
    if (modeOf(rules).controls?.['seatTrustees']) this.give('system', { type: 'seatTrustees', trustees: TRUSTEES }, 0);
  }

  take(given: GivenCommand): void {
    const nowMs = given.at - this.originMs;
    this.runClock(nowMs);
    const seqOf = (named: number | string): number =>
      typeof named === 'number' ? named : (this.seqs.get(named) ?? Number.MAX_SAFE_INTEGER);
    const { priceMinor } = modeOf(this.state.rules!).view(this.state.mode, this.state);
    const seq = this.state.seq + 1;
    const command = this.sealedOver(toCommand(given, { seqOf, priceMinor, originMs: this.originMs }));
    const decision = this.give(actorOf(given), command, nowMs);
    if (decision.kind === 'refused') return;
    if (given.id !== undefined) this.seqs.set(given.id, seq);
    if (command.type === 'seal' && decision.kind === 'accepted') this.sealedAmounts.set(seq, given.amount!);
  }

  finish(): SimulatedOutcome {
    this.runClock(Infinity);
    const { phase, outcome, result } = this.state;
    const nobody = { winner: null, price: null };
    if (phase !== 'closed') return { state: 'paused', ...nobody };
    const { outcome: state, winner, priceMinor: price } = outcome!;
    if (state !== 'sold') return { state, ...nobody };
    if (result === 'failed') return { state: 'annulled', ...nobody };
    const states = { pending: 'contested', defaulted: 'defaulted', awarded: 'sold' } as const;
    return { state: states[result!], winner, price };
  }

  /** In a sealed sale a bid in the clear goes into an envelope, of which the engine never sees the inside. */
  private sealedOver(command: Command): Command {
    if (command.type !== 'bid' || !modeOf(this.state.rules!).commands['seal']) return command;
    return { type: 'seal', envelope: sha256Hex(`envelope${this.count}`) };
  }

  /** What the clock does by itself up to a moment: opens, resumes, closes, awards; and the trustees open the envelopes. */
  private runClock(untilMs: number): void {
    for (;;) {
      const { phase, awaits, seq, atMs } = this.state;
      const dueMs = phase === 'ended' && awaits === 'reveal' ? atMs : dueAtMs(this.state);
      if (dueMs === null || dueMs > untilMs) return;
      this.give('system', this.clockCommand(dueMs), Math.max(dueMs, atMs));
      if (this.state.seq === seq) return;
    }
  }

  private clockCommand(endsAtMs: number): Command {
    const { phase, awaits } = this.state;
    if (phase === 'announced') return { type: 'open' };
    if (phase === 'paused') return { type: 'resume', reason: AUCTION };
    if (phase === 'closed') return { type: 'award' };
    return awaits === 'reveal' ? { type: 'reveal', openings: this.openings() } : { type: 'close', endsAtMs };
  }

  private openings(): object[] {
    const { bids } = this.state.mode as SealedState;
    return bids.map(({ seq }) => ({
      bid: seq,
      amountMinor: this.sealedAmounts.get(seq)!,
      contentKey: keyOf(`content${seq}`),
      fault: null,
    }));
  }

  private give(actor: string, command: Command, atMs: number): Decision {
    const commandId = `c${++this.count}`;
    const salt = sha256Hex(commandId).slice(0, 32);
    const decision = decide(this.state, { actor, command, commandId, arrivedAtMs: atMs, salt }, atMs);
    if (decision.kind === 'refused') {
      const { code, params } = decision;
      this.tell({ seq: null, atMs, type: 'command.refused', actor, command, code, params });
      return decision;
    }
    for (const [index, draft] of decision.drafts.entries()) this.write(named(draft), index, atMs, salt, command);
    return decision;
  }

  private write(draft: Draft, index: number, atMs: number, salt: string, command: Command): void {
    const seq = this.state.seq + 1;
    const place = { auctionId: AUCTION, seq, atMs, mode: this.state.rules?.mode ?? '' };
    const { publicText } = seal(place, draft, index, salt, commandText(command));
    const { type, data, secret } = draft;
    this.state = evolve(this.state, { seq, atMs, type, data, secret });
    if (!this.say) return;
    const { auctionId: _same, ...seen } = JSON.parse(publicText) as Record<string, unknown>;
    const code = type === 'command.rejected' ? { code: (secret as { code: string }).code } : {};
    this.tell({ seq, atMs, type, ...code, ...seen, ...(secret === null ? {} : { private: secret }) });
  }

  /** In the file's time, which begins at the opening. */
  private tell(line: object): void {
    const { say, originMs } = this;
    if (!say) return;
    const told = JSON.stringify(line, (key, value: unknown) =>
      typeof value === 'number' && MOMENT.test(key) ? value + originMs : value,
    );
    say(JSON.parse(told) as object);
  }
}

/** A moment of the book, where `closeDrainMs` and its like are spans of time. */
const MOMENT = /^(at|to|until)Ms$|(At|Until)Ms$/;

/** Bidders keep the codes of the file, where the engine would draw others. */
function named(draft: Draft): Draft {
  if (draft.type !== 'bidder.admitted') return draft;
  return { ...draft, data: { ...draft.data, bidder: (draft.secret as { organisationId: string }).organisationId } };
}

function actorOf({ by, bidder }: GivenCommand): string {
  if (by === 'seller') return SELLER;
  if (by === undefined) return bidder!;
  return by === 'operator' ? 'operator:operator' : by;
}

const keyOf = (seed: string): string => sha256(seed).toString('base64url');

const TRUSTEES = TRUSTEE_ROLES.map((role) => ({ role, organisationId: `${AUCTION}:${role}`, publicKey: keyOf(role) }));
