import './modes';
import { actorKind, type Envelope, type LifecycleCommand } from './commands';
import { prolonged } from './closing';
import { isLifecycleEvent, type BookEvent, type Draft, type LifecycleEvent, type RejectionParams } from './events';
import { deciders, matchAfterEnd, transitions, wrongPhase, type LifecycleVerdict } from './lifecycle';
import { modeOf } from './mode';
import { moved, type AuctionState, type Bidder, type Objection, type Outcome } from './state';
import { isLifecycle, isWellFormedEnvelope, isWellFormedLifecycle } from './well-formed';

/**
 * The answer to a command. `accepted` and `rejected` are sequenced: their first draft is the command's own event, the rest
 * follow from it. `refused` leaves no event: unadmitted, malformed, premature or after the close.
 */
export type Decision =
  | { readonly kind: 'accepted'; readonly drafts: readonly Draft[] }
  | {
      readonly kind: 'rejected';
      readonly code: string;
      readonly params: RejectionParams;
      readonly drafts: readonly Draft[];
    }
  | { readonly kind: 'refused'; readonly code: string; readonly params: RejectionParams };

const refused = (code: string): Decision => ({ kind: 'refused', code, params: {} });

/** Book time: never goes backwards, whatever the clock does. */
export const bookTime = (state: AuctionState, nowMs: number): number => Math.max(state.atMs, nowMs);

/** Decides one command. Pure: the same state, envelope and time give the same answer on any machine. */
export function decide(state: AuctionState, envelope: Envelope, nowMs: number): Decision {
  if (!isWellFormedEnvelope(envelope)) return refused('command.malformed');
  const verdict = isLifecycle(envelope.command)
    ? decideLifecycle(state, envelope.command, envelope, bookTime(state, nowMs))
    : decideMode(state, envelope, bookTime(state, nowMs));
  if ('none' in verdict) return refused(verdict.none);

  const { actor, command, commandId } = envelope;
  if ('reject' in verdict) {
    const params = verdict.params ?? {};
    const secret = { actor, command, commandId, code: verdict.reject, params };
    const draft = { type: 'command.rejected', data: { arrivedAtMs: envelope.arrivedAtMs }, secret };
    return { kind: 'rejected', code: verdict.reject, params, drafts: [draft] };
  }
  const [head, ...derived] = verdict.drafts;
  const secret = head!.secret === null ? { actor, command, commandId } : { actor, command, commandId, ...head!.secret };
  return { kind: 'accepted', drafts: [{ type: head!.type, data: head!.data, secret }, ...derived] };
}

function decideLifecycle(
  state: AuctionState,
  command: LifecycleCommand,
  envelope: Envelope,
  atMs: number,
): LifecycleVerdict {
  if (!isWellFormedLifecycle(command, envelope.actor)) return { none: 'command.malformed' };
  const { by, phases } = transitions[command.type];
  const kind = actorKind(envelope.actor);
  if (!by.includes(kind)) return { none: 'auction.not_permitted' };
  if (phases[state.phase] === undefined) {
    // Commands of the clock may always be too early or too late; nobody is told of it in the book.
    const silent = state.phase === 'absent' || isOver(state.phase) || kind === 'system';
    return silent ? { none: wrongPhase[state.phase] } : { reject: wrongPhase[state.phase] };
  }
  const decider = deciders[command.type] as (
    state: AuctionState,
    command: LifecycleCommand,
    envelope: Envelope,
    atMs: number,
  ) => LifecycleVerdict;
  return decider(state, command, envelope, atMs);
}

const isOver = (phase: AuctionState['phase']): boolean => phase === 'ended' || phase === 'closed';

