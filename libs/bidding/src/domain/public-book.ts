import { canonicalJson } from '@jishi/kernel';
import { commitment } from './bidder-code';
import { finalAtMs, objectUntilMs, prolonged } from './closing';
import type { Agreed, Announced, BookEvent, Closed, Extended, Prolonged } from './events';
import { modeOf } from './mode';
import { PHASES_OF } from './public-phases';
import { emptyAuction, type AuctionState, type Outcome } from './state';
import { DEFAULT_SUITE } from './suite';

type Fault = string | null;
type Step = (event: BookEvent) => Fault;

/**
 * A book as the world sees it, without the private parts: what must hold whoever kept it. Order and times, the end, prices,
 * the winner, the reserve, objections before an award. What a mode's public events mean is its own (`Mode.publicly`).
 */
export class PublicBook {
  /** Only what public parts tell: no identities, no maxima. */
  sale: AuctionState = emptyAuction('');
  private mode: unknown = null;
  private reserveCommitment: string | null = null;
  private readonly codes = new Set<string>();
  private readonly excluded = new Set<string>();
  private agreed: Agreed | null = null;
  /** The end that a bid has named; the event that moves it must follow. */
  private promisedEndMs: number | null = null;

  /** What is wrong with the next event; null when nothing is. */
  take(event: BookEvent): Fault {
    const { atMs, phase } = this.sale;
    if (event.atMs < atMs) return 'book.time_goes_back';
    const phases = PHASES_OF[event.type];
    if (phases ? phases.from[phase] !== true : phase === 'absent') return 'book.out_of_order';
    const fault = this.promiseFault(event) ?? this.bidderFault(event) ?? this.steps[event.type]?.(event) ?? null;
    if (fault) return fault;
    this.sale = { ...this.sale, seq: event.seq, atMs: event.atMs, phase: phases?.to ?? phase };
    return this.modeFault(event);
  }

  private promiseFault(event: BookEvent): Fault {
    if (event.type === 'bid.automatic' || this.promisedEndMs === null) return null;
    const kept = event.type === 'auction.extended' && (event.data as Extended).endsAtMs === this.promisedEndMs;
    this.promisedEndMs = null;
    return kept ? null : 'book.end_not_moved';
  }

  private bidderFault({ type, data }: BookEvent): Fault {
    const { bidder, arrivedAtMs, endsAtMs } = data as { bidder?: string; arrivedAtMs?: number; endsAtMs?: number };
    if (type === 'bidder.admitted' && bidder) this.codes.add(bidder);
    if (bidder !== undefined && !this.codes.has(bidder)) return 'book.unknown_bidder';
    if (type === 'bidder.excluded' && bidder) this.excluded.add(bidder);
    else if (type === 'bidder.admitted' && bidder) this.excluded.delete(bidder);
    if (!type.startsWith('bid.') || type === 'bid.voided' || arrivedAtMs === undefined) return null;
    if (arrivedAtMs < this.sale.opensAtMs) return 'book.bid_before_opening';
    if (arrivedAtMs >= this.sale.endsAtMs) return 'book.bid_after_end';
    if (endsAtMs !== undefined && endsAtMs < this.sale.endsAtMs) return 'book.end_shortened';
    if (endsAtMs !== undefined && endsAtMs > this.sale.endsAtMs) this.promisedEndMs = endsAtMs;
    return null;
  }

  private modeFault(event: BookEvent): Fault {
    const publicly = modeOf(this.sale.rules!).publicly;
    if (!publicly) return null;
    if (event.type === 'auction.announced') this.mode = publicly.initial(this.sale.rules!);
    const next = publicly.step(this.mode, event, this.sale);
    if (typeof next === 'string') return next;
    this.mode = next;
    return null;
  }

  private schedule(event: BookEvent): Fault {
    const { endsAtMs, freeEndsAtMs, hardStopAtMs } = event.data as AuctionState;
    const { opensAtMs, extensions } = { ...this.sale, ...(event.data as AuctionState) };
    if (this.sale.phase !== 'announced' && endsAtMs < this.sale.endsAtMs) return 'book.end_shortened';
    this.sale = { ...this.sale, opensAtMs, endsAtMs, freeEndsAtMs, hardStopAtMs, extensions };
    return null;
  }

  private close(event: BookEvent): Fault {
    const { outcome, winner, priceMinor, endedAtMs, reserveMinor, reserveSalt } = event.data as Closed;
    if (event.atMs < this.sale.endsAtMs || endedAtMs !== this.sale.endsAtMs) return 'book.closed_early';
    const opened = this.reserveCommitment === null ? reserveMinor === null : reserveMinor !== null && !!reserveSalt;
    if (!opened) return 'book.reserve_differs';
    const said = reserveMinor === null ? null : commitment(this.sale.suite, reserveSalt!, canonicalJson(reserveMinor));
    if (said !== this.reserveCommitment) return 'book.reserve_differs';
    this.sale = { ...this.sale, reserveMinor };
    const result = this.agreed
      ? ({ outcome: 'sold', winner: this.agreed.bidder, priceMinor: this.agreed.priceMinor } as const)
      : modeOf(this.sale.rules!).publicly?.outcome(this.mode, this.sale);
    const [match] = this.sale.matches;
    const due = result && match !== undefined ? { ...result, winner: match } : result;
    if (due && (due.outcome !== outcome || due.winner !== winner || due.priceMinor !== priceMinor))
      return 'book.wrong_winner';
    return this.over(event, { outcome, winner, priceMinor, endedAtMs });
  }

