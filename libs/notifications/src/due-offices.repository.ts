import { actingAt } from '@jishi/bidding';
import { type DisclosureScope, listDisclosures } from '@jishi/listings';
import { rows } from '@jishi/platform';
import { listRewards, type RewardScope } from '@jishi/subsidies';
import { type DueSource, ms, type Waiting } from './due-queue';

const DISCLOSURE = `d.id, d.number, d.title, r.name as about, ${ms('d.state_since')} as "sinceMs",
  ${ms('d.due_at')} as "dueAtMs", '/desk/disclosures/' || d.id as link
  from disclosure d join user_account r on r.id = d.reported_by`;

/** The office accepts nothing before every contributor has confirmed their share, so its deadline is theirs. */
const shares: DueSource['query'] = (tx, { organisationId, userId }, limit) =>
  rows<Waiting>(
    tx,
    `select ${DISCLOSURE} join disclosure_contributor c on c.disclosure_id = d.id
     where d.organisation_id = $1 and c.user_id = $2 and c.answered_at is null and d.state in ('disclosed', 'in_review')
     order by d.due_at, d.id limit $3`,
    [organisationId, userId, limit],
  );

const returned: DueSource['query'] = (tx, { organisationId, userId }, limit) =>
  rows<Waiting>(
    tx,
    `select ${DISCLOSURE} where d.organisation_id = $1 and d.reported_by = $2 and d.state = 'returned'
     order by d.due_at, d.id limit $3`,
    [organisationId, userId, limit],
  );

/** What their own pages show as waiting for this officer, or for this decider. */
const disclosures =
  (scope: Extract<DisclosureScope, 'queue' | 'decide'>): DueSource['query'] =>
  async (tx, reader, limit, nowMs) =>
    (
      await listDisclosures(tx, {
        ...reader,
        scope,
        at: new Date(nowMs),
        state: null,
        field: null,
        form: null,
        overdue: false,
        q: '',
        after: null,
        limit,
      })
    ).map(({ id, number, title, reporterName, stateSince, dueAt }) => ({
      id,
      number,
      title,
      about: reporterName,
      sinceMs: stateSince.getTime(),
      dueAtMs: dueAt?.getTime() ?? null,
      link: `/desk/disclosures/${id}`,
    }));

/** A paper that a clerk entered; the client's word, or the exchange's, makes it count. Never that of whoever entered it. */
const mandates =
  (whose: 'c.organisation_id' | 'w.exchange_id', about: 'w.name' | 'o.name'): DueSource['query'] =>
  (tx, { organisationId, userId }, limit) =>
    rows<Waiting>(
      tx,
      `select c.id, c.mandate_ref as number, w.name as title, nullif(${about}, w.name) as about,
         ${ms('c.created_at')} as "sinceMs", null as "dueAtMs", '/desk/mandates?state=pending' as link
       from window_client c join service_window w on w.id = c.window_id join organisation o on o.id = c.organisation_id
       where ${whose} = $1 and c.entered_by is distinct from $2::uuid and c.confirmed_at is null and c.ended_at is null
         and coalesce(c.valid_until, 'infinity') >= (now() at time zone 'Asia/Shanghai')::date
       order by c.created_at, c.id limit $3`,
      [organisationId, userId, limit],
    );

/** What an organisation declared that asked this exchange or acts at it; one it has ended still says what was. Its own others judge. */
const relations: DueSource['query'] = (tx, { organisationId }, limit) =>
  rows<Waiting>(
    tx,
    `select r.id, '' as number, r.title, o.name as about, ${ms('r.declared_at')} as "sinceMs", null as "dueAtMs",
       '/desk/relations?state=declared' as link
     from (
       select id, organisation_id, exchange_id, name as title, declared_at from organisation_person where state = 'declared'
       union all select id, organisation_id, exchange_id, holder_name || ' → ' || held_name, declared_at from organisation_holding
         where state = 'declared') r
     join organisation o on o.id = r.organisation_id
     where r.organisation_id <> $1
       and (r.exchange_id = $1 or r.organisation_id in (select acting.organisation_id from (${actingAt('$1::uuid')}) acting))
     order by r.declared_at, r.id limit $2`,
    [organisationId, limit],
  );

