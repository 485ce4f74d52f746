import type { Ack, AuctionRules, PublicEvent } from '@jishi/bidding';

/** A command as its client lived through it, by the client's own clock. */
export interface Asked {
  readonly commandId: string;
  /** Bidder code. */
  readonly bidder: string;
  readonly amountMinor: number;
  /** The first time, and the time of the last try. */
  readonly sentAtMs: number;
  /** The first answer that settled it; null when none came. */
  readonly answeredAtMs: number | null;
  readonly ack: Ack | null;
}

export interface History {
  readonly asked: readonly Asked[];
  readonly events: readonly PublicEvent[];
  /** Ids of commands that came in time and could not be taken, as the platform recorded them. */
  readonly incidents: ReadonlySet<string>;
  /** How far the clients' clock may be from the database's. */
  readonly clockErrorMs: number;
}

export interface Unfairness {
  readonly code: string;
  readonly at: string;
}

const OFFERS = new Set(['bid.accepted', 'bid.automatic', 'bid.matched', 'bid.sealed']);
const OVER = new Set(['auction.ended', 'auction.closed', 'auction.terminated']);

/**
 * Everything unfair in what clients lived through and what the book says. Knows the rules of an open sale in its own words:
 * it shares no code with the engine, so a fault there cannot excuse itself here.
 */
export function unfairness(history: History): Unfairness[] {
  return [...offersOf(history.events), ...answersOf(history), ...overtaken(history.asked), ...latenessOf(history)];
}

/** Every accepted offer at least a step above the last, none after the end, and one end. */
function* offersOf(events: readonly PublicEvent[]): Generator<Unfairness> {
  let rules: AuctionRules | null = null;
  let [price, leader, endsAtMs, atMs]: [number | null, string | null, number, number] = [null, null, 0, 0];
  const over: PublicEvent[] = [];
  const finals: PublicEvent[] = [];
  for (const [i, event] of events.entries()) {
    const at = `seq ${event.seq}`;
    if (event.seq !== i + 1) yield { code: 'book.gap', at };
    if (event.atMs < atMs) yield { code: 'book.time_backwards', at };
    atMs = event.atMs;
    if (event.type === 'auction.announced') rules = event['rules'] as unknown as AuctionRules;
    if (OFFERS.has(event.type)) {
      if (over.length > 0) yield { code: 'bid.after_close', at };
      if ((event['arrivedAtMs'] as number) >= endsAtMs) yield { code: 'bid.after_end', at };
    }
    if (OFFERS.has(event.type) && event.type !== 'bid.sealed') {
      const amount = event['amountMinor'] as number;
      const bidder = event['bidder'] as string;
      // A leader that was held down by its own maximum, a proxy's answer and a match need not rise by a whole step.
      const least = event.type === 'bid.accepted' && bidder !== leader ? leastOver(rules!, price) : (price ?? 0);
      if (amount < least) yield { code: price !== null && amount < price ? 'price.fell' : 'bid.below_step', at };
      [price, leader] = [amount, bidder];
    }
    if (event.type === 'bid.voided')
      [price, leader] = [event['priceMinor'] as number | null, event['leader'] as string | null];
    if (typeof event['endsAtMs'] === 'number') {
      // Before the opening the whole schedule may move; from then on the end only moves on.
      if (event['endsAtMs'] < endsAtMs && event.type !== 'auction.rescheduled') yield { code: 'end.shortened', at };
      endsAtMs = event['endsAtMs'];
    }
    if (OVER.has(event.type)) over.push(event);
    if (event.type === 'auction.closed' || event.type === 'auction.terminated') finals.push(event);
    if (event.type === 'auction.closed' && event['outcome'] === 'sold' && event['winner'] === null)
      yield { code: 'winner.none', at };
    if (event.type === 'auction.awarded' && event['winner'] !== finals[0]?.['winner'])
      yield { code: 'winner.other', at };
  }
  if (finals.length > 1) {
    // A sale that is closed may still be called off before its result is final.
    const [first, ...more] = finals;
    for (const { seq, type } of more)
      if (type === 'auction.closed' || first!.type === 'auction.terminated')
        yield { code: 'close.twice', at: `seq ${seq}` };
  }
}

function leastOver(rules: AuctionRules, price: number | null): number {
  if (price === null) return rules.startPriceMinor;
  const tier = rules.increments.filter(({ fromMinor }) => fromMinor <= price).at(-1) ?? rules.increments[0]!;
  return price + tier.stepMinor;
}

/** What was acknowledged stands in the book as acknowledged, once. */
function* answersOf({ asked, events }: History): Generator<Unfairness> {
  const seen = new Map<number, string>();
  for (const { commandId, bidder, amountMinor, ack } of asked) {
    if (!ack || ack.seq === null) continue;
    const at = `command ${commandId}, seq ${ack.seq}`;
    const event = events[ack.seq - 1];
    if ((seen.get(ack.seq) ?? commandId) !== commandId) yield { code: 'answer.shared', at };
    seen.set(ack.seq, commandId);
    if (!event) yield { code: 'bid.lost', at };
    else if (!ack.accepted) {
      if (event.type !== 'command.rejected') yield { code: 'answer.contradicts_book', at };
    } else if (event.type !== 'bid.accepted' || event['bidder'] !== bidder || event['amountMinor'] !== amountMinor)
      yield { code: 'bid.lost', at };
  }
}

/** If one answer was there before another command was sent, then it stands before it in the book. */
export function* overtaken(asked: readonly Asked[]): Generator<Unfairness> {
  const sequenced = asked.filter(({ ack }) => ack !== null && ack.seq !== null);
  const bySent = [...sequenced].sort((a, b) => a.sentAtMs - b.sentAtMs);
  const byAnswer = [...sequenced].sort((a, b) => a.answeredAtMs! - b.answeredAtMs!);
  let latest: Asked | null = null;
  let next = 0;
  for (const later of bySent) {
    for (; next < byAnswer.length && byAnswer[next]!.answeredAtMs! < later.sentAtMs; next++)
      if (!latest || byAnswer[next]!.ack!.seq! > latest.ack!.seq!) latest = byAnswer[next]!;
    if (latest && latest.ack!.seq! > later.ack!.seq!)
      yield {
        code: 'order.overtaken',
        at: `${later.commandId} stands before ${latest.commandId}, which was answered first`,
      };
  }
}

/** Nobody is told it came too late who had its answer before the end; who could not be taken is on record. */
function* latenessOf({ asked, events, incidents, clockErrorMs }: History): Generator<Unfairness> {
  const over = events.find(({ type }) => OVER.has(type));
  const endedAtMs = (over?.['endedAtMs'] as number | undefined) ?? Infinity;
  for (const { commandId, ack, answeredAtMs } of asked) {
    if (!ack || ack.accepted) continue;
    if (ack.code === 'auction.closed_to_bids' && answeredAtMs! < endedAtMs - clockErrorMs)
      yield { code: 'refused.in_time', at: `command ${commandId}` };
    if (ack.code === 'auction.unsequenced' && !incidents.has(commandId))
      yield { code: 'refused.off_the_record', at: `command ${commandId}` };
  }
}
