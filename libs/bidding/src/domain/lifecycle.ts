import { canonicalJson } from '@jishi/kernel';
import { commitment, drawCode, identitySaltOf, reserveSaltOf } from './bidder-code';
import type { ActorKind, Envelope, LifecycleCommand } from './commands';
import type { Agreed, Announced, Draft, Extended, Prolonged, Voided } from './events';
import { afterBidding, agreedPrice, closing, finalAtMs, mayMatch, objectUntilMs, resultOf } from './closing';
import { modeOf, type SaleOutcome, type Verdict } from './mode';
import { publishedReserveMet } from './reserve';
import { bidderByCode, type AuctionState, type Bidder, type Phase } from './state';
import { DEFAULT_SUITE } from './suite';

/** An opening later than this moves the whole schedule, so that an outage takes no bidding time away. */
export const OUTAGE_MS = 10_000;

/** Why a sale is not opened: it is to be agreed instead. */
export const SOLE_CANDIDATE = 'auction.sole_candidate';

/** The only candidate, where the rules let a single one agree without bidding. */
function soleCandidate({ rules, bidders }: AuctionState): Bidder | null {
  const admitted = [...bidders.values()].filter((bidder) => bidder.admitted);
  return rules!.soleCandidate === 'agreement' && admitted.length === 1 ? admitted[0]! : null;
}

interface Transition {
  readonly by: readonly ActorKind[];
  /** From a phase to a phase; a phase that is missing refuses the command. */
  readonly phases: Readonly<Partial<Record<Phase, Phase>>>;
}

/** The lifecycle as data. Commands of a mode are given by bidders while the phase is `open`. */
export const transitions: Readonly<Record<LifecycleCommand['type'], Transition>> = {
  announce: { by: ['system'], phases: { absent: 'announced' } },
  admit: { by: ['system'], phases: { announced: 'announced', open: 'open', paused: 'paused' } },
  exclude: { by: ['system', 'operator'], phases: { announced: 'announced', open: 'open', paused: 'paused' } },
  open: { by: ['system'], phases: { announced: 'open' } },
  agree: { by: ['system'], phases: { announced: 'closed' } },
  pause: { by: ['system', 'operator'], phases: { open: 'paused' } },
  resume: { by: ['system', 'operator'], phases: { paused: 'open' } },
  extend: { by: ['operator'], phases: { open: 'open', paused: 'paused' } },
  reschedule: { by: ['system', 'operator'], phases: { announced: 'announced', paused: 'paused', ended: 'ended' } },
  void: { by: ['operator'], phases: { open: 'open', paused: 'paused' } },
  terminate: { by: ['operator'], phases: { announced: 'closed', open: 'closed', paused: 'closed', ended: 'closed' } },
  close: { by: ['system'], phases: { open: 'closed', ended: 'closed' } },
  object: {
    by: ['bidder'],
    phases: { announced: 'announced', open: 'open', paused: 'paused', ended: 'ended', closed: 'closed' },
  },
  rule: {
    by: ['operator'],
    phases: { announced: 'announced', open: 'open', paused: 'paused', ended: 'ended', closed: 'closed' },
  },
  appeal: {
    by: ['bidder'],
    phases: { announced: 'announced', open: 'open', paused: 'paused', ended: 'ended', closed: 'closed' },
  },
  prolong: { by: ['system'], phases: { closed: 'closed' } },
  award: { by: ['system'], phases: { closed: 'closed' } },
  default: { by: ['operator'], phases: { closed: 'closed' } },
};

/** Why a command does not fit a phase. */
export const wrongPhase: Readonly<Record<Phase, string>> = {
  absent: 'auction.not_found',
  announced: 'auction.not_open',
  open: 'auction.already_open',
  paused: 'auction.paused',
  ended: 'auction.closed_to_bids',
  closed: 'auction.closed_to_bids',
};

/** `none`: refused without an event, as for a system command that comes too early. */
export type LifecycleVerdict = Verdict | { readonly none: string };

