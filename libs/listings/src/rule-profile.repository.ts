import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { RuleProfile } from '@jishi/pricing';

export interface RuleProfileRow {
  code: string;
  version: number;
  exchangeId: string | null;
  exchangeName: string | null;
  body: RuleProfile;
  /** What the version as a whole rests on; each of its rules names its own. */
  source: string;
  baseCode: string | null;
  baseVersion: number | null;
  effectiveAt: Date;
  publishedAt: Date;
  /** Taken back before it came into force. */
  withdrawnAt: Date | null;
  withdrawalReason: string | null;
}

const COLUMNS = `p.code, p.version, p.exchange_id as "exchangeId", o.name as "exchangeName", p.body, p.source,
    p.base_code as "baseCode", p.base_version as "baseVersion", p.effective_at as "effectiveAt",
    p.published_at as "publishedAt", w.withdrawn_at as "withdrawnAt", w.reason as "withdrawalReason"`;
const PUBLISHED = `from rule_profile p
    left join organisation o on o.id = p.exchange_id
    left join rule_profile_withdrawal w on (w.code, w.version) = (p.code, p.version)`;
const PROFILE = `select ${COLUMNS} ${PUBLISHED}`;

export interface ProfileFilter {
  /** Of this exchange and of the platform; of everybody when null. */
  exchangeId: string | null;
  demo: boolean;
  after: string | null;
  limit: number;
}

/** The version of each code that is in force now, by code. */
export const listInForce = (tx: Tx, filter: ProfileFilter): Promise<RuleProfileRow[]> =>
  rows<RuleProfileRow>(
    tx,
    `select * from (
       select distinct on (p.code) ${COLUMNS} ${PUBLISHED}
       where p.effective_at <= now() and w.code is null and (p.exchange_id is null or $1::uuid is null or p.exchange_id = $1)
       order by p.code, p.version desc) newest
     where ($2 or body->'demo' = 'null'::jsonb) and ($3::text is null or code > $3) order by code limit $4`,
    [filter.exchangeId, filter.demo, filter.after, filter.limit],
  );

/** Where the rules in force under a code ask for a filed appraisal; null when they do not. */
export const findAppraisalSource = async (tx: Tx, code: string): Promise<string | null> =>
  (
    await maybeRow<{ source: string | null }>(
      tx,
      `select case when jsonb_typeof(p.body->'sale'->'appraisal') = 'object'
           then coalesce(p.body->'sources'->>'sale.appraisal', p.body->'sources'->>'sale', '') end as source
       ${PUBLISHED} where p.code = $1 and p.effective_at <= now() and w.code is null order by p.version desc limit 1`,
      [code],
    )
  )?.source ?? null;

/** Published, not yet in force, soonest first. */
export const listUpcoming = (tx: Tx, exchangeId: string | null, limit: number): Promise<RuleProfileRow[]> =>
  rows<RuleProfileRow>(
    tx,
    `${PROFILE} where p.effective_at > now() and w.code is null and ($1::uuid is null or p.exchange_id = $1 or p.exchange_id is null)
     order by p.effective_at, p.code, p.version limit $2`,
    [exchangeId, limit],
  );

/** Every version of a code, newest first, those withdrawn too. */
export const listVersions = (tx: Tx, code: string, before: number | null, limit: number): Promise<RuleProfileRow[]> =>
  rows<RuleProfileRow>(
    tx,
    `${PROFILE} where p.code = $1 and ($2::int is null or p.version < $2) order by p.version desc limit $3`,
    [code, before, limit],
  );

export const findVersion = (tx: Tx, code: string, version: number): Promise<RuleProfileRow | null> =>
  maybeRow<RuleProfileRow>(tx, `${PROFILE} where p.code = $1 and p.version = $2`, [code, version]);

export const findCurrent = (tx: Tx, code: string, exchangeId: string): Promise<RuleProfileRow | null> =>
  maybeRow<RuleProfileRow>(
    tx,
    `${PROFILE} where p.code = $1 and p.effective_at <= now() and w.code is null
       and (p.exchange_id is null or p.exchange_id = $2)
     order by p.version desc limit 1`,
    [code, exchangeId],
  );

/** The version a given one took the place of. */
export const findBefore = (tx: Tx, code: string, version: number): Promise<RuleProfileRow | null> =>
  maybeRow<RuleProfileRow>(
    tx,
    `${PROFILE} where p.code = $1 and p.version < $2 and w.code is null order by p.version desc limit 1`,
    [code, version],
  );

