import { rows } from '@jishi/platform';
import { RULES_BEFORE } from '@jishi/pricing';
import {
  type DueSource,
  FROM,
  LISTING,
  ms,
  ON_SALE,
  OPEN,
  profileTerm,
  type Termed,
  termed,
  type Waiting,
} from './due-queue';

const handedIn = (state: string): string =>
  `coalesce((select max(at) from listing_transition t where t.listing_id = l.id and t.to_state = '${state}'), l.created_at)`;

/** Listings that wait in a state for a decision within a term of their rules. */
const decision =
  (state: string, whose: string, rule: 'intakeWithin' | 'reviewWithin', link: string): DueSource['query'] =>
  async (tx, { organisationId }, limit) =>
    termed(
      await rows<Termed>(
        tx,
        `select ${LISTING}, t.name as about, ${ms(handedIn(state))} as "sinceMs", ${profileTerm(rule)} as term, $3 as link
         from ${FROM} join organisation t on t.id = l.transferor_id left join service_window w on w.id = l.window_id
         where l.state = '${state}' and ${whose} = $1 order by 5, l.id limit $2`,
        [organisationId, limit, link],
      ),
      RULES_BEFORE[rule],
    );

/** Accepted, its holders told, and its day is over: something keeps the clock from publishing it, and only its exchange can give it back. */
const unpublished: DueSource['query'] = (tx, { organisationId }, limit, nowMs) =>
  rows<Waiting>(
    tx,
    `select ${LISTING}, t.name as about, ${ms(handedIn('pre_listed'))} as "sinceMs", ${ms('l.publish_from')} as "dueAtMs",
       '/listings/' || l.id as link
     from ${FROM} join organisation t on t.id = l.transferor_id
     where l.state = 'pre_listed' and l.exchange_id = $1 and ${ms('l.publish_from')} <= $3 order by l.publish_from, l.id limit $2`,
    [organisationId, limit, nowMs],
  );

const SOON_MS = 7 * 86_400_000;

/** Notices that end within a week, with what the organisation then has to do. */
const noticeEnding =
  (whose: string): DueSource['query'] =>
  (tx, { organisationId }, limit, nowMs) =>
    rows<Waiting>(
      tx,
      `select ${LISTING}, null as about, ${ms('l.published_at')} as "sinceMs", ${ms('l.notice_ends_at')} as "dueAtMs",
         '/listings/' || l.id as link
       from ${FROM} where l.state in (${OPEN}) and ${whose} = $1
         and ${ms('l.notice_ends_at')} > $3 and ${ms('l.notice_ends_at')} <= $4
       order by l.notice_ends_at, l.id limit $2`,
      [organisationId, limit, nowMs, nowMs + SOON_MS],
    );

/** A negotiated price whose publicity is over, with no objection left: the deal can be concluded. */
const toConclude: DueSource['query'] = (tx, { organisationId }, limit, nowMs) =>
  rows<Waiting>(
    tx,
    `select ${LISTING}, null as about, ${ms('l.notice_ends_at')} as "sinceMs", null as "dueAtMs", '/listings/' || l.id as link
     from ${FROM} where l.pricing_way = 'negotiated' and l.state in (${OPEN}) and l.transferor_id = $1
       and ${ms('l.notice_ends_at')} <= $3
       and not exists (select 1 from objection o where o.listing_id = l.id and o.upheld is null)
     order by l.notice_ends_at, l.id limit $2`,
    [organisationId, limit, nowMs],
  );

/** An objection holds its sale up from the end of the publicity on. */
const objections: DueSource['query'] = (tx, { organisationId }, limit) =>
  rows<Waiting>(
    tx,
    `select o.id, l.number, a.title, x.name as about, ${ms('o.filed_at')} as "sinceMs", ${ms('l.notice_ends_at')} as "dueAtMs",
       '/listings/' || l.id as link
     from objection o join ${FROM} on l.id = o.listing_id join organisation x on x.id = o.organisation_id
     where o.upheld is null and l.exchange_id = $1 and l.state in (${ON_SALE}) order by l.notice_ends_at, o.id limit $2`,
    [organisationId, limit],
  );

/** A deposit that is not there when the bidding opens, or a day after a late approval, keeps its bidder out. */
const deposits: DueSource['query'] = (tx, { organisationId }, limit) =>
  rows<Waiting>(
    tx,
    `select d.id, l.number, a.title, d.reference as about, ${ms('d.created_at')} as "sinceMs",
       ${ms('coalesce(d.due_at, greatest(coalesce(l.opens_at, l.notice_ends_at), p.due_at))')} as "dueAtMs", '/desk/deposits' as link
     from deposit d join ${FROM} on l.id = d.listing_id
     left join application p on p.listing_id = l.id and p.organisation_id = d.organisation_id and p.state = 'approved'
     where d.state = 'required' and d.organisation_id = $1 and l.state in (${OPEN})
     order by 6, d.id limit $2`,
    [organisationId, limit],
  );