type Decider<Type extends LifecycleCommand['type']> = (
  state: AuctionState,
  command: Extract<LifecycleCommand, { type: Type }>,
  envelope: Envelope,
  atMs: number,
) => LifecycleVerdict;

const one = (type: string, data: object, secret: object | null = null): Verdict => ({
  drafts: [{ type, data, secret }],
});

/** The command's own event first: it carries when the command arrived. */
const headed = ([head, ...derived]: Draft[], arrivedAtMs: number): Verdict => ({
  drafts: [{ type: head!.type, data: { ...head!.data, arrivedAtMs }, secret: null }, ...derived],
});

const later = (instantMs: number | null, byMs: number): number | null => (instantMs === null ? null : instantMs + byMs);

export const deciders: { readonly [Type in LifecycleCommand['type']]: Decider<Type> } = {
  announce(_state, command, { salt, arrivedAtMs }) {
    const { rules, reserveMinor, opensAtMs, suite } = command;
    const reserveSalt = reserveMinor === null ? null : reserveSaltOf(salt);
    const freeEndsAtMs = opensAtMs + rules.freePeriodMs;
    const data: Announced = {
      arrivedAtMs,
      listingId: command.listingId,
      title: command.title,
      sellerId: command.sellerId,
      operatorId: command.operatorId,
      rules,
      suite,
      reserveCommitment: reserveSalt && commitment(suite ?? DEFAULT_SUITE, reserveSalt, canonicalJson(reserveMinor)),
      opensAtMs,
      freeEndsAtMs,
      endsAtMs: freeEndsAtMs + rules.timerMs,
    };
    return one('auction.announced', data, { reserveMinor, reserveSalt });
  },

  admit(state, command, { salt, arrivedAtMs }) {
    const { organisationId, firstRefusalRank, barredUntilMs = 0, related = false, offerMinor, paidUntilMs } = command;
    if (related || organisationId === state.sellerId || organisationId === state.operatorId)
      return { reject: 'bidder.conflict_of_interest' };
    const known = state.bidders.get(organisationId);
    if (known?.admitted) return { reject: 'bidder.already_admitted' };
    if (arrivedAtMs < barredUntilMs) return { reject: 'bidder.barred', params: { barredUntilMs } };
    if (paidUntilMs !== undefined && arrivedAtMs >= paidUntilMs)
      return { reject: 'bidder.deposit_late', params: { paidUntilMs } };
    const identitySalt = identitySaltOf(salt);
    const bidder = known?.code ?? drawCode(state, salt);
    const identityCommitment = commitment(state.suite, identitySalt, organisationId);
    const rank = firstRefusalRank ?? known?.firstRefusalRank ?? null;
    const right = rank === null ? {} : { firstRefusalRank: rank };
    return one(
      'bidder.admitted',
      { arrivedAtMs, bidder, identityCommitment, ...right },
      { organisationId, identitySalt, ...(offerMinor === undefined ? {} : { offerMinor }) },
    );
  },

  exclude(state, { organisationId, lapsed = false }, { actor, arrivedAtMs }) {
    const known = state.bidders.get(organisationId);
    if (!known?.admitted) return { reject: 'bidder.not_admitted' };
    const stays = lapsed && actor === 'system';
    if (!stays && modeOf(state.rules!).standing(state.mode, known.code)) return { reject: 'bidder.has_standing_bid' };
    return one('bidder.excluded', { arrivedAtMs, bidder: known.code }, { organisationId });
  },

  open(state, _command, { arrivedAtMs }, atMs) {
    if (atMs < state.opensAtMs) return { none: 'auction.premature' };
    if (soleCandidate(state)) return { none: SOLE_CANDIDATE };
    const unready = modeOf(state.rules!).unready?.(state.mode);
    if (unready) return { none: unready };
    const lateMs = atMs - state.opensAtMs;
    const shiftMs = lateMs > OUTAGE_MS ? lateMs : 0;
    return one('auction.opened', {
      arrivedAtMs,
      opensAtMs: state.opensAtMs + shiftMs,
      freeEndsAtMs: state.freeEndsAtMs + shiftMs,
      endsAtMs: state.endsAtMs + shiftMs,
      hardStopAtMs: later(state.hardStopAtMs, shiftMs),
    });
  },

  agree(state, { organisationId, offerMinor }, { arrivedAtMs }, atMs) {
    const candidate = soleCandidate(state);
    if (atMs < state.opensAtMs || candidate?.organisationId !== organisationId) return { none: 'auction.premature' };
    const priceMinor = agreedPrice(state, candidate, offerMinor);
    const data: Agreed = { arrivedAtMs, bidder: candidate.code, priceMinor, endsAtMs: atMs };
    const outcome = { outcome: 'sold', priceMinor, winner: candidate.code } as const;
    const [close, ...result] = closing(state, outcome, atMs, atMs);
    const closed = { ...close!, data: { ...close!.data, arrivedAtMs } };
    return { drafts: [{ type: 'auction.agreed', data, secret: null }, closed, ...result] };
  },

  pause(state, { reason, sinceMs }, { arrivedAtMs, actor }) {
    // The clock pauses a sale that an outage ran over even after its time; an operator cannot revive an ended one.
    if (actor !== 'system' && arrivedAtMs >= state.endsAtMs) return { reject: 'auction.closed_to_bids' };
    const pausedAtMs = Math.min(Math.max(sinceMs ?? arrivedAtMs, state.opensAtMs), state.endsAtMs);
    return one('auction.paused', { arrivedAtMs, pausedAtMs, reason });
  },

  resume(state, { reason, leastMs }, { arrivedAtMs }) {
    const shiftMs = Math.max(0, arrivedAtMs - state.pausedAtMs!);
    const endsAtMs = Math.max(state.endsAtMs + shiftMs, arrivedAtMs + (leastMs ?? 0));
    const hardStopAtMs = later(state.hardStopAtMs, endsAtMs - state.endsAtMs);
    const freeEndsAtMs = state.freeEndsAtMs + (state.pausedAtMs! < state.freeEndsAtMs ? shiftMs : 0);
    return one('auction.resumed', { arrivedAtMs, freeEndsAtMs, endsAtMs, hardStopAtMs, reason });
  },

  extend(state, { reason, extendMs }, { arrivedAtMs }) {
    const nowMs = state.pausedAtMs ?? arrivedAtMs;
    if (nowMs >= state.endsAtMs) return { reject: 'auction.closed_to_bids' };
    const data: Extended = {
      arrivedAtMs,
      endsAtMs: state.endsAtMs + extendMs,
      extensions: state.extensions,
      freeEndsAtMs: state.freeEndsAtMs + (nowMs < state.freeEndsAtMs ? extendMs : 0),
      hardStopAtMs: later(state.hardStopAtMs, extendMs),
      reason,
    };
    return one('auction.extended', data);
  },

  reschedule(state, { reason, toMs }, { arrivedAtMs, actor }, atMs) {
    if (toMs <= atMs) return { reject: 'auction.time_is_past', params: { toMs } };
    // Until then candidates may apply and prepare: nobody takes from that what the notice announced.
    if (state.phase === 'announced' && actor !== 'system' && toMs < state.opensAtMs)
      return { reject: 'auction.opening_earlier', params: { opensAtMs: state.opensAtMs } };
    // Only the window of those who may still match can be made longer; what is over stays over.
    if (state.phase === 'ended' && (state.awaits !== 'firstRefusal' || toMs <= state.awaitsUntilMs!))
      return { reject: 'auction.closed_to_bids' };
    const announced = state.phase === 'announced';
    const shiftMs = announced ? toMs - state.opensAtMs : 0;
    return one('auction.rescheduled', {
      arrivedAtMs,
      reason,
      opensAtMs: state.opensAtMs + shiftMs,
      freeEndsAtMs: state.freeEndsAtMs + shiftMs,
      endsAtMs: state.endsAtMs + shiftMs,
      hardStopAtMs: later(state.hardStopAtMs, shiftMs),
      resumesAtMs: state.phase === 'paused' ? toMs : null,
      ...(state.phase === 'ended' ? { awaitsUntilMs: toMs } : {}),
    });
  },

  void(state, { bid, reason }, { arrivedAtMs }) {
    const mode = modeOf(state.rules!);
    const without = mode.withoutBid?.(state.mode, bid, state);
    if (!without) return { reject: 'bid.not_voidable', params: { bid } };
    const { priceMinor, leader, nextMinimumMinor } = mode.view(without, state);
    // What nobody has opened meets nothing.
    const reserveMet = mode.awaits?.(without) === 'reveal' ? undefined : publishedReserveMet(state, priceMinor);
    const data: Voided = { arrivedAtMs, bid, reason, priceMinor, leader, nextMinimumMinor, reserveMet };
    return one('bid.voided', data);
  },

  terminate(state, { reason }, { arrivedAtMs }, atMs) {
    return one('auction.terminated', { arrivedAtMs, reason, endedAtMs: Math.min(atMs, state.endsAtMs) });
  },

  close(state, command, { arrivedAtMs }, atMs) {
    const dueMs = state.phase === 'ended' ? state.awaitsUntilMs : state.endsAtMs;
    if (dueMs === null || command.endsAtMs !== dueMs || atMs < dueMs) return { none: 'auction.premature' };
    const mode = modeOf(state.rules!);
    const endedAtMs = state.endsAtMs;
    const awaits = state.phase === 'open' ? mode.awaits?.(state.mode) : null;
    if (awaits) {
      const data = { endedAtMs, awaits, untilMs: null, priceMinor: null, leader: null };
      return headed([{ type: 'auction.ended', data, secret: null }], arrivedAtMs);
    }
    const outcome = withMatches(state, mode.conclude(state.mode, state));
    const drafts =
      state.phase === 'ended'
        ? closing(state, outcome, atMs, endedAtMs)
        : afterBidding(state, outcome, atMs, endedAtMs);
    return headed(drafts, arrivedAtMs);
  },

  object(state, { about, target }, { actor, arrivedAtMs }) {
    if (actor !== state.sellerId && !state.bidders.has(actor)) return { none: 'objection.not_a_party' };
    if (target !== null && target > state.seq) return { reject: 'objection.no_such_event', params: { target } };
    const { closedAtMs } = state;
    const late = closedAtMs !== null && (state.result !== 'pending' || arrivedAtMs >= objectUntilMs(state, closedAtMs));
    if (late) return { reject: 'objection.too_late' };
    if (state.objections.length >= MOST_OBJECTIONS)
      return { reject: 'objection.too_many', params: { most: MOST_OBJECTIONS } };
    // Each holds up award and money until somebody rules on it: no party may keep a sale frozen, or the others from objecting.
    if (state.objections.filter(({ by }) => by === actor).length >= MOST_OF_ONE_PARTY)
      return { reject: 'objection.too_many_yours', params: { most: MOST_OF_ONE_PARTY } };
    return one('objection.filed', { arrivedAtMs, about, target });
  },

  rule(state, command, { actor, arrivedAtMs }, atMs) {
    const objection = state.objections.find(({ seq }) => seq === command.objection);
    if (!objection?.open) return { reject: 'objection.not_open', params: { objection: command.objection } };
    if (objection.ruledBy === actor) return { reject: 'objection.same_judge' };
    if (command.annul && !(command.upheld && state.result === 'pending'))
      return { reject: 'objection.nothing_to_annul' };
    const final = objection.appealed;
    const appealUntilMs = final ? 0 : atMs + (state.rules!.objectionWindowMs ?? 0);
    const { upheld, annul, reason } = command;
    const ruled = { arrivedAtMs, objection: objection.seq, upheld, annul, final, appealUntilMs, reason };
    const { drafts } = one('objection.ruled', ruled) as { drafts: Draft[] };
    // The sale has no result any more; an appeal could only be about that it had one.
    if (annul) return { drafts: [...drafts, { type: 'auction.failed', data: { cause: 'annulled' }, secret: null }] };
    return { drafts };
  },

  appeal(state, command, { actor, arrivedAtMs }) {
    const objection = state.objections.find(({ seq }) => seq === command.objection);
    if (!objection || objection.by !== actor) return { reject: 'objection.not_yours' };
    if (objection.open || objection.appealed || arrivedAtMs >= objection.appealUntilMs || state.result === 'failed')
      return { reject: 'objection.not_appealable' };
    return one('objection.appealed', { arrivedAtMs, objection: objection.seq });
  },

  prolong(state, { reason, sinceMs, untilMs }, { arrivedAtMs }) {
    const { closedAtMs, result, objections } = state;
    const fromMs = Math.max(sinceMs, closedAtMs!);
    const openTillMs = objectUntilMs(state, closedAtMs!);
    const ran = [openTillMs, ...objections.map(({ appealUntilMs }) => appealUntilMs)].some((endMs) => endMs > fromMs);
    if (result !== 'pending' || untilMs <= fromMs || !ran) return { none: 'auction.premature' };
    const byMs = untilMs - fromMs;
    const data: Prolonged = {
      arrivedAtMs,
      sinceMs: fromMs,
      byMs,
      objectUntilMs: openTillMs + (openTillMs > fromMs ? byMs : 0),
      reason,
    };
    return one('objection.prolonged', data);
  },

  award(state, _command, { arrivedAtMs }, atMs) {
    const final = state.result === 'pending' ? finalAtMs(state) : null;
    if (final === null || atMs < final) return { none: 'auction.premature' };
    const { outcome, priceMinor, winner } = state.outcome!;
    if (outcome === 'terminated') return { none: 'auction.premature' };
    return headed([resultOf({ outcome, priceMinor, winner })], arrivedAtMs);
  },

  default(state, { reason }, { arrivedAtMs }, atMs) {
    const winner = bidderByCode(state, state.outcome?.winner ?? null);
    if (state.result !== 'awarded' || !winner) return { reject: 'auction.no_award' };
    const barredUntilMs = atMs + (state.rules!.barMs ?? 0);
    return one(
      'winner.defaulted',
      { arrivedAtMs, bidder: winner.code, barredUntilMs, reason },
      { organisationId: winner.organisationId },
    );
  },
};

