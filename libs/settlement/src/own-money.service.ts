import { Injectable } from '@nestjs/common';
import type { Fen } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, DatabaseClock, type Page, row, toPage } from '@jishi/platform';
import { chinaDay } from '@jishi/pricing';
import {
  type DueFilter,
  type DueRow,
  listDue,
  listPaid,
  NO_DAY,
  type PaidFilter,
  type PaidRow,
} from './own-dues.repository';

/** An organisation's money at a look, added up by the database: what it owes, what is kept for it, what comes to it. */
export interface OwnMoney {
  owedDepositsMinor: Fen;
  owedPaymentsMinor: Fen;
  /** Deposits by state, none of those that ended. */
  deposits: { state: string; count: number; amountMinor: Fen }[];
  /** Deposits, prices and dues that lie with exchanges now. */
  keptMinor: Fen;
  comingMinor: Fen;
  comingCount: number;
  receivedMinor: Fen;
  /** Paid to exchanges and sellers, by sales that are settled. */
  paidMinor: Fen;
  /** Paid and not invoiced to it yet. */
  uninvoicedMinor: Fen;
}

const SQL = `select
  (select coalesce(sum(amount_minor), 0)::bigint from deposit
    where organisation_id = $1 and state in ('required', 'pending')) as "owedDepositsMinor",
  (select coalesce(sum(amount_minor), 0)::bigint from payment where payer_id = $1 and state = 'due') as "owedPaymentsMinor",
  (select coalesce(jsonb_agg(jsonb_build_object('state', state, 'count', n, 'amountMinor', amount) order by state), '[]')
    from (select state, count(*) as n, sum(amount_minor) as amount from deposit
      where organisation_id = $1 and state not in ('released', 'captured', 'forfeited', 'expired') group by state) d)
    as deposits,
  (select coalesce(sum(b.credit_minor - b.debit_minor), 0)::bigint from account a join account_balance b on b.account_id = a.id
    where a.owner_id = $1 and a.kind = 'liability' and a.purpose <> 'hold') as "keptMinor",
  (select coalesce(sum(amount_minor), 0)::bigint from payout
    where payee_id = $1 and state not in ('confirmed', 'cancelled')) as "comingMinor",
  (select count(*) from payout where payee_id = $1 and state not in ('confirmed', 'cancelled')) as "comingCount",
  (select coalesce(sum(amount_minor), 0)::bigint from payout
    where payee_id = $1 and state = 'confirmed') as "receivedMinor",
  (select coalesce(sum(price_minor + buyer_fee_minor), 0)::bigint from payment
    where payer_id = $1 and state = 'settled') as "paidMinor",
  ((select coalesce(sum(price_minor + buyer_fee_minor), 0) from payment where payer_id = $1 and state = 'settled')
    + (select coalesce(sum(p.seller_fee_minor), 0) from payment p join contract c on c.id = p.contract_id
      where c.transferor_id = $1 and p.state = 'settled')
    - (select coalesce(sum(p.amount_minor), 0) from invoice_paper p join invoice i on i.id = p.invoice_id
      where i.recipient_id = $1))::bigint as "uninvoicedMinor"`;

@Injectable()
export class OwnMoneyService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  read(actor: Actor): Promise<OwnMoney> {
    return row<OwnMoney>(this.database.manager, SQL, [actor.organisationId]);
  }

  /** What is to be paid, one by one, the soonest due first. */
  async owed(actor: Actor, query: Omit<DueFilter, 'organisationId' | 'now' | 'today'>): Promise<Page<DueRow>> {
    const now = this.clock.now();
    const found = await listDue(this.database.manager, {
      ...query,
      organisationId: actor.organisationId,
      now: new Date(now),
      today: chinaDay(now),
      limit: query.limit + 1,
    });
    return toPage(found, query.limit, (last) => [last.dueOn ?? NO_DAY, last.id]);
  }

  /** What was paid, one by one, the latest first. */
  async paid(actor: Actor, query: Omit<PaidFilter, 'organisationId'>): Promise<Page<PaidRow>> {
    const filter = { ...query, organisationId: actor.organisationId, limit: query.limit + 1 };
    return toPage(await listPaid(this.database.manager, filter), query.limit, (last) => [
      last.paidAt.toISOString(),
      last.id,
    ]);
  }
}
