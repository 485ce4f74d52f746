import { conflict, forbidden, invalid } from '@jishi/kernel';

/** Of one listing in another exchange's market. The host is the listing's own exchange. */
export const LINK_STATES = ['asked', 'offered', 'linked', 'declined', 'ended'] as const;
export type LinkState = (typeof LINK_STATES)[number];
export type LinkParty = 'seller' | 'host' | 'partner';
export type LinkAction = 'consent' | 'accept' | 'decline' | 'end';

interface Passage {
  action: LinkAction;
  from: LinkState;
  to: LinkState;
  by: LinkParty;
  needsReason?: true;
}

/** The seller asks, the host consents and offers, the partner takes it into its market. What is not here does not happen. */
export const LINK_PASSAGES: readonly Passage[] = [
  { action: 'consent', from: 'asked', to: 'offered', by: 'host' },
  { action: 'decline', from: 'asked', to: 'declined', by: 'host', needsReason: true },
  { action: 'accept', from: 'offered', to: 'linked', by: 'partner' },
  { action: 'decline', from: 'offered', to: 'declined', by: 'partner', needsReason: true },
  { action: 'end', from: 'asked', to: 'ended', by: 'seller', needsReason: true },
  { action: 'end', from: 'offered', to: 'ended', by: 'host', needsReason: true },
  { action: 'end', from: 'linked', to: 'ended', by: 'host', needsReason: true },
  { action: 'end', from: 'linked', to: 'ended', by: 'partner', needsReason: true },
];

/** What somebody may do with a link now. */
export const linkActions = (state: LinkState, parties: readonly LinkParty[]): LinkAction[] =>
  LINK_PASSAGES.filter(({ from, by }) => from === state && parties.includes(by)).map(({ action }) => action);

/** Errors: `market.wrong_state`, `market.not_yours`, `market.reason_missing`. */
export function nextLink(
  state: LinkState,
  action: LinkAction,
  parties: readonly LinkParty[],
  reason: string,
): LinkState {
  const possible = LINK_PASSAGES.filter((passage) => passage.action === action && passage.from === state);
  if (possible.length === 0) throw conflict('market.wrong_state', { state, action });
  const passage = possible.find(({ by }) => parties.includes(by));
  if (!passage) throw forbidden('market.not_yours');
  if (passage.needsReason && reason.trim() === '')
    throw invalid('market.reason_missing', {}, [{ path: 'reason', code: 'market.reason_missing' }]);
  return passage.to;
}
