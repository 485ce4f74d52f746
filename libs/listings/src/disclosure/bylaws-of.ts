import type { Tx } from '@jishi/platform';
import { type Bylaws, DEFAULT_BYLAWS } from '../domain/disclosure-rules';
import { DISCLOSURE_TRANSITIONS, type DisclosureAction, DUTIES } from '../domain/disclosure-states';
import { findBylaw, findInForce } from './bylaw.repository';
import type { DisclosureRow } from './disclosure.repository';

interface Governing {
  /** Null: those that ship. */
  bylawId: string | null;
  body: Bylaws;
}

/**
 * What governs a step: what is in force where it begins a deadline, and what the disclosure has already within a chain of
 * approvals that runs, or where nothing is owed any more.
 */
export async function bylawsFor(
  tx: Tx,
  disclosure: Pick<DisclosureRow, 'bylawId' | 'organisationId'>,
  action: DisclosureAction,
  at: Date,
): Promise<Governing> {
  const { to } = DISCLOSURE_TRANSITIONS[action];
  if (action === 'approve' || DUTIES[to].turn === null) return bylawsOf(tx, disclosure, at);
  const inForce = await findInForce(tx, disclosure.organisationId, at);
  return { bylawId: inForce?.id ?? null, body: inForce?.body ?? DEFAULT_BYLAWS };
}

/** What its deadline and its running approvals follow. */
async function bylawsOf(tx: Tx, { bylawId }: Pick<DisclosureRow, 'bylawId'>, at: Date): Promise<Governing> {
  if (bylawId === null) return { bylawId, body: DEFAULT_BYLAWS };
  const bylaw = await findBylaw(tx, bylawId, at);
  if (!bylaw) throw new Error(`there are no bylaws ${bylawId}`);
  return { bylawId, body: bylaw.body };
}