/** What stands between a bidder, or whoever runs the sale, and the mode's own rules. */
function decideMode(state: AuctionState, envelope: Envelope, atMs: number): LifecycleVerdict {
  const { actor, command, arrivedAtMs } = envelope;
  if (state.phase === 'absent') return { none: 'auction.not_found' };
  const control = modeOf(state.rules!).controls?.[command.type];
  if (control) {
    if (!control.by.includes(actorKind(actor))) return { none: 'auction.not_permitted' };
    if (!control.wellFormed(command, actor)) return { none: 'command.malformed' };
    if (!control.phases.includes(state.phase)) return { none: wrongPhase[state.phase] };
    return control.decide(state.mode, state, envelope, atMs);
  }
  if (actor === state.sellerId || actor === state.operatorId) return { none: 'bidder.conflict_of_interest' };
  const bidder = state.bidders.get(actor);
  if (!bidder?.admitted) return { none: 'bidder.not_admitted' };
  const rule = modeOf(state.rules!).commands[command.type];
  if (state.phase === 'ended' && state.awaits === 'firstRefusal' && command.type === 'match')
    return matchAfterEnd(state, actor, command as { priceMinor?: unknown }, arrivedAtMs);
  if (!rule?.wellFormed(command)) return { none: 'command.malformed' };
  // It came in time, but no writer reported it in time: the close could not wait for it. Recorded as an incident.
  if (state.phase === 'ended' || state.phase === 'closed')
    return { none: arrivedAtMs < state.endsAtMs ? 'auction.unsequenced' : 'auction.closed_to_bids' };
  if (state.phase !== 'open') return { reject: wrongPhase[state.phase] };
  if (arrivedAtMs < state.opensAtMs) return { reject: 'auction.not_open' };
  if (arrivedAtMs >= state.endsAtMs) return { none: 'auction.closed_to_bids' };
  return rule.decide(state.mode, state, bidder, envelope);
}

/** The state after an event of the book. Reading a book from its start gives the same state as living through it. */
export function evolve(state: AuctionState, event: BookEvent): AuctionState {
  if (!isLifecycleEvent(event)) {
    const mode = modeOf(state.rules!).evolve(state.mode, event, state);
    return moved(state, event.seq, event.atMs, mode);
  }
  const next = evolveLifecycle({ ...state, seq: event.seq, atMs: event.atMs }, event);
  return event.type === 'auction.announced'
    ? { ...next, mode: modeOf(event.data.rules).initial(event.data.rules) }
    : { ...next, mode: modeOf(next.rules!).evolve(next.mode, event, next) };
}