export interface BehindDefault {
  code: string;
  /** The newest one published. */
  version: number;
  /** The default it was made from, through however many versions of one's own. */
  baseCode: string;
  baseVersion: number;
  newestVersion: number;
  /** Being written under this code already. */
  openDraftId: string | null;
}

/** An exchange's own rules whose default has a newer version than the one they were made from, by code. */
export const listBehindDefault = (
  tx: Tx,
  filter: { exchangeId: string; code: string | null; after: string | null; limit: number },
): Promise<BehindDefault[]> =>
  rows<BehindDefault>(
    tx,
    `with recursive own as (
       select distinct on (p.code) p.code, p.version, p.base_code, p.base_version
       from rule_profile p left join rule_profile_withdrawal w on (w.code, w.version) = (p.code, p.version)
       where p.exchange_id = $1 and w.code is null
       order by p.code, p.version desc),
     -- A version is made from one that was published before it: this ends.
     lineage as (
       select * from own
       union all
       select l.code, l.version, p.base_code, p.base_version
       from lineage l join rule_profile p on (p.code, p.version) = (l.base_code, l.base_version)
       where p.exchange_id is not null),
     newest as (select code, max(version) as version from rule_profile where exchange_id is null group by code)
     select l.code, l.version, n.code as "baseCode", l.base_version as "baseVersion", n.version as "newestVersion",
       d.id as "openDraftId"
     from lineage l
       join newest n on n.code = l.base_code and n.version > l.base_version
       left join rule_profile_draft d on d.exchange_id = $1 and d.code = l.code and d.state in ('draft', 'submitted')
     where ($2::text is null or l.code = $2) and ($3::text is null or l.code > $3)
     order by l.code limit $4`,
    [filter.exchangeId, filter.code, filter.after, filter.limit],
  );

export interface CodeState {
  /** Undefined: nobody has published under this code. */
  exchangeId?: string | null;
  /** The highest number given so far, withdrawn versions included: no number is given twice. */
  version: number;
  /** When the newest version that was not withdrawn comes into force. */
  latestEffectiveAt: Date | null;
  now: Date;
}

/** How far the versions of a code have come, and what time it is for them. */
export async function stateOfCode(tx: Tx, code: string): Promise<CodeState> {
  const { owners, ...state } = await row<CodeState & { owners: (string | null)[] }>(
    tx,
    `select coalesce(max(p.version), 0) as version, max(p.effective_at) filter (where w.code is null) as "latestEffectiveAt",
       now() as now, coalesce(array_agg(distinct p.exchange_id) filter (where p.code is not null), '{}') as owners
     from rule_profile p left join rule_profile_withdrawal w on (w.code, w.version) = (p.code, p.version) where p.code = $1`,
    [code],
  );
  return owners.length === 0 ? state : { ...state, exchangeId: owners[0] ?? null };
}

/** Two who publish under one code come one after the other. */
export const lockCode = (tx: Tx, code: string): Promise<unknown> =>
  rows(tx, `select pg_advisory_xact_lock(hashtextextended('rule_profile:' || $1, 0))`, [code]);

export const insertVersion = (
  tx: Tx,
  version: {
    body: RuleProfile;
    exchangeId: string;
    source: string;
    baseCode: string;
    baseVersion: number;
    effectiveAt: Date;
    proposedBy: string;
    publishedBy: string;
  },
): Promise<unknown> =>
  rows(
    tx,
    `insert into rule_profile (code, version, exchange_id, body, source, base_code, base_version, effective_at, proposed_by, published_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      version.body.code,
      version.body.version,
      version.exchangeId,
      JSON.stringify(version.body),
      version.source,
      version.baseCode,
      version.baseVersion,
      version.effectiveAt,
      version.proposedBy,
      version.publishedBy,
    ],
  );

export const insertWithdrawal = (
  tx: Tx,
  withdrawal: { code: string; version: number; reason: string; userId: string },
): Promise<unknown> =>
  rows(tx, 'insert into rule_profile_withdrawal (code, version, reason, withdrawn_by) values ($1, $2, $3, $4)', [
    withdrawal.code,
    withdrawal.version,
    withdrawal.reason,
    withdrawal.userId,
  ]);

export const isInForce = async (tx: Tx, code: string, version: number): Promise<boolean> =>
  (
    await row<{ begun: boolean }>(
      tx,
      'select effective_at <= clock_timestamp() as begun from rule_profile where code = $1 and version = $2',
      [code, version],
    )
  ).begun;

/** As the law asks it of sellers; null: no such organisation. */
export const findSeller = (tx: Tx, id: string): Promise<{ kind: string; ownership: string | null } | null> =>
  maybeRow(tx, 'select kind, ownership from organisation where id = $1', [id]);