/** Contracts that wait for this party's acceptance, within the closing days of the sale. */
const contracts: DueSource['query'] = async (tx, { organisationId }, limit) =>
  termed(
    await rows<Termed>(
      tx,
      `select c.id, l.number, a.title, c.number as about, ${ms('c.created_at')} as "sinceMs", p.body->'closingDays' as term,
         '/desk/contracts/' || c.id as link
       from contract c join ${FROM} on l.id = c.listing_id
       left join rule_profile p on p.code = l.profile_code and p.version = l.profile_version
       where c.state = 'drafted' and $1 in (c.transferor_id, c.transferee_id) and not exists (
         select 1 from contract_acceptance k where k.contract_id = c.id and k.version = c.current_version
           and k.organisation_id = $1)
       order by c.created_at, c.id limit $2`,
      [organisationId, limit],
    ),
    null,
  );

const SOON_DUE_DAYS = 30;

/** On the day the contract says; what is due later than in a month does not wait for anybody yet. */
const payments: DueSource['query'] = async (tx, { organisationId }, limit) =>
  (
    await rows<Termed & { dayEndMs: number | null }>(
      tx,
      `select m.id, l.number, a.title, m.reference as about, ${ms('c.created_at')} as "sinceMs",
         p.body->'closingDays' as term, '/desk/payments' as link,
         ${ms(`(m.due_on + 1)::timestamp at time zone 'Asia/Shanghai'`)} as "dayEndMs"
       from payment m join contract c on c.id = m.contract_id join ${FROM} on l.id = c.listing_id
       left join rule_profile p on p.code = l.profile_code and p.version = l.profile_version
       where m.state = 'due' and m.payer_id = $1 and (m.due_on is null or m.due_on <= current_date + ${SOON_DUE_DAYS})
       order by m.due_on nulls last, m.created_at, m.id limit $2`,
      [organisationId, limit],
    )
  ).map(({ dayEndMs, ...item }) => ({
    ...termed([item], null)[0]!,
    ...(dayEndMs === null ? {} : { dueAtMs: dayEndMs }),
  }));

/** A trial that ends, a royalty report to be agreed to, an objection that holds money: each waits for one side. */
const trials: DueSource['query'] = (tx, { organisationId }, limit) =>
  rows<Waiting>(
    tx,
    `select c.id, l.number, a.title, c.number as about, ${ms('c.signed_at')} as "sinceMs",
       ${ms(`(r.ends_on + 1)::timestamp at time zone 'Asia/Shanghai'`)} as "dueAtMs", '/desk/contracts/' || c.id as link
     from contract_trial r join contract c on c.id = r.contract_id join ${FROM} on l.id = c.listing_id
     where r.state = 'open' and c.state = 'signed' and c.transferee_id = $1 order by r.ends_on, c.id limit $2`,
    [organisationId, limit],
  );

const royaltyReports: DueSource['query'] = (tx, { organisationId }, limit) =>
  rows<Waiting>(
    tx,
    `select r.id, l.number, a.title, c.number as about, ${ms('r.filed_at')} as "sinceMs", null as "dueAtMs",
       '/desk/contracts/' || c.id as link
     from royalty_report r join contract c on c.id = r.contract_id join ${FROM} on l.id = c.listing_id
     where r.state = 'filed' and c.transferor_id = $1 order by r.filed_at, r.id limit $2`,
    [organisationId, limit],
  );

const payoutObjections =
  (state: 'open' | 'proposed'): DueSource['query'] =>
  (tx, { organisationId, userId }, limit) =>
    rows<Waiting>(
      tx,
      `select o.id, l.number, a.title, o.claimant as about, ${ms('o.raised_at')} as "sinceMs", null as "dueAtMs",
         '/desk/contracts/' || c.id as link
       from payout_objection o join contract c on c.id = o.contract_id join ${FROM} on l.id = c.listing_id
       where o.state = '${state}' and o.exchange_id = $1 and o.proposed_by is distinct from $3
       order by o.raised_at, o.id limit $2`,
      [organisationId, limit, userId],
    );

const CERTIFY_WITHIN = { count: 3, kind: 'working' } as const;

/** The certificate comes with the settlement itself; one that does not within three working days needs somebody. */
const certificates: DueSource['query'] = async (tx, { organisationId }, limit, nowMs) =>
  termed(
    await rows<Termed>(
      tx,
      `select c.id, l.number, a.title, c.number as about, ${ms('max(m.received_at)')} as "sinceMs", null as term,
         '/desk/contracts/' || c.id as link
       from contract c join payment m on m.contract_id = c.id and m.is_first join ${FROM} on l.id = c.listing_id
       where c.state = 'signed' and c.exchange_id = $1
       group by c.id, l.number, a.title having bool_and(m.state in ('received', 'settled')) order by 5, c.id limit $2`,
      [organisationId, limit],
    ),
    CERTIFY_WITHIN,
  ).filter(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= nowMs);