const profileDrafts: DueSource['query'] = (tx, { organisationId, userId }, limit) =>
  rows<Waiting>(
    tx,
    `select d.id, '' as number, d.code as title, u.name as about, ${ms('d.proposed_at')} as "sinceMs", null as "dueAtMs",
       '/desk/rules/' || d.id as link
     from rule_profile_draft d join user_account u on u.id = d.proposed_by
     where d.state = 'submitted' and d.exchange_id = $1 and d.proposed_by <> $2 order by d.proposed_at, d.id limit $3`,
    [organisationId, userId, limit],
  );

/** The newest version, where nobody has answered it: who wrote it is not asked. */
const bylaws: DueSource['query'] = (tx, { organisationId, userId }, limit) =>
  rows<Waiting>(
    tx,
    `select b.id, 'v' || b.version as number, b.source as title, u.name as about, ${ms('b.written_at')} as "sinceMs",
       null as "dueAtMs", '/desk/bylaws/' || b.id as link
     from bylaw b join user_account u on u.id = b.written_by
     where b.organisation_id = $1 and b.written_by <> $2
       and not exists (select from bylaw_answer a where a.bylaw_id = b.id)
       and b.version = (select max(version) from bylaw where organisation_id = $1) limit $3`,
    [organisationId, userId, limit],
  );

/** What their own pages show as waiting for this researcher, officer or decider. */
const rewards =
  (scope: Extract<RewardScope, 'mine' | 'queue' | 'decide'>): DueSource['query'] =>
  async (tx, reader, limit, nowMs) =>
    (await listRewards(tx, { ...reader, scope, at: new Date(nowMs), state: null, waiting: true, limit })).map(
      ({ id, number, title, contractNumber, stateSince, dueAt, state }) => ({
        id,
        number,
        title,
        about: contractNumber,
        sinceMs: stateSince.getTime(),
        dueAtMs: state === 'consenting' && scope === 'mine' ? (dueAt?.getTime() ?? null) : null,
        link: `/desk/rewards/${id}`,
      }),
    );

/** The newest version, where nobody has answered it: who wrote it is not asked. */
const rewardRules: DueSource['query'] = (tx, { organisationId, userId }, limit) =>
  rows<Waiting>(
    tx,
    `select b.id, 'v' || b.version as number, b.source as title, u.name as about, ${ms('b.written_at')} as "sinceMs",
       null as "dueAtMs", '/desk/reward-rules/' || b.id as link
     from reward_rule b join user_account u on u.id = b.written_by
     where b.organisation_id = $1 and b.written_by <> $2
       and not exists (select from reward_rule_answer a where a.reward_rule_id = b.id)
       and b.version = (select max(version) from reward_rule where organisation_id = $1) limit $3`,
    [organisationId, userId, limit],
  );

/** Payrolls whose payment nobody has recorded, or whose record another person has to confirm. */
const payrolls =
  (recorded: boolean): DueSource['query'] =>
  (tx, { organisationId, userId }, limit) =>
    rows<Waiting>(
      tx,
      `select p.id, p.number, coalesce(p.voucher_number, p.number) as title, u.name as about,
         ${ms('coalesce(p.recorded_at, p.made_at)')} as "sinceMs", null as "dueAtMs", '/desk/reward-payrolls/' || p.id as link
       from reward_payroll p join user_account u on u.id = coalesce(p.recorded_by, p.made_by)
       where p.organisation_id = $1 and p.confirmed_by is null and (p.recorded_by is not null) = $4
         and p.recorded_by is distinct from $2::uuid order by p.made_at, p.id limit $3`,
      [organisationId, userId, limit, recorded],
    );

/** Read and judged, and neither carried out nor discarded. */
const imports: DueSource['query'] = (tx, { organisationId }, limit) =>
  rows<Waiting>(
    tx,
    `select i.id, '' as number, i.filename as title, u.name as about, ${ms('i.created_at')} as "sinceMs", null as "dueAtMs",
       '/desk/history/' || i.id as link
     from history_import i join user_account u on u.id = i.created_by where i.state = 'previewed' and i.exchange_id = $1 order by i.created_at, i.id limit $2`,
    [organisationId, limit],
  );