function evolveLifecycle(state: AuctionState, event: LifecycleEvent): AuctionState {
  switch (event.type) {
    case 'auction.announced': {
      const { listingId, title, sellerId, operatorId, rules, suite, opensAtMs, freeEndsAtMs, endsAtMs } = event.data;
      const hardStopMs = rules.extension?.hardStopMs ?? null;
      return {
        ...state,
        listingId,
        title,
        sellerId,
        operatorId,
        rules,
        suite: suite ?? state.suite,
        opensAtMs,
        freeEndsAtMs,
        endsAtMs,
        phase: 'announced',
        originalEndsAtMs: endsAtMs,
        hardStopAtMs: hardStopMs === null ? null : endsAtMs + hardStopMs,
        reserveMinor: event.secret.reserveMinor,
        reserveSalt: event.secret.reserveSalt,
      };
    }
    case 'bidder.admitted':
      return withBidder(state, {
        organisationId: event.secret.organisationId,
        code: event.data.bidder,
        admitted: true,
        firstRefusalRank: event.data.firstRefusalRank ?? null,
        offerMinor: event.secret.offerMinor ?? null,
      });
    case 'bidder.excluded':
      return withBidder(state, {
        organisationId: event.secret.organisationId,
        code: event.data.bidder,
        admitted: false,
        firstRefusalRank: state.bidders.get(event.secret.organisationId)?.firstRefusalRank ?? null,
        offerMinor: state.bidders.get(event.secret.organisationId)?.offerMinor ?? null,
      });
    case 'auction.opened': {
      const { opensAtMs, freeEndsAtMs, endsAtMs, hardStopAtMs } = event.data;
      const schedule = { opensAtMs, freeEndsAtMs, endsAtMs, hardStopAtMs, originalEndsAtMs: endsAtMs };
      return { ...state, ...schedule, phase: 'open' };
    }
    case 'auction.paused':
      return { ...state, phase: 'paused', pausedAtMs: event.data.pausedAtMs };
    case 'auction.resumed': {
      const { freeEndsAtMs, endsAtMs, hardStopAtMs } = event.data;
      return { ...state, phase: 'open', pausedAtMs: null, resumesAtMs: null, freeEndsAtMs, endsAtMs, hardStopAtMs };
    }
    case 'auction.extended': {
      const { freeEndsAtMs, endsAtMs, hardStopAtMs, extensions } = event.data;
      return { ...state, freeEndsAtMs, endsAtMs, hardStopAtMs, extensions };
    }
    case 'auction.agreed': {
      const { endsAtMs } = event.data;
      return { ...state, phase: 'ended', freeEndsAtMs: endsAtMs, endsAtMs, originalEndsAtMs: endsAtMs };
    }
    case 'auction.closed': {
      const { outcome, priceMinor, winner, endedAtMs } = event.data;
      return closed(state, { outcome, priceMinor, winner, endedAtMs });
    }
    case 'auction.rescheduled': {
      const { opensAtMs, freeEndsAtMs, endsAtMs, hardStopAtMs, resumesAtMs } = event.data;
      const awaitsUntilMs = event.data.awaitsUntilMs ?? state.awaitsUntilMs;
      const originalEndsAtMs = state.phase === 'announced' ? endsAtMs : state.originalEndsAtMs;
      return {
        ...state,
        opensAtMs,
        freeEndsAtMs,
        endsAtMs,
        originalEndsAtMs,
        hardStopAtMs,
        resumesAtMs,
        awaitsUntilMs,
      };
    }
    case 'auction.ended':
      return { ...state, phase: 'ended', awaits: event.data.awaits, awaitsUntilMs: event.data.untilMs };
    case 'right.exercised':
      return { ...state, matches: [event.data.bidder, ...state.matches] };
    case 'auction.terminated': {
      const { endedAtMs } = event.data;
      return {
        ...closed(state, { outcome: 'terminated', priceMinor: null, winner: null, endedAtMs }),
        result: 'failed',
      };
    }
    case 'objection.filed': {
      const { seq, secret } = event;
      const filed = { seq, by: secret.actor, open: true, appealed: false, ruledBy: null, appealUntilMs: 0 };
      return { ...state, objections: [...state.objections, filed] };
    }
    case 'objection.ruled': {
      const { objection, appealUntilMs } = event.data;
      return withObjection(state, objection, { open: false, ruledBy: event.secret.actor, appealUntilMs });
    }
    case 'objection.appealed':
      return withObjection(state, event.data.objection, { open: true, appealed: true });
    case 'objection.prolonged':
      return { ...state, ...prolonged(state, event.data) };
    case 'auction.awarded':
      return { ...state, result: 'awarded' };
    case 'auction.failed':
      return { ...state, result: 'failed' };
    case 'winner.defaulted':
      return { ...state, result: 'defaulted' };
    case 'bid.voided':
    case 'command.rejected':
      return state;
  }
}

const closed = (state: AuctionState, outcome: Outcome): AuctionState => ({
  ...state,
  phase: 'closed',
  awaits: null,
  awaitsUntilMs: null,
  outcome,
  closedAtMs: state.atMs,
  result: 'pending',
});

const withObjection = (state: AuctionState, seq: number, change: Partial<Objection>): AuctionState => ({
  ...state,
  objections: state.objections.map((objection) => (objection.seq === seq ? { ...objection, ...change } : objection)),
});

const withBidder = (state: AuctionState, bidder: Bidder): AuctionState => ({
  ...state,
  bidders: new Map(state.bidders).set(bidder.organisationId, bidder),
});
