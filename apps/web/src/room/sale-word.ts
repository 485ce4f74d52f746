import type { Awaits, Outcome, Result } from './snapshot';

interface Sale {
  state: string;
  outcome?: Outcome | null;
  result?: Result | null;
  awaits?: Awaits | null;
  openObjections?: number;
}

/** One word for where a sale stands, its outcome and what became of it included; each has its texts. */
export function saleWord({ state, outcome, result, awaits, openObjections = 0 }: Sale): string {
  if (state === 'ended') return awaits === 'reveal' ? 'reveal' : 'firstRefusal';
  if (state !== 'closed') return state;
  if (outcome === 'terminated') return 'terminated';
  if (result === 'pending') return openObjections > 0 ? 'frozen' : 'pending';
  if (result === 'defaulted') return 'defaulted';
  if (result === 'failed' && outcome === 'sold') return 'annulled';
  return outcome ?? 'closed';
}
