import { type Fen } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { FeeTable } from '@jishi/pricing';
import type { MoneyFilter } from './money-scope';
import type { ProviderName } from './provider.port';

/** `cancelled`: the winner defaulted before paying. */
export type PaymentState = 'due' | 'received' | 'settled' | 'cancelled';

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
  fees: FeeTable;
}

const PAYMENT = `select p.id, p.contract_id as "contractId", c.number as "contractNumber", c.title,
    p.exchange_id as "exchangeId", x.name as "exchangeName", p.payer_id as "payerId", o.name as "payerName",
    c.transferor_id as "sellerId", s.name as "sellerName", p.amount_minor as "amountMinor",
    p.price_minor as "priceMinor", p.buyer_fee_minor as "buyerFeeMinor", p.seller_fee_minor as "sellerFeeMinor",
    p.deposit_id as "depositId", p.deposit_offset_minor as "depositOffsetMinor", p.currency, p.reference, p.provider,
    p.state, p.received_at as "receivedAt", p.settled_at as "settledAt", p.created_at as "createdAt"
  from payment p join contract c on c.id = p.contract_id join organisation o on o.id = p.payer_id
  join organisation s on s.id = c.transferor_id join organisation x on x.id = p.exchange_id`;

export const findBasis = (tx: Tx, contractId: string): Promise<PaymentBasis | null> =>
  maybeRow<PaymentBasis>(
    tx,
    `select c.id as "contractId", c.exchange_id as "exchangeId", c.transferee_id as "payerId",
       c.contract_amount_minor as "dealPriceMinor", l.price_minor as "listingPriceMinor", s.auction_id as "auctionId",
       c.state as "contractState", r.body->'fees' as fees
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

/** False when the contract has its payment already. */
export async function insertPayment(tx: Tx, draft: PaymentDraft): Promise<boolean> {
  const inserted = await rows(
    tx,
    `insert into payment (id, contract_id, exchange_id, payer_id, amount_minor, price_minor, buyer_fee_minor,
       seller_fee_minor, deposit_id, deposit_offset_minor, reference)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (contract_id) do nothing returning id`,
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

/** Locks the payment of a contract; null while there is none. */
export const lockPaymentOf = (tx: Tx, contractId: string): Promise<{ id: string; state: PaymentState } | null> =>
  maybeRow(tx, 'select id, state from payment where contract_id = $1 for update', [contractId]);

export const findPaymentOfAuction = (tx: Tx, auctionId: string): Promise<{ state: PaymentState } | null> =>
  maybeRow(
    tx,
    `select p.state from payment p join contract c on c.id = p.contract_id
     join sale_confirmation s on s.id = c.sale_confirmation_id where s.auction_id = $1
     order by p.created_at desc limit 1`,
    [auctionId],
  );

/** The two parties and the exchange see a payment. */
export const listPayments = (tx: Tx, filter: MoneyFilter & { contractId?: string }): Promise<PaymentRow[]> =>
  rows<PaymentRow>(
    tx,
    `${PAYMENT} where ($1::uuid is null or $1 in (p.payer_id, p.exchange_id, c.transferor_id))
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
