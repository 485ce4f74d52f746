import type { Fen } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { DayCount, DepositRules, Remedy } from '@jishi/pricing';
import type { CasePeople, CaseRules, CaseState, Ground } from './domain/default-case';
import type { MoneyFilter } from './money-scope';

export interface CaseRow extends CasePeople {
  id: string;
  auctionId: string;
  listingId: string;
  listingNumber: string;
  title: string;
  exchangeId: string;
  exchangeName: string;
  organisationId: string;
  organisationName: string;
  sellerId: string;
  sellerName: string;
  contractId: string;
  contractNumber: string;
  depositId: string | null;
  depositState: string | null;
  depositMinor: Fen | null;
  priceMinor: Fen;
  state: CaseState;
  ground: Ground;
  performanceDueAt: Date | null;
  rules: CaseRules;
  reason: string | null;
  evidenceIds: string[];
  proposedAt: Date | null;
  hearUntil: Date | null;
  statement: string | null;
  statementIds: string[];
  statedAt: Date | null;
  decidedAt: Date | null;
  decision: string | null;
  forfeitProposedAt: Date | null;
  forfeitedAt: Date | null;
  appealUntil: Date | null;
  appeal: string | null;
  appealIds: string[];
  appealedAt: Date | null;
  ruledBy: string | null;
  ruledAt: Date | null;
  ruling: string | null;
  upheld: boolean | null;
  remedy: Remedy | null;
  remedyAt: Date | null;
  createdAt: Date;
}

const CASE = `select k.id, k.auction_id as "auctionId", k.listing_id as "listingId", l.number as "listingNumber", a.title,
    k.exchange_id as "exchangeId", x.name as "exchangeName", k.organisation_id as "organisationId",
    o.name as "organisationName", l.transferor_id as "sellerId", s.name as "sellerName", k.contract_id as "contractId",
    c.number as "contractNumber", k.deposit_id as "depositId", d.state as "depositState", d.amount_minor as "depositMinor",
    k.price_minor as "priceMinor", k.state, k.ground, k.performance_due_at as "performanceDueAt", k.rules, k.reason,
    k.evidence_ids as "evidenceIds", k.proposed_by as "proposedBy", k.proposed_at as "proposedAt",
    k.hear_until as "hearUntil", k.statement, k.statement_ids as "statementIds", k.stated_at as "statedAt",
    k.decided_by as "decidedBy", k.decided_at as "decidedAt", k.decision, k.forfeit_proposed_by as "forfeitProposedBy",
    k.forfeit_proposed_at as "forfeitProposedAt", k.forfeited_by as "forfeitedBy", k.forfeited_at as "forfeitedAt",
    k.appeal_until as "appealUntil", k.appeal, k.appeal_ids as "appealIds", k.appealed_at as "appealedAt",
    k.ruled_by as "ruledBy", k.ruled_at as "ruledAt", k.ruling, k.upheld, k.remedy, k.remedy_at as "remedyAt",
    k.created_at as "createdAt"
  from default_case k join listing l on l.id = k.listing_id join achievement a on a.id = l.achievement_id
  join organisation o on o.id = k.organisation_id join organisation x on x.id = k.exchange_id
  join organisation s on s.id = l.transferor_id join contract c on c.id = k.contract_id
  left join deposit d on d.id = k.deposit_id`;

/** A sale whose winner has not performed yet, and what a case of it would go by. */
export interface Unperformed {
  auctionId: string;
  listingId: string;
  exchangeId: string;
  organisationId: string;
  contractId: string;
  contractState: 'drafted' | 'signed';
  priceMinor: Fen;
  since: Date;
  closingDays: DayCount;
  deposits: Partial<DepositRules> | null;
  demoMs: number | null;
}

const UNPERFORMED = `select s.auction_id as "auctionId", c.listing_id as "listingId", c.exchange_id as "exchangeId",
    c.transferee_id as "organisationId", c.id as "contractId", c.state as "contractState", s.price_minor as "priceMinor",
    c.created_at as since, p.body->'closingDays' as "closingDays", p.body->'deposits' as deposits,
    (p.body->'demo'->>'publicityMs')::bigint as "demoMs"
  from contract c join sale_confirmation s on s.id = c.sale_confirmation_id join listing l on l.id = c.listing_id
  join rule_profile p on p.code = l.profile_code and p.version = l.profile_version
  where c.state in ('drafted', 'signed') and s.auction_id is not null
    and not exists (select 1 from payment m where m.contract_id = c.id and m.state in ('received', 'settled'))
    -- whoever took an offer after a default did not win the sale, and loses no deposit
    and not exists (select 1 from default_case k join default_offer f on f.case_id = k.id
      where k.auction_id = s.auction_id and f.organisation_id = c.transferee_id)`;

