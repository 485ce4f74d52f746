import { newId, type Fen } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { FeeTable } from '@jishi/pricing';
import type { PaymentKind } from './domain/schedule';
import type { MoneyFilter } from './money-scope';
import type { ProviderName } from './provider.port';

/** `scheduled`: later, or when its milestone is reached; `cancelled`: the winner defaulted before paying. */
export type PaymentState = 'scheduled' | 'due' | 'received' | 'settled' | 'cancelled';

export interface PaymentRow {
  id: string;
  contractId: string;
  contractNumber: string;
  title: string;
  exchangeId: string;
  exchangeName: string;
  payerId: string;
  payerName: string;
  sellerId: string;
  sellerName: string;
  amountMinor: Fen;
  priceMinor: Fen;
  buyerFeeMinor: Fen;
  sellerFeeMinor: Fen;
  depositId: string | null;
  depositOffsetMinor: Fen;
  currency: string;
  reference: string;
  provider: ProviderName | null;
  state: PaymentState;
  position: number;
  kind: PaymentKind;
  /** The last day in China on which it is in time. */
  dueOn: string | null;
  milestone: string | null;
  /** The certificate waits for it. */
  isFirst: boolean;
  receivedAt: Date | null;
  settledAt: Date | null;
  createdAt: Date;
}

/** What a payment is computed from, read when both have signed. */
export interface PaymentBasis {
  contractId: string;
  exchangeId: string;
  payerId: string;
  dealPriceMinor: Fen;
  listingPriceMinor: Fen;
  auctionId: string | null;
  contractState: string;
  signedAt: Date;
  sellerId: string;
  listingId: string;
  fees: FeeTable;
}

const PAYMENT = `select p.id, p.contract_id as "contractId", c.number as "contractNumber", c.title,
    p.exchange_id as "exchangeId", x.name as "exchangeName", p.payer_id as "payerId", o.name as "payerName",
    c.transferor_id as "sellerId", s.name as "sellerName", p.amount_minor as "amountMinor",
    p.price_minor as "priceMinor", p.buyer_fee_minor as "buyerFeeMinor", p.seller_fee_minor as "sellerFeeMinor",
    p.deposit_id as "depositId", p.deposit_offset_minor as "depositOffsetMinor", p.currency, p.reference, p.provider,
    p.state, p.position, p.kind, to_char(p.due_on, 'YYYY-MM-DD') as "dueOn", p.milestone, p.is_first as "isFirst", p.received_at as "receivedAt", p.settled_at as "settledAt", p.created_at as "createdAt"
  from payment p join contract c on c.id = p.contract_id join organisation o on o.id = p.payer_id
  join organisation s on s.id = c.transferor_id join organisation x on x.id = p.exchange_id`;

export const findBasis = (tx: Tx, contractId: string): Promise<PaymentBasis | null> =>
  maybeRow<PaymentBasis>(
    tx,
    `select c.id as "contractId", c.exchange_id as "exchangeId", c.transferee_id as "payerId",
       c.contract_amount_minor as "dealPriceMinor", l.price_minor as "listingPriceMinor", s.auction_id as "auctionId",
       c.state as "contractState", c.signed_at as "signedAt", c.transferor_id as "sellerId",
       c.listing_id as "listingId", r.body->'fees' as fees
     from contract c join sale_confirmation s on s.id = c.sale_confirmation_id join listing l on l.id = c.listing_id
     join rule_profile r on r.code = l.profile_code and r.version = l.profile_version where c.id = $1
     for share of c`,
    [contractId],
  );

export const findPayer = (tx: Tx, contractId: string): Promise<{ payerId: string; auctionId: string | null } | null> =>
  maybeRow(
    tx,
    `select c.transferee_id as "payerId", s.auction_id as "auctionId" from contract c
     join sale_confirmation s on s.id = c.sale_confirmation_id where c.id = $1`,
    [contractId],
  );

export interface PaymentDraft {
  id: string;
  position: number;
  kind: PaymentKind;
  state: 'scheduled' | 'due';
  dueOn: string | null;
  milestone: string | null;
  isFirst: boolean;
  contractId: string;
  exchangeId: string;
  payerId: string;
  amountMinor: Fen;
  priceMinor: Fen;
  buyerFeeMinor: Fen;
  sellerFeeMinor: Fen;
  depositId: string | null;
  depositOffsetMinor: Fen;
  reference: string;
}

