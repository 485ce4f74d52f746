import type { Fen } from '@jishi/kernel';
import { rows, type Tx } from '@jishi/platform';
import type { DepositState } from './domain/deposit';
import type { PaymentKind } from './domain/schedule';
import type { PaymentState } from './payment.repository';
import type { ProviderName } from './provider.port';

/** What an organisation pays: a deposit, or what falls due under a contract. */
export type OwnKind = 'deposit' | PaymentKind;
export const OWN_KINDS = ['deposit', 'price', 'fees', 'seller_fee', 'royalty', 'late_interest'] as const;

/** `later`: a payment that nothing can be paid for yet. */
export const DUE_STATES = ['overdue', 'due', 'later'] as const;
export type DueState = (typeof DUE_STATES)[number];

interface Own {
  /** Of the deposit or the payment: what is paid for. */
  id: string;
  kind: OwnKind;
  title: string;
  listingId: string;
  /** Null for a deposit. */
  contractId: string | null;
  contractNumber: string | null;
  exchangeName: string;
  amountMinor: Fen;
  currency: string;
  reference: string;
}

export interface DueRow extends Own {
  due: DueState;
  /** The last day in China on which it is in time; null while nobody knows it. */
  dueOn: string | null;
  /** The instant from which on it is late: for a payment the end of that day. */
  dueAt: Date | null;
  milestone: string | null;
  createdAt: Date;
}

export interface PaidRow extends Own {
  provider: ProviderName | null;
  /** What has become of it since. */
  state: DepositState | PaymentState;
  paidAt: Date;
}

const PAYMENT = `p.id, p.kind, c.title, c.listing_id as "listingId", c.id as "contractId", c.number as "contractNumber",
    x.name as "exchangeName", p.amount_minor as "amountMinor", p.currency, p.reference`;
const OF_PAYMENT = `payment p join contract c on c.id = p.contract_id join organisation x on x.id = p.exchange_id`;
const DEPOSIT = `d.id, 'deposit' as kind, a.title, d.listing_id as "listingId", null::uuid as "contractId",
    null as "contractNumber", x.name as "exchangeName"`;
const OF_DEPOSIT = `deposit d join listing l on l.id = d.listing_id join achievement a on a.id = l.achievement_id
    join organisation x on x.id = d.exchange_id`;
/** After every day there is: what has no day comes last. */
export const NO_DAY = '9999-12-31';

export interface DueFilter {
  organisationId: string;
  now: Date;
  /** Of `now`, in China. */
  today: string;
  kind?: OwnKind;
  due?: DueState;
  /** Only what is due on this day or before. */
  until?: string;
  after?: [string, string];
  limit: number;
}

/**
 * The soonest due first. A deposit is due until the very instant, a payment until its day is over. A payment of nothing, which
 * the deposit covers, asks for no money.
 */
export const listDue = (tx: Tx, filter: DueFilter): Promise<DueRow[]> =>
  rows<DueRow>(
    tx,
    `select * from (
       select ${PAYMENT}, case when p.state = 'scheduled' then 'later' when p.due_on < $3::date then 'overdue' else 'due' end as due,
         to_char(p.due_on, 'YYYY-MM-DD') as "dueOn",
         (p.due_on + 1)::timestamp at time zone 'Asia/Shanghai' as "dueAt", p.milestone, p.created_at as "createdAt"
       from ${OF_PAYMENT} where p.payer_id = $1 and p.state in ('due', 'scheduled') and p.amount_minor > 0
       union all
       select ${DEPOSIT}, d.amount_minor, d.currency, d.reference,
         case when d.due_at <= $2 then 'overdue' else 'due' end,
         to_char((d.due_at - interval '1 millisecond') at time zone 'Asia/Shanghai', 'YYYY-MM-DD'), d.due_at, null, d.created_at
       from ${OF_DEPOSIT} where d.organisation_id = $1 and d.state in ('required', 'pending')) o
     where ($4::text is null or kind = $4) and ($5::text is null or due = $5) and ($6::text is null or "dueOn" <= $6)
       and ($7::text is null or (coalesce("dueOn", '${NO_DAY}'), id) > ($7, $8::uuid))
     order by coalesce("dueOn", '${NO_DAY}'), id limit $9`,
    [
      filter.organisationId,
      filter.now,
      filter.today,
      filter.kind ?? null,
      filter.due ?? null,
      filter.until ?? null,
      filter.after?.[0] ?? null,
      filter.after?.[1] ?? null,
      filter.limit,
    ],
  );

export interface PaidFilter {
  organisationId: string;
  kind?: OwnKind;
  /** Days in China, both included. */
  from?: string;
  to?: string;
  before?: [string, string];
  limit: number;
}

/** The latest first. A deposit that is only promised, by a card or a bank, is no money paid and is not here. */
export const listPaid = (tx: Tx, filter: PaidFilter): Promise<PaidRow[]> =>
  rows<PaidRow>(
    tx,
    `select * from (
       select ${PAYMENT}, p.provider, p.state, p.received_at as "paidAt"
       from ${OF_PAYMENT} where p.payer_id = $1 and p.received_at is not null and p.amount_minor > 0
       union all
       select ${DEPOSIT}, m.received_minor, d.currency, d.reference, d.provider, d.state, d.held_at
       from ${OF_DEPOSIT} join deposit_money m on m.deposit_id = d.id
       where d.organisation_id = $1 and d.held_at is not null and m.received_minor > 0) o
     where ($2::text is null or kind = $2)
       and ($3::date is null or "paidAt" >= $3::date::timestamp at time zone 'Asia/Shanghai')
       and ($4::date is null or "paidAt" < ($4::date + 1)::timestamp at time zone 'Asia/Shanghai')
       and ($5::timestamptz is null or (date_trunc('milliseconds', "paidAt"), id) < ($5, $6::uuid))
     order by date_trunc('milliseconds', "paidAt") desc, id desc limit $7`,
    [
      filter.organisationId,
      filter.kind ?? null,
      filter.from ?? null,
      filter.to ?? null,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
    ],
  );