export const findUnperformed = (tx: Tx, auctionId: string): Promise<Unperformed | null> =>
  maybeRow<Unperformed>(tx, `${UNPERFORMED} and s.auction_id = $1 order by c.created_at desc limit 1`, [auctionId]);

/** The oldest of which nobody has opened a case; demonstrations aside, where days are seconds. */
export const listUnperformed = (tx: Tx, limit: number): Promise<Unperformed[]> =>
  rows<Unperformed>(
    tx,
    `${UNPERFORMED} and p.body->'demo'->>'publicityMs' is null
       and not exists (select 1 from default_case k where k.auction_id = s.auction_id and k.organisation_id = c.transferee_id)
     order by c.created_at, c.id limit $1`,
    [limit],
  );

/** False when there is one already. */
export async function insertCase(
  tx: Tx,
  values: {
    id: string;
    of: Unperformed;
    ground: Ground;
    depositId: string | null;
    rules: CaseRules;
    performanceDueAt: Date | null;
  },
): Promise<boolean> {
  const { of } = values;
  const inserted = await rows(
    tx,
    `insert into default_case (id, auction_id, listing_id, exchange_id, organisation_id, contract_id, deposit_id, price_minor,
       state, ground, performance_due_at, rules)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'due', $9, $10, $11) on conflict (auction_id, organisation_id) do nothing
     returning id`,
    [
      values.id,
      of.auctionId,
      of.listingId,
      of.exchangeId,
      of.organisationId,
      of.contractId,
      values.depositId,
      of.priceMinor,
      values.ground,
      values.performanceDueAt,
      JSON.stringify(values.rules),
    ],
  );
  return inserted.length === 1;
}

export const findCase = (tx: Tx, id: string): Promise<CaseRow | null> =>
  maybeRow<CaseRow>(tx, `${CASE} where k.id = $1`, [id]);

export async function lockCase(tx: Tx, id: string): Promise<CaseRow | null> {
  await rows(tx, 'select id from default_case where id = $1 for update', [id]);
  return findCase(tx, id);
}

export const findCaseOf = (tx: Tx, auctionId: string, organisationId: string): Promise<{ id: string } | null> =>
  maybeRow(tx, 'select id from default_case where auction_id = $1 and organisation_id = $2', [
    auctionId,
    organisationId,
  ]);

const COLUMNS = {
  state: 'state',
  ground: 'ground',
  reason: 'reason',
  evidenceIds: 'evidence_ids',
  proposedBy: 'proposed_by',
  proposedAt: 'proposed_at',
  hearUntil: 'hear_until',
  statement: 'statement',
  statementIds: 'statement_ids',
  statedBy: 'stated_by',
  statedAt: 'stated_at',
  decidedBy: 'decided_by',
  decidedAt: 'decided_at',
  decision: 'decision',
  depositId: 'deposit_id',
  forfeitProposedBy: 'forfeit_proposed_by',
  forfeitProposedAt: 'forfeit_proposed_at',
  forfeitedBy: 'forfeited_by',
  forfeitedAt: 'forfeited_at',
  appealUntil: 'appeal_until',
  appeal: 'appeal',
  appealIds: 'appeal_ids',
  appealedBy: 'appealed_by',
  appealedAt: 'appealed_at',
  ruledBy: 'ruled_by',
  ruledAt: 'ruled_at',
  ruling: 'ruling',
  upheld: 'upheld',
  remedy: 'remedy',
  remedyBy: 'remedy_by',
  remedyAt: 'remedy_at',
} as const;
export type CaseChange = Partial<Record<keyof typeof COLUMNS, unknown>>;

export async function changeCase(tx: Tx, id: string, change: CaseChange): Promise<void> {
  const keys = Object.keys(change) as (keyof typeof COLUMNS)[];
  const set = keys.map((key, n) => `${COLUMNS[key]} = $${n + 2}`).join(', ');
  await rows(tx, `update default_case set ${set} where id = $1`, [id, ...keys.map((key) => change[key])]);
}