/** False when the contract has this payment already. */
export async function insertPayment(tx: Tx, draft: PaymentDraft): Promise<boolean> {
  const inserted = await rows(
    tx,
    `insert into payment (id, contract_id, exchange_id, payer_id, amount_minor, price_minor, buyer_fee_minor,
       seller_fee_minor, deposit_id, deposit_offset_minor, reference, position, kind, state, due_on, milestone, is_first)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     on conflict (contract_id, position) do nothing returning id`,
    [
      draft.id,
      draft.contractId,
      draft.exchangeId,
      draft.payerId,
      draft.amountMinor,
      draft.priceMinor,
      draft.buyerFeeMinor,
      draft.sellerFeeMinor,
      draft.depositId,
      draft.depositOffsetMinor,
      draft.reference,
      draft.position,
      draft.kind,
      draft.state,
      draft.dueOn,
      draft.milestone,
      draft.isFirst,
    ],
  );
  return inserted.length === 1;
}

export const findPayment = (tx: Tx, id: string): Promise<PaymentRow | null> =>
  maybeRow<PaymentRow>(tx, `${PAYMENT} where p.id = $1`, [id]);

export async function lockPayment(tx: Tx, id: string): Promise<PaymentRow | null> {
  await rows(tx, 'select id from payment where id = $1 for update', [id]);
  return findPayment(tx, id);
}

export async function setReceived(tx: Tx, id: string, provider: ProviderName): Promise<void> {
  await rows(
    tx,
    `update payment set state = 'received', provider = $2, received_at = clock_timestamp() where id = $1`,
    [id, provider],
  );
}

export async function setPaymentSettled(tx: Tx, id: string): Promise<void> {
  await rows(tx, `update payment set state = 'settled', settled_at = clock_timestamp() where id = $1`, [id]);
}

export async function setPaymentCancelled(tx: Tx, id: string): Promise<void> {
  await rows(tx, `update payment set state = 'cancelled' where id = $1`, [id]);
}

/** Locks the payments of a contract, in their order. */
export const lockPaymentsOf = (tx: Tx, contractId: string): Promise<{ id: string; state: PaymentState }[]> =>
  rows(tx, 'select id, state from payment where contract_id = $1 order by position for update', [contractId]);

/** Whether a price counts on this deposit: then it stays what it is until that is settled. */
export const isOffset = async (tx: Tx, depositId: string): Promise<boolean> =>
  (await maybeRow(tx, `select 1 from payment where deposit_id = $1 and state <> 'cancelled' limit 1`, [depositId])) !==
  null;

/** Whether anything was paid for what was sold in this auction. */
export const isAnythingPaid = async (tx: Tx, auctionId: string): Promise<boolean> =>
  (await maybeRow(
    tx,
    `select 1 from payment p join contract c on c.id = p.contract_id
     join sale_confirmation s on s.id = c.sale_confirmation_id
     where s.auction_id = $1 and p.state in ('received', 'settled') limit 1`,
    [auctionId],
  )) !== null;

/** Everything about a contract's money waits here for its turn: always before a payment is locked. */
export async function lockContractOf(tx: Tx, paymentId: string): Promise<void> {
  const sql = 'select c.id from contract c where c.id = (select contract_id from payment where id = $1) for update';
  await rows(tx, sql, [paymentId]);
}

export const lockContract = (tx: Tx, contractId: string): Promise<{ state: string } | null> =>
  maybeRow(tx, 'select state from contract where id = $1 for update', [contractId]);

export const nextPosition = async (tx: Tx, contractId: string): Promise<number> =>
  (
    await row<{ next: number }>(
      tx,
      'select coalesce(max(position), 0) + 1 as next from payment where contract_id = $1',
      [contractId],
    )
  ).next;

/** Whether the certificate still waits for another payment. */
export const isFirstOpen = async (tx: Tx, contractId: string): Promise<boolean> =>
  (await maybeRow(tx, `select 1 from payment where contract_id = $1 and is_first and state <> 'settled' limit 1`, [
    contractId,
  ])) !== null;