  /**
   * Only with a single candidate, not before the opening that was announced or the end of a bidding to which nobody else ever
   * came, and never below the price that was announced or bid.
   */
  private agree(event: BookEvent): Fault {
    const data = event.data as Agreed;
    const { rules, opensAtMs, endsAtMs, phase } = this.sale;
    const [dueMs, ends, others] =
      phase === 'announced'
        ? [opensAtMs, event.atMs, this.codes.size - this.excluded.size - 1]
        : [endsAtMs, endsAtMs, this.codes.size - 1];
    if (rules!.soleCandidate !== 'agreement' || others !== 0 || this.excluded.has(data.bidder))
      return 'book.wrong_winner';
    if (event.atMs < dueMs || data.endsAtMs !== ends) return 'book.closed_early';
    const bid = phase === 'announced' ? null : modeOf(rules!).publicly?.outcome(this.mode, this.sale).priceMinor;
    if (data.priceMinor < Math.max(rules!.startPriceMinor, bid ?? 0)) return 'book.wrong_price';
    this.agreed = data;
    this.sale = { ...this.sale, endsAtMs: data.endsAtMs, freeEndsAtMs: data.endsAtMs };
    return null;
  }

  private over(event: BookEvent, outcome: Outcome): Fault {
    const result = outcome.outcome === 'terminated' ? 'failed' : 'pending';
    this.sale = { ...this.sale, outcome, closedAtMs: event.atMs, result };
    return null;
  }

  private final(event: BookEvent): Fault {
    const { winner = null, priceMinor, cause } = event.data as { winner?: string; priceMinor?: number; cause?: string };
    const { outcome, result } = this.sale;
    if (result !== 'pending') return 'book.second_result';
    this.sale = { ...this.sale, result: cause === undefined ? 'awarded' : 'failed' };
    if (cause === 'annulled') return null;
    const finalMs = finalAtMs(this.sale);
    if (finalMs === null || event.atMs < finalMs) return 'book.award_too_early';
    if (outcome!.outcome !== (cause === undefined ? 'sold' : 'unsold')) return 'book.wrong_winner';
    return cause !== undefined || (winner === outcome!.winner && priceMinor === outcome!.priceMinor)
      ? null
      : 'book.wrong_winner';
  }

  private objection(seq: number, change: object): Fault {
    const { objections } = this.sale;
    if (!objections.some((objection) => objection.seq === seq)) return 'book.out_of_order';
    this.sale = { ...this.sale, objections: objections.map((o) => (o.seq === seq ? { ...o, ...change } : o)) };
    return null;
  }

  /** What an event of the lifecycle does to the public state. */
  private readonly steps: Readonly<Record<string, Step>> = {
    'auction.announced': (event) => {
      const { rules, suite = DEFAULT_SUITE, reserveCommitment } = event.data as Announced;
      this.reserveCommitment = reserveCommitment;
      this.sale = { ...this.sale, phase: 'announced', rules, suite };
      return this.schedule(event);
    },
    'auction.opened': (event) => (event.atMs < this.sale.opensAtMs ? 'book.out_of_order' : this.schedule(event)),
    'auction.agreed': (event) => this.agree(event),
    'auction.resumed': (event) => this.schedule(event),
    'auction.extended': (event) => this.schedule(event),
    'auction.rescheduled': (event) => this.schedule(event),
    'right.exercised': (event) => {
      const { bidder } = event.data as { bidder: string };
      this.sale = { ...this.sale, matches: [bidder, ...this.sale.matches] };
      return null;
    },
    'auction.closed': (event) => this.close(event),
    'auction.terminated': (event) => {
      const { endedAtMs } = event.data as { endedAtMs: number };
      return this.over(event, { outcome: 'terminated', winner: null, priceMinor: null, endedAtMs });
    },
    'objection.filed': ({ seq }) => {
      const filed = { seq, by: '', open: true, appealed: false, ruledBy: null, appealUntilMs: 0 };
      this.sale = { ...this.sale, objections: [...this.sale.objections, filed] };
      return null;
    },
    'objection.ruled': (event) => {
      const { objection, appealUntilMs } = event.data as { objection: number; appealUntilMs: number };
      return this.objection(objection, { open: false, appealUntilMs });
    },
    'objection.appealed': (event) => this.objection((event.data as { objection: number }).objection, { open: true }),
    'objection.prolonged': (event) => {
      const data = event.data as Prolonged;
      const shortened = data.byMs <= 0 || data.objectUntilMs < objectUntilMs(this.sale, this.sale.closedAtMs!);
      if (shortened) return 'book.end_shortened';
      this.sale = { ...this.sale, ...prolonged(this.sale, data) };
      return null;
    },
    'auction.awarded': (event) => this.final(event),
    'auction.failed': (event) => this.final(event),
    'winner.defaulted': (event) => {
      const { bidder } = event.data as { bidder: string };
      if (this.sale.result !== 'awarded' || bidder !== this.sale.outcome!.winner) return 'book.wrong_winner';
      this.sale = { ...this.sale, result: 'defaulted' };
      return null;
    },
  };
}
