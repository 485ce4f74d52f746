import type { Permission } from '@jishi/identity';
import { OPEN_STATES } from '@jishi/listings';
import { rows, type Tx } from '@jishi/platform';
import { type DayCount, RULES_BEFORE } from '@jishi/pricing';
import { deadline } from './domain/due';

/** Something that waits for this organisation; `dueAtMs` null: without a deadline. */
export interface Waiting {
  id: string;
  number: string;
  title: string;
  /** Who or what it is about, beside the sale. */
  about: string | null;
  sinceMs: number;
  dueAtMs: number | null;
  link: string;
}

export interface DueSource {
  /** The words are `due.kind.<key>` in the portal. */
  key: string;
  /** Whoever has it works this queue off. */
  permission: Permission;
  /** At most `limit`, the most urgent first as far as the database can tell. */
  query: (tx: Tx, organisationId: string, limit: number, nowMs: number) => Promise<Waiting[]>;
}

/** A row with the term its profile gives, which TypeScript counts in working days. */
type Termed = Omit<Waiting, 'dueAtMs'> & { term: DayCount | null };
const ms = (expression: string): string => `(extract(epoch from ${expression}) * 1000)::bigint`;

const termed = (found: Termed[], fallback: DayCount | null): Waiting[] =>
  found.map(({ term, ...item }) => ({ ...item, dueAtMs: deadline(item.sinceMs, term ?? fallback) }));

const LISTING = `l.id, l.number, a.title`;
/** The notice runs. */
const OPEN = OPEN_STATES.map((state) => `'${state}'`).join(', ');
const FROM = 'listing l join achievement a on a.id = l.achievement_id';
/** The profile version a listing froze, or before that the one in force. */
const profileTerm = (rule: string): string => `(select p.body->'sale'->'${rule}' from rule_profile p
  where p.code = l.profile_code and (p.version = l.profile_version or l.profile_version is null and p.effective_at <= now()
    and not exists (select from rule_profile_withdrawal w where (w.code, w.version) = (p.code, p.version)))
  order by p.version desc limit 1)`;
const handedIn = (state: string): string =>
  `coalesce((select max(at) from listing_transition t where t.listing_id = l.id and t.to_state = '${state}'), l.created_at)`;

/** Listings that wait in a state for a decision within a term of their rules. */
const decision =
  (state: string, whose: string, rule: 'intakeWithin' | 'reviewWithin', link: string): DueSource['query'] =>
  async (tx, organisationId, limit) =>
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

const SOON_MS = 7 * 86_400_000;

/** Notices that end within a week, with what the organisation then has to do. */
const noticeEnding =
  (whose: string): DueSource['query'] =>
  (tx, organisationId, limit, nowMs) =>
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
const toConclude: DueSource['query'] = (tx, organisationId, limit, nowMs) =>
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
const objections: DueSource['query'] = (tx, organisationId, limit) =>
  rows<Waiting>(
    tx,
    `select o.id, l.number, a.title, x.name as about, ${ms('o.filed_at')} as "sinceMs", ${ms('l.notice_ends_at')} as "dueAtMs",
       '/listings/' || l.id as link
     from objection o join ${FROM} on l.id = o.listing_id join organisation x on x.id = o.organisation_id
     where o.upheld is null and l.exchange_id = $1 order by l.notice_ends_at, o.id limit $2`,
    [organisationId, limit],
  );

const applications: DueSource['query'] = async (tx, organisationId, limit) =>
  termed(
    await rows<Termed>(
      tx,
      `select p.id, l.number, a.title, c.name as about, ${ms('coalesce(t.at, p.created_at)')} as "sinceMs",
         ${profileTerm('reviewWithin')} as term, '/desk/applications' as link
       from application p join ${FROM} on l.id = p.listing_id join organisation c on c.id = p.organisation_id
       left join lateral (select max(at) as at from application_transition t
         where t.application_id = p.id and t.to_state = 'submitted') t on true
       where p.state = 'submitted' and l.exchange_id = $1 order by 5, p.id limit $2`,
      [organisationId, limit],
    ),
    RULES_BEFORE.reviewWithin,
  );

/** A deposit that is not there when the bidding opens keeps its bidder out. */
const deposits: DueSource['query'] = (tx, organisationId, limit) =>
  rows<Waiting>(
    tx,
    `select d.id, l.number, a.title, d.reference as about, ${ms('d.created_at')} as "sinceMs",
       ${ms('coalesce(l.opens_at, l.notice_ends_at)')} as "dueAtMs", '/desk/deposits' as link
     from deposit d join ${FROM} on l.id = d.listing_id
     where d.state = 'required' and d.organisation_id = $1 and l.state in (${OPEN})
     order by 6, d.id limit $2`,
    [organisationId, limit],
  );

/** Contracts that wait for this party's acceptance, within the closing days of the sale. */
const contracts: DueSource['query'] = async (tx, organisationId, limit) =>
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

const payments: DueSource['query'] = async (tx, organisationId, limit) =>
  termed(
    await rows<Termed>(
      tx,
      `select m.id, l.number, a.title, m.reference as about, ${ms('c.created_at')} as "sinceMs",
         p.body->'closingDays' as term, '/desk/payments' as link
       from payment m join contract c on c.id = m.contract_id join ${FROM} on l.id = c.listing_id
       left join rule_profile p on p.code = l.profile_code and p.version = l.profile_version
       where m.state = 'due' and m.payer_id = $1 order by m.created_at, m.id limit $2`,
      [organisationId, limit],
    ),
    null,
  );

/** Everything that may wait for somebody. A new queue is a line here, a query, and its words in the portal. */
export const DUE_SOURCES: readonly DueSource[] = [
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
  { key: 'objection', permission: 'objection.rule', query: objections },
  { key: 'application', permission: 'application.review', query: applications },
  { key: 'noticeEnding', permission: 'listing.review', query: noticeEnding('l.exchange_id') },
  { key: 'ownNoticeEnding', permission: 'listing.submit', query: noticeEnding('l.transferor_id') },
  { key: 'conclude', permission: 'listing.submit', query: toConclude },
  { key: 'deposit', permission: 'deposit.pay', query: deposits },
  { key: 'contract', permission: 'contract.accept', query: contracts },
  { key: 'payment', permission: 'payment.pay', query: payments },
];
