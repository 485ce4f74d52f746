import { rows, type Tx } from '@jishi/platform';
import { lastDecision } from './disclosure/decision.repository';
import { findByAchievement, lockByAchievement } from './disclosure/disclosure.repository';
import type { Standing } from './domain/as-decided';

/** The kinds of papers a listing has that were not taken back. */
export const filedPapers = async (tx: Tx, listingId: string): Promise<Set<string>> =>
  new Set(
    (
      await rows<{ kind: string }>(
        tx,
        `select distinct d.kind from listing_document d where d.listing_id = $1
           and not exists (select 1 from listing_document_withdrawal w where w.document_id = d.id)`,
        [listingId],
      )
    ).map(({ kind }) => kind),
  );

/** What its institution made of an achievement that was disclosed; null when it was not. */
export async function standingOf(tx: Tx, achievementId: string): Promise<Standing | null> {
  const disclosure = await findByAchievement(tx, achievementId);
  if (!disclosure) return null;
  const { id, number, secrecy, state } = disclosure;
  return { number, secrecy, decided: state === 'decided' ? await lastDecision(tx, id) : null };
}

/** The same, and nobody takes the decision up again before the transaction ends. */
export async function lockStanding(tx: Tx, achievementId: string): Promise<Standing | null> {
  await lockByAchievement(tx, achievementId);
  return standingOf(tx, achievementId);
}