const LINE = `b.id, b.serial as number, b.counterparty_name as title, nullif(b.remark, '') as about,
  ${ms('b.created_at')} as "sinceMs"`;

/** Money that came and waits for a maker to say whose it is. */
const suspense: DueSource['query'] = (tx, { organisationId }, limit) =>
  rows<Waiting>(
    tx,
    `select ${LINE}, null as "dueAtMs", '/desk/bank?state=waiting' as link from bank_line b
     where b.exchange_id = $1 and b.state in ('unmatched', 'proposed', 'suspense') order by b.booked_on, b.id limit $2`,
    [organisationId, limit],
  );

/** What another person matched; one's own nobody confirms. */
const matches: DueSource['query'] = (tx, { organisationId, userId }, limit) =>
  rows<Waiting>(
    tx,
    `select ${LINE}, null as "dueAtMs", '/desk/bank?state=matched' as link from bank_line b
     where b.exchange_id = $1 and b.state = 'matched' and b.matched_by <> $2 order by b.matched_at, b.id limit $3`,
    [organisationId, userId, limit],
  );

/** A day that does not add up is looked into the same day. */
const differences =
  (state: 'open' | 'proposed'): DueSource['query'] =>
  (tx, { organisationId, userId }, limit) =>
    rows<Waiting>(
      tx,
      `select d.id, to_char(d.day, 'YYYY-MM-DD') as number, to_char(d.drift_minor / 100.0, 'FM999999999990.00') as title,
         nullif(coalesce(d.detail->'outside'->>'party', d.detail->'ledger'->>'party'), '') as about,
         ${ms('d.created_at')} as "sinceMs", ${ms(`(d.created_at at time zone 'Asia/Shanghai')::date + interval '1 day' - interval '8 hours'`)}
           as "dueAtMs", '/desk/reconciliation?state=${state}' as link
       from reconciliation_difference d
       where d.exchange_id = $1 and d.state = '${state}' and d.kind <> 'awaiting_statement'
         and d.proposed_by is distinct from $2::uuid
       order by d.created_at, d.id limit $3`,
      [organisationId, userId, limit],
    );

export const OFFICE_QUEUES: readonly DueSource[] = [
  { key: 'share', permission: 'achievement.disclose', query: shares },
  { key: 'disclosureReturned', permission: 'achievement.disclose', query: returned },
  { key: 'disclosure', permission: 'disclosure.review', query: disclosures('queue') },
  { key: 'approval', permission: 'decision.approve', query: disclosures('decide') },
  { key: 'bylaw', permission: 'bylaw.confirm', query: bylaws },
  { key: 'rewardMine', permission: 'reward.own', query: rewards('mine') },
  { key: 'reward', permission: 'reward.manage', query: rewards('queue') },
  { key: 'rewardApproval', permission: 'reward.approve', query: rewards('decide') },
  { key: 'rewardRule', permission: 'reward.approve', query: rewardRules },
  { key: 'rewardPay', permission: 'reward.manage', query: payrolls(false) },
  { key: 'rewardPaid', permission: 'reward.approve', query: payrolls(true) },
  { key: 'mandate', permission: 'window.mandate', query: mandates('c.organisation_id', 'w.name') },
  { key: 'mandateOfClient', permission: 'mandate.confirm', query: mandates('w.exchange_id', 'o.name') },
  { key: 'relation', permission: 'relation.verify', query: relations },
  { key: 'profileDraft', permission: 'profile.publish', query: profileDrafts },
  { key: 'import', permission: 'history.import', query: imports },
  { key: 'suspense', permission: 'bank.match', query: suspense },
  { key: 'bankMatch', permission: 'bank.confirm', query: matches },
  { key: 'difference', permission: 'bank.match', query: differences('open') },
  { key: 'explanation', permission: 'bank.confirm', query: differences('proposed') },
];