const MOST_OBJECTIONS = 100;
const MOST_OF_ONE_PARTY = 10;

/** After the end the best right that was exercised takes the place of whoever led, at the same price. */
function withMatches(state: AuctionState, outcome: SaleOutcome): SaleOutcome {
  const [best] = state.matches;
  return best === undefined ? outcome : { ...outcome, winner: best };
}

/** A right of first refusal exercised after the end. Live it is a bid, and the mode decides. */
export function matchAfterEnd(
  state: AuctionState,
  actor: string,
  command: { readonly priceMinor?: unknown },
  arrivedAtMs: number,
): LifecycleVerdict {
  if (!Number.isSafeInteger(command.priceMinor) || Object.keys(command).length !== 2)
    return { none: 'command.malformed' };
  const bidder = state.bidders.get(actor)!;
  const { priceMinor, winner } = modeOf(state.rules!).conclude(state.mode, state);
  if (arrivedAtMs >= state.awaitsUntilMs!) return { none: 'auction.closed_to_bids' };
  const leader = bidderByCode(state, state.matches[0] ?? winner);
  if (!mayMatch(bidder, leader)) return { reject: 'match.no_right' };
  if (command.priceMinor !== priceMinor) return { reject: 'match.stale_price', params: { priceMinor: priceMinor! } };
  return one('right.exercised', { arrivedAtMs, bidder: bidder.code, priceMinor });
}