/** An exchange sees its own, a winner those it is told of, a regulator all. */
export const listCases = (tx: Tx, filter: MoneyFilter & { auctionId?: string }): Promise<CaseRow[]> =>
  rows<CaseRow>(
    tx,
    `${CASE} where ($1::uuid is null or k.exchange_id = $1 or (k.organisation_id = $1 and k.state <> 'due'))
       and ($2::text is null or k.state = $2) and ($3::uuid is null or k.auction_id = $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', k.created_at), k.id) < ($4, $5::uuid))
     order by date_trunc('milliseconds', k.created_at) desc, k.id desc limit $6`,
    [
      filter.organisationId,
      filter.state ?? null,
      filter.auctionId ?? null,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
    ],
  );

/** What the same achievement was sold for again, in the same form, after this default; null while it is not. */
export const findResale = (
  tx: Tx,
  of: Pick<CaseRow, 'listingId' | 'contractId' | 'decidedAt'>,
): Promise<{ contractId: string; contractNumber: string; priceMinor: Fen } | null> =>
  maybeRow(
    tx,
    `select c.id as "contractId", c.number as "contractNumber", c.contract_amount_minor as "priceMinor"
     from contract c join listing n on n.id = c.listing_id join listing l on l.achievement_id = n.achievement_id and l.form = n.form
     where l.id = $1 and c.id <> $2 and c.state in ('signed', 'settled') and c.created_at > $3
     order by c.created_at desc, c.id limit 1`,
    [of.listingId, of.contractId, of.decidedAt],
  );

/** Whether it may still be sold again: an offer is open, or accepted and not yet signed, or the same is on the market anew. */
export const isResaleOpen = async (tx: Tx, of: Pick<CaseRow, 'id' | 'listingId' | 'contractId'>): Promise<boolean> =>
  (await maybeRow(
    tx,
    `select 1 from listing l where l.id = $2 and (
       exists (select 1 from default_offer f where f.case_id = $1 and (f.state = 'offered' or f.state = 'accepted' and not exists (
         select 1 from contract c where c.listing_id = l.id and c.transferee_id = f.organisation_id and c.state = 'void')))
       or exists (select 1 from listing n where n.achievement_id = l.achievement_id and n.form = l.form and n.id <> l.id
         and n.created_at > (select d.created_at from contract d where d.id = $3)
         and n.state not in ('withdrawn', 'delisted', 'terminated')))`,
    [of.id, of.listingId, of.contractId],
  )) !== null;

/** Whether the listing can still be sold to whoever bid next: it is off the market, and not offered anew. */
export const mayBeOffered = async (tx: Tx, listingId: string): Promise<boolean> =>
  (await maybeRow(
    tx,
    `select 1 from listing l where l.id = $1 and l.state = 'delisted' and not exists (
       select 1 from listing n where n.achievement_id = l.achievement_id and n.id <> l.id and n.form = l.form
         and n.state not in ('withdrawn', 'delisted', 'terminated'))`,
    [listingId],
  )) !== null;

/** Whether a case binds the deposit of a winner: from the proposal until the deposit's fate is carried out. */
export const isBoundByCase = async (tx: Tx, auctionId: string, organisationId: string): Promise<boolean> =>
  (await maybeRow(
    tx,
    `select 1 from default_case where auction_id = $1 and organisation_id = $2
       and state in ('proposed', 'decided', 'forfeiting', 'forfeited', 'appealed', 'final')`,
    [auctionId, organisationId],
  )) !== null;

/** Somebody decided that the buyer of this contract defaulted: nothing is demanded of it any more. */
export const isDefaultDecided = async (tx: Tx, contractId: string): Promise<boolean> =>
  (await maybeRow(tx, 'select 1 from default_case where contract_id = $1 and decided_at is not null and state <> $2', [
    contractId,
    'dismissed',
  ])) !== null;

/** Whose auction it is. */
export const exchangeOf = async (tx: Tx, auctionId: string): Promise<string | null> =>
  (await maybeRow<{ id: string }>(tx, 'select exchange_id as id from listing where auction_id = $1', [auctionId]))
    ?.id ?? null;
