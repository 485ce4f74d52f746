import type { Phase } from './state';

interface Passage {
  readonly from: Readonly<Partial<Record<Phase, true>>>;
  /** Where it leads, when it leads anywhere. */
  readonly to?: Phase;
}

const at = (...phases: Phase[]): Passage['from'] => Object.fromEntries(phases.map((phase) => [phase, true]));
const RUNNING = at('announced', 'open', 'paused');
const KNOWN = at('announced', 'open', 'paused', 'ended', 'closed');

/** When an event may stand in a book, and what follows from it, as data. A mode's own events are free once it is announced. */
export const PHASES_OF: Readonly<Record<string, Passage>> = {
  'auction.announced': { from: at('absent'), to: 'announced' },
  'bidder.admitted': { from: RUNNING },
  'bidder.excluded': { from: RUNNING },
  'auction.opened': { from: at('announced'), to: 'open' },
  'auction.agreed': { from: at('announced', 'open', 'ended'), to: 'ended' },
  'auction.paused': { from: at('open'), to: 'paused' },
  'auction.resumed': { from: at('paused'), to: 'open' },
  'auction.extended': { from: at('open', 'paused') },
  'auction.rescheduled': { from: at('announced', 'paused', 'ended') },
  'bid.accepted': { from: at('open') },
  'bid.automatic': { from: at('open') },
  'bid.matched': { from: at('open') },
  'bid.sealed': { from: at('open') },
  private: { from: at('open') },
  'bid.voided': { from: at('open', 'paused') },
  'trustees.seated': { from: at('announced') },
  'bids.revealed': { from: at('ended') },
  'auction.ended': { from: at('open', 'ended'), to: 'ended' },
  'right.exercised': { from: at('ended') },
  'auction.closed': { from: at('open', 'ended'), to: 'closed' },
  'auction.terminated': { from: at('announced', 'open', 'paused', 'ended'), to: 'closed' },
  'objection.filed': { from: KNOWN },
  'objection.ruled': { from: KNOWN },
  'objection.appealed': { from: KNOWN },
  'objection.prolonged': { from: at('closed') },
  'auction.awarded': { from: at('closed') },
  'auction.failed': { from: at('closed') },
  'winner.defaulted': { from: at('closed') },
  'command.rejected': { from: KNOWN },
};
