import { newId } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { RuleProfile } from '@jishi/pricing';

export const DRAFT_STATES = ['draft', 'submitted', 'published', 'discarded'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

export interface ProfileDraftRow {
  id: string;
  exchangeId: string;
  code: string;
  baseCode: string;
  baseVersion: number;
  body: RuleProfile;
  source: string;
  state: DraftState;
  revision: number;
  changedBy: string;
  changedByName: string;
  createdAt: Date;
  changedAt: Date;
  proposedBy: string | null;
  proposedByName: string | null;
  proposedAt: Date | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  decisionReason: string;
  publishedVersion: number | null;
}

const DRAFT = `select d.id, d.exchange_id as "exchangeId", d.code, d.base_code as "baseCode", d.base_version as "baseVersion",
    d.body, d.source, d.state, d.revision, d.changed_by as "changedBy", c.name as "changedByName", d.created_at as "createdAt",
    d.changed_at as "changedAt", d.proposed_by as "proposedBy", p.name as "proposedByName", d.proposed_at as "proposedAt",
    e.name as "decidedByName", d.decided_at as "decidedAt", d.decision_reason as "decisionReason",
    d.published_version as "publishedVersion"
  from rule_profile_draft d
    join user_account c on c.id = d.changed_by
    left join user_account p on p.id = d.proposed_by
    left join user_account e on e.id = d.decided_by`;

/** Of one exchange, the newest first. */
export const listDrafts = (
  tx: Tx,
  filter: { exchangeId: string; state: string | null; before: string | null; limit: number },
): Promise<ProfileDraftRow[]> =>
  rows<ProfileDraftRow>(
    tx,
    `${DRAFT} where d.exchange_id = $1
       and ($2::text is null or d.state = $2 or $2 = 'open' and d.state in ('draft', 'submitted'))
       and ($3::uuid is null or d.id < $3) order by d.id desc limit $4`,
    [filter.exchangeId, filter.state, filter.before, filter.limit],
  );

export const findDraft = (tx: Tx, id: string): Promise<ProfileDraftRow | null> =>
  maybeRow<ProfileDraftRow>(tx, `${DRAFT} where d.id = $1`, [id]);

/** Locked until the transaction ends. */
export const lockDraft = (tx: Tx, id: string): Promise<ProfileDraftRow | null> =>
  maybeRow<ProfileDraftRow>(tx, `${DRAFT} where d.id = $1 for update of d`, [id]);

/** Null when the exchange is writing under this code already. */
export async function insertDraft(
  tx: Tx,
  draft: { exchangeId: string; baseCode: string; baseVersion: number; body: RuleProfile; userId: string },
): Promise<string | null> {
  const inserted = await maybeRow<{ id: string }>(
    tx,
    `insert into rule_profile_draft (id, exchange_id, code, base_code, base_version, body, created_by, changed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $7)
     on conflict (exchange_id, code) where state in ('draft', 'submitted') do nothing returning id`,
    [
      newId(),
      draft.exchangeId,
      draft.body.code,
      draft.baseCode,
      draft.baseVersion,
      JSON.stringify(draft.body),
      draft.userId,
    ],
  );
  return inserted?.id ?? null;
}

export const saveBody = (tx: Tx, id: string, body: RuleProfile, userId: string): Promise<unknown> =>
  rows(
    tx,
    `update rule_profile_draft set body = $2, revision = revision + 1, changed_by = $3, changed_at = now() where id = $1`,
    [id, JSON.stringify(body), userId],
  );

export const setProposed = (tx: Tx, id: string, source: string, userId: string): Promise<unknown> =>
  rows(
    tx,
    `update rule_profile_draft set state = 'submitted', source = $2, proposed_by = $3, proposed_at = now(), decided_by = null,
       decided_at = null, decision_reason = '', revision = revision + 1 where id = $1`,
    [id, source, userId],
  );

/** Given back to be written on, discarded, or published as this version. */
export const setDecided = (
  tx: Tx,
  id: string,
  decision: { state: DraftState; userId: string; reason: string; version?: number },
): Promise<unknown> =>
  rows(
    tx,
    `update rule_profile_draft set state = $2, decided_by = $3, decided_at = now(), decision_reason = $4,
       published_version = $5, revision = revision + 1 where id = $1`,
    [id, decision.state, decision.userId, decision.reason, decision.version ?? null],
  );