/** Whoever did not win has its deposit back within a day: what is late stands first. */
const releases: DueSource['query'] = (tx, { organisationId }, limit) =>
  rows<Waiting>(
    tx,
    `select o.id, l.number, a.title, o.payee_name as about, ${ms('o.created_at')} as "sinceMs", ${ms('o.due_at')} as "dueAtMs",
       '/desk/payouts' as link
     from payout o join deposit d on d.id = o.deposit_id join ${FROM} on l.id = d.listing_id
     where o.kind = 'deposit_release' and o.state in ('due', 'failed') and o.exchange_id = $1 and o.due_at is not null
     order by o.due_at, o.id limit $2`,
    [organisationId, limit],
  );

/** A winner whose days are over: somebody looks whether it is a default. */
const defaults: DueSource['query'] = (tx, { organisationId }, limit) =>
  rows<Waiting>(
    tx,
    `select k.id, l.number, a.title, o.name as about, ${ms('k.created_at')} as "sinceMs", null as "dueAtMs",
       '/desk/defaults/' || k.id as link
     from default_case k join ${FROM} on l.id = k.listing_id join organisation o on o.id = k.organisation_id
     where k.state = 'due' and k.exchange_id = $1 order by k.created_at, k.id limit $2`,
    [organisationId, limit],
  );

/** A winner that is heard, or may appeal, has so many days for it. */
const answers: DueSource['query'] = (tx, { organisationId }, limit, nowMs) =>
  rows<Waiting>(
    tx,
    `select k.id, l.number, a.title, x.name as about,
       ${ms("case k.state when 'proposed' then k.proposed_at else k.forfeited_at end")} as "sinceMs",
       ${ms("case k.state when 'proposed' then k.hear_until else k.appeal_until end")} as "dueAtMs",
       '/desk/defaults/' || k.id as link
     from default_case k join ${FROM} on l.id = k.listing_id join organisation x on x.id = k.exchange_id
     where k.organisation_id = $1 and (k.state = 'proposed' and k.stated_at is null and ${ms('k.hear_until')} > $3
       or k.state = 'forfeited' and ${ms('k.appeal_until')} > $3)
     order by 6, k.id limit $2`,
    [organisationId, limit, nowMs],
  );

/** A change of what was published, which the exchange accepts or refuses. */
const amendments: DueSource['query'] = (tx, { organisationId }, limit) =>
  rows<Waiting>(
    tx,
    `select m.id, l.number, a.title, t.name as about, ${ms('m.requested_at')} as "sinceMs",
       ${ms('coalesce(l.opens_at, l.notice_ends_at)')} as "dueAtMs", '/listings/' || l.id as link
     from listing_amendment m join ${FROM} on l.id = m.listing_id join organisation t on t.id = l.transferor_id
     where m.state = 'requested' and l.exchange_id = $1 and l.state in (${OPEN}) order by 6, m.id limit $2`,
    [organisationId, limit],
  );

export const SALE_QUEUES: readonly DueSource[] = [
  {
    key: 'intake',
    permission: 'listing.intake',
    query: decision('intake', 'w.organisation_id', 'intakeWithin', '/desk/intake'),
  },
  {
    key: 'review',
    permission: 'listing.review',
    query: decision('review', 'l.exchange_id', 'reviewWithin', '/desk/review'),
  },
  { key: 'unpublished', permission: 'listing.review', query: unpublished },
  { key: 'amendment', permission: 'listing.review', query: amendments },
  { key: 'objection', permission: 'objection.rule', query: objections },
  { key: 'noticeEnding', permission: 'listing.review', query: noticeEnding('l.exchange_id') },
  { key: 'ownNoticeEnding', permission: 'listing.submit', query: noticeEnding('l.transferor_id') },
  { key: 'conclude', permission: 'listing.submit', query: toConclude },
  { key: 'deposit', permission: 'deposit.pay', query: deposits },
  { key: 'contract', permission: 'contract.accept', query: contracts },
  { key: 'payment', permission: 'payment.pay', query: payments },
  { key: 'release', permission: 'payout.propose', query: releases },
  { key: 'default', permission: 'auction.operate', query: defaults },
  { key: 'defaultAnswer', permission: 'deposit.pay', query: answers },
  { key: 'trial', permission: 'payment.pay', query: trials },
  { key: 'royaltyReport', permission: 'contract.accept', query: royaltyReports },
  { key: 'payoutObjection', permission: 'objection.rule', query: payoutObjections('open') },
  { key: 'payoutRuling', permission: 'payout.confirm', query: payoutObjections('proposed') },
  { key: 'certificate', permission: 'bank.match', query: certificates },
];
