import { type Ground, one } from './ground';
import type { Kind, Thing } from './kinds';

/** A draft of rules, and rules of the exchange's own that are published for later. */
export async function rulesOf(
  ground: Ground,
): Promise<Pick<Record<Kind, Thing[]>, 'profile' | 'profileDraft' | 'profileVersion'>> {
  const { people, db, door } = ground;
  const reviewer = people.who('exchange', 'reviewer');
  const second = await people.person('reviewer', 'exchange');
  const [base] = await db.database.query<object>(
    `select code as "baseCode", max(version) as "baseVersion" from rule_profile where code = 'gz-university' group by code`,
  );
  const draft = await door.done(reviewer, 'POST', '/rule-profile-drafts', { ...base, code: `draft-${ground.name}` });
  const code = `own-${ground.name}`;
  await db.database.query(
    `insert into rule_profile (code, version, exchange_id, body, source, effective_at, proposed_by, published_by)
     select $1, 1, $2, body || jsonb_build_object('code', $1::text, 'version', 1, 'demo', null), '试', now() + interval '30 days', $3, $4
     from rule_profile where code = 'gz-university' order by version desc limit 1`,
    [code, reviewer.organisationId, reviewer.userId, second.userId],
  );
  return {
    profile: [one('own', code, { open: true })],
    profileDraft: [one('draft', draft.id)],
    profileVersion: [one('to come', '1', { within: code, open: true })],
  };
}
