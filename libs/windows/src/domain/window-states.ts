import { conflict } from '@jishi/kernel';

export const WINDOW_STATES = ['open', 'suspended', 'closed'] as const;
export type WindowState = (typeof WINDOW_STATES)[number];

/** The life of a window. A closed one stays closed: what it brought stays credited to it. */
export const WINDOW_TRANSITIONS = {
  suspend: { from: ['open'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'open' },
  close: { from: ['open', 'suspended'], to: 'closed' },
} as const satisfies Record<string, { from: readonly WindowState[]; to: WindowState }>;
export type WindowAction = keyof typeof WINDOW_TRANSITIONS;

export const stateOf = (window: { suspendedAt: Date | null; closedAt: Date | null }): WindowState =>
  window.closedAt !== null ? 'closed' : window.suspendedAt !== null ? 'suspended' : 'open';

/** Errors: `window.wrong_state`. */
export function nextWindowState(state: WindowState, action: WindowAction): WindowState {
  const { from, to } = WINDOW_TRANSITIONS[action];
  if (!(from as readonly WindowState[]).includes(state)) throw conflict('window.wrong_state', { state, action });
  return to;
}
