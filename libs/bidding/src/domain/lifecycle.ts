import { canonicalJson } from '@jishi/kernel';
import { commitment, drawCode, identitySaltOf, reserveSaltOf } from './bidder-code';
import type { ActorKind, Envelope, LifecycleCommand } from './commands';
import type { Announced, Closed, Extended } from './events';
import { modeOf, type Verdict } from './mode';
import type { AuctionState, Phase } from './state';

/** An opening later than this moves the whole schedule, so that an outage takes no bidding time away. */
export const OUTAGE_MS = 10_000;

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
  pause: { by: ['system', 'operator'], phases: { open: 'paused' } },
  resume: { by: ['system', 'operator'], phases: { paused: 'open' } },
  extend: { by: ['operator'], phases: { open: 'open', paused: 'paused' } },
  close: { by: ['system'], phases: { open: 'closed' } },
};

/** Why a command does not fit a phase. */
export const wrongPhase: Readonly<Record<Phase, string>> = {
  absent: 'auction.not_found',
  announced: 'auction.not_open',
  open: 'auction.already_open',
  paused: 'auction.paused',
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

const later = (instantMs: number | null, byMs: number): number | null => (instantMs === null ? null : instantMs + byMs);

export const deciders: { readonly [Type in LifecycleCommand['type']]: Decider<Type> } = {
  announce(_state, command, { salt, arrivedAtMs }) {
    const { rules, reserveMinor, opensAtMs } = command;
    const reserveSalt = reserveMinor === null ? null : reserveSaltOf(salt);
    const freeEndsAtMs = opensAtMs + rules.freePeriodMs;
    const data: Announced = {
      arrivedAtMs,
      listingId: command.listingId,
      title: command.title,
      sellerId: command.sellerId,
      operatorId: command.operatorId,
      rules,
      reserveCommitment: reserveSalt && commitment(reserveSalt, canonicalJson(reserveMinor)),
      opensAtMs,
      freeEndsAtMs,
      endsAtMs: freeEndsAtMs + rules.timerMs,
    };
    return one('auction.announced', data, { reserveMinor, reserveSalt });
  },

  admit(state, { organisationId }, { salt, arrivedAtMs }) {
    if (organisationId === state.sellerId || organisationId === state.operatorId)
      return { reject: 'bidder.conflict_of_interest' };
    const known = state.bidders.get(organisationId);
    if (known?.admitted) return { reject: 'bidder.already_admitted' };
    const identitySalt = identitySaltOf(salt);
    const bidder = known?.code ?? drawCode(state, salt);
    const identityCommitment = commitment(identitySalt, organisationId);
    return one('bidder.admitted', { arrivedAtMs, bidder, identityCommitment }, { organisationId, identitySalt });
  },

  exclude(state, { organisationId }, { arrivedAtMs }) {
    const known = state.bidders.get(organisationId);
    if (!known?.admitted) return { reject: 'bidder.not_admitted' };
    if (modeOf(state.rules!).standing(state.mode, known.code)) return { reject: 'bidder.has_standing_bid' };
    return one('bidder.excluded', { arrivedAtMs, bidder: known.code }, { organisationId });
  },

  open(state, _command, { arrivedAtMs }, atMs) {
    if (atMs < state.opensAtMs) return { none: 'auction.premature' };
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

  close(state, command, { arrivedAtMs }, atMs) {
    if (command.endsAtMs !== state.endsAtMs || atMs < state.endsAtMs) return { none: 'auction.premature' };
    const data: Closed = {
      arrivedAtMs,
      ...modeOf(state.rules!).conclude(state.mode, state),
      endedAtMs: state.endsAtMs,
      reserveMinor: state.reserveMinor,
      reserveSalt: state.reserveSalt,
    };
    return one('auction.closed', data);
  },
};