/** After the first of them, the others fall due, each on its day; one that hangs on a milestone waits for it. */
export async function makeDue(tx: Tx, contractId: string): Promise<void> {
  await rows(
    tx,
    `update payment set state = 'due' where contract_id = $1 and state = 'scheduled'
       and (milestone is null or milestone_reached_on is not null)`,
    [contractId],
  );
}

export async function setMilestoneReached(
  tx: Tx,
  id: string,
  reached: { on: string; dueOn: string | null; state: 'scheduled' | 'due' },
): Promise<void> {
  await rows(tx, 'update payment set milestone_reached_on = $2, due_on = $3, state = $4 where id = $1', [
    id,
    reached.on,
    reached.dueOn,
    reached.state,
  ]);
}

/** What was really paid of a contract before. */
export const performedOf = async (tx: Tx, contractId: string): Promise<Fen> =>
  (
    await row<{ sum: number }>(
      tx,
      'select coalesce(sum(amount_minor), 0)::bigint as sum from performed_amount where contract_id = $1',
      [contractId],
    )
  ).sum;

export const contractAmounts = (
  tx: Tx,
  contractId: string,
): Promise<{ contractAmountMinor: Fen; technicalAmountMinor: Fen }> =>
  row(
    tx,
    `select contract_amount_minor as "contractAmountMinor", technical_amount_minor as "technicalAmountMinor"
     from contract where id = $1`,
    [contractId],
  );

export async function insertPerformed(
  tx: Tx,
  of: {
    contractId: string;
    paymentId: string;
    returnedPayoutId: string | null;
    amountMinor: Fen;
    technicalMinor: Fen;
  },
): Promise<void> {
  await rows(
    tx,
    `insert into performed_amount (id, contract_id, payment_id, returned_payout_id, amount_minor, technical_minor)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [newId(), of.contractId, of.paymentId, of.returnedPayoutId, of.amountMinor, of.technicalMinor],
  );
}

/** What an organisation owes and has not paid, the longest due first. */
export interface OwedRow {
  paymentId: string;
  contractId: string;
  contractNumber: string;
  title: string;
  kind: PaymentKind;
  position: number;
  amountMinor: Fen;
  currency: string;
  reference: string;
  /** `scheduled`: nothing can be paid for it yet. */
  state: 'due' | 'scheduled';
  dueOn: string | null;
  milestone: string | null;
  isOverdue: boolean;
  createdAt: Date;
}

export const listOwed = (tx: Tx, organisationId: string, today: string, limit: number): Promise<OwedRow[]> =>
  rows<OwedRow>(
    tx,
    `select p.id as "paymentId", c.id as "contractId", c.number as "contractNumber", c.title, p.kind, p.position,
       p.amount_minor as "amountMinor", p.currency, p.reference, p.state, to_char(p.due_on, 'YYYY-MM-DD') as "dueOn",
       p.milestone, coalesce(p.state = 'due' and p.due_on < $2::date, false) as "isOverdue", p.created_at as "createdAt"
     from payment p join contract c on c.id = p.contract_id
     where p.payer_id = $1 and p.state in ('due', 'scheduled') and p.amount_minor > 0
     order by p.due_on nulls last, p.created_at, p.id limit $3`,
    [organisationId, today, limit],
  );

/** The two parties and the exchange see a payment; what the seller pays for itself, the buyer does not. */
export const listPayments = (tx: Tx, filter: MoneyFilter & { contractId?: string }): Promise<PaymentRow[]> =>
  rows<PaymentRow>(
    tx,
    `${PAYMENT} where ($1::uuid is null or $1 in (p.payer_id, p.exchange_id, c.transferor_id))
       and (p.kind <> 'seller_fee' or $1::uuid is null or $1 in (p.payer_id, p.exchange_id))
       and ($2::text is null or p.state = $2) and ($3::uuid is null or p.contract_id = $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', p.created_at), p.id) < ($4, $5::uuid))
     order by date_trunc('milliseconds', p.created_at) desc, p.id desc limit $6`,
    [
      filter.organisationId,
      filter.state ?? null,
      filter.contractId ?? null,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
    ],
  );
