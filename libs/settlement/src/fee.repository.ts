import type { Fen } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { FeeLine, FeeTable } from '@jishi/pricing';
import type { FeeSide } from './domain/fee-reduction';
import type { MoneyFilter } from './money-scope';

/** What the fees of a sale are computed from, and whose they are. */
export interface FeeBasis {
  contractId: string;
  contractNumber: string;
  title: string;
  exchangeId: string;
  transferorId: string;
  transfereeId: string;
  listingId: string;
  auctionId: string | null;
  listingPriceMinor: Fen;
  dealPriceMinor: Fen;
  profileCode: string;
  profileVersion: number;
  table: FeeTable;
}

export const findFeeBasis = (tx: Tx, contractId: string): Promise<FeeBasis | null> =>
  maybeRow<FeeBasis>(
    tx,
    `select c.id as "contractId", c.number as "contractNumber", c.title, c.exchange_id as "exchangeId",
       c.transferor_id as "transferorId", c.transferee_id as "transfereeId", c.listing_id as "listingId",
       s.auction_id as "auctionId", l.price_minor as "listingPriceMinor", c.contract_amount_minor as "dealPriceMinor",
       r.code as "profileCode", r.version as "profileVersion", r.body->'fees' as table
     from contract c join sale_confirmation s on s.id = c.sale_confirmation_id join listing l on l.id = c.listing_id
     join rule_profile r on r.code = l.profile_code and r.version = l.profile_version where c.id = $1`,
    [contractId],
  );

/** A fee as it was computed, line by line. */
export interface SaleFeeRow {
  side: FeeSide;
  profileCode: string;
  profileVersion: number;
  listingPriceMinor: Fen;
  dealPriceMinor: Fen;
  competitive: boolean;
  amountMinor: Fen;
  lines: FeeLine[];
}

export async function insertSaleFee(tx: Tx, contractId: string, fee: SaleFeeRow): Promise<void> {
  await rows(
    tx,
    `insert into sale_fee (contract_id, side, profile_code, profile_version, listing_price_minor, deal_price_minor,
       competitive, amount_minor, lines) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      contractId,
      fee.side,
      fee.profileCode,
      fee.profileVersion,
      fee.listingPriceMinor,
      fee.dealPriceMinor,
      fee.competitive,
      fee.amountMinor,
      JSON.stringify(fee.lines),
    ],
  );
}

export const listSaleFees = (tx: Tx, contractId: string): Promise<SaleFeeRow[]> =>
  rows<SaleFeeRow>(
    tx,
    `select side, profile_code as "profileCode", profile_version as "profileVersion",
       listing_price_minor as "listingPriceMinor", deal_price_minor as "dealPriceMinor", competitive,
       amount_minor as "amountMinor", lines
     from sale_fee where contract_id = $1 order by side`,
    [contractId],
  );

export interface FeeDecisionRow {
  id: string;
  contractId: string;
  contractNumber: string;
  title: string;
  exchangeId: string;
  side: FeeSide;
  payerName: string;
  computedMinor: Fen;
  amountMinor: Fen;
  reason: string;
  state: 'proposed' | 'confirmed' | 'rejected';
  proposedBy: string;
  proposedByName: string;
  decidedByName: string | null;
  decidedAt: Date | null;
  answer: string | null;
  createdAt: Date;
}

const DECISION = `select d.id, d.contract_id as "contractId", c.number as "contractNumber", c.title,
    d.exchange_id as "exchangeId", d.side, o.name as "payerName", d.computed_minor as "computedMinor",
    d.amount_minor as "amountMinor", d.reason, d.state, d.proposed_by as "proposedBy", p.name as "proposedByName",
    u.name as "decidedByName", d.decided_at as "decidedAt", d.answer, d.created_at as "createdAt"
  from fee_decision d join contract c on c.id = d.contract_id
  join organisation o on o.id = case d.side when 'buyer' then c.transferee_id else c.transferor_id end
  join user_account p on p.id = d.proposed_by left join user_account u on u.id = d.decided_by`;

export const findDecision = (tx: Tx, id: string): Promise<FeeDecisionRow | null> =>
  maybeRow<FeeDecisionRow>(tx, `${DECISION} where d.id = $1`, [id]);

/** All of a contract, the newest first. */
export const decisionsOf = (tx: Tx, contractId: string): Promise<FeeDecisionRow[]> =>
  rows<FeeDecisionRow>(tx, `${DECISION} where d.contract_id = $1 order by d.created_at desc, d.id desc`, [contractId]);

export const listDecisions = (tx: Tx, filter: MoneyFilter): Promise<FeeDecisionRow[]> =>
  rows<FeeDecisionRow>(
    tx,
    `${DECISION} where ($1::uuid is null or d.exchange_id = $1) and ($2::text is null or d.state = $2)
       and ($3::timestamptz is null or (date_trunc('milliseconds', d.created_at), d.id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', d.created_at) desc, d.id desc limit $5`,
    [filter.organisationId, filter.state ?? null, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );

/** False while another one of this side waits to be decided. */
export async function insertDecision(
  tx: Tx,
  decision: {
    id: string;
    contractId: string;
    exchangeId: string;
    side: FeeSide;
    computedMinor: Fen;
    amountMinor: Fen;
    reason: string;
    proposedBy: string;
  },
): Promise<boolean> {
  const inserted = await rows(
    tx,
    `insert into fee_decision (id, contract_id, exchange_id, side, computed_minor, amount_minor, reason, proposed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (contract_id, side) where state = 'proposed' do nothing
     returning id`,
    [
      decision.id,
      decision.contractId,
      decision.exchangeId,
      decision.side,
      decision.computedMinor,
      decision.amountMinor,
      decision.reason,
      decision.proposedBy,
    ],
  );
  return inserted.length === 1;
}

export async function setDecided(
  tx: Tx,
  id: string,
  decided: { state: 'confirmed' | 'rejected'; userId: string; answer: string | null },
): Promise<void> {
  await rows(
    tx,
    `update fee_decision set state = $2, decided_by = $3, decided_at = clock_timestamp(), answer = $4 where id = $1`,
    [id, decided.state, decided.userId, decided.answer],
  );
}

/** What the agreed decisions of a contract make of its fees, the latest of each side. */
export const agreedFees = (tx: Tx, contractId: string): Promise<{ side: FeeSide; amountMinor: Fen }[]> =>
  rows(
    tx,
    `select distinct on (side) side, amount_minor as "amountMinor" from fee_decision
     where contract_id = $1 and state = 'confirmed' order by side, decided_at desc`,
    [contractId],
  );

export interface ChargedPayment {
  id: string;
  kind: string;
  state: string;
  priceMinor: Fen;
  buyerFeeMinor: Fen;
  sellerFeeMinor: Fen;
  depositOffsetMinor: Fen;
  depositProvider: string | null;
}

const CHARGED = `select p.id, p.kind, p.state, p.price_minor as "priceMinor", p.buyer_fee_minor as "buyerFeeMinor",
    p.seller_fee_minor as "sellerFeeMinor", p.deposit_offset_minor as "depositOffsetMinor",
    (select d.provider from deposit d where d.id = p.deposit_id) as "depositProvider"
  from payment p where p.contract_id = $1 and p.state <> 'cancelled' order by p.created_at, p.id`;

/** The payments of a contract, one or many, in their order. */
export const listPayments = (tx: Tx, contractId: string): Promise<ChargedPayment[]> =>
  rows<ChargedPayment>(tx, CHARGED, [contractId]);

export const lockPayments = (tx: Tx, contractId: string): Promise<ChargedPayment[]> =>
  rows<ChargedPayment>(tx, `${CHARGED} for update of p`, [contractId]);

/** Somebody stands on a provider's page with this sum, or money of this sum has come to the bank and is being matched to it. */
export const isBeingPaid = async (tx: Tx, paymentId: string): Promise<boolean> =>
  (await maybeRow(
    tx,
    `select 1 from provider_movement m where m.subject_kind = 'payment' and m.subject_id = $1
       and (m.stage = 'authorised' or m.stage = 'begun' and m.pay_until > clock_timestamp())
     union all select 1 from bank_line b where b.proposed_payment_id = $1 and b.state in ('proposed', 'matched') limit 1`,
    [paymentId],
  )) !== null;

export async function setAmounts(
  tx: Tx,
  id: string,
  amounts: { amountMinor: Fen; buyerFeeMinor: Fen; sellerFeeMinor: Fen; depositOffsetMinor: Fen },
): Promise<void> {
  await rows(
    tx,
    `update payment set amount_minor = $2, buyer_fee_minor = $3, seller_fee_minor = $4, deposit_offset_minor = $5
     where id = $1`,
    [id, amounts.amountMinor, amounts.buyerFeeMinor, amounts.sellerFeeMinor, amounts.depositOffsetMinor],
  );
}

/**
 * Whoever changes what a contract's payments ask for waits for whoever opens, pays or settles them; in the order in which a
 * settlement locks, first the contract, then its payments.
 */
export async function lockSale(tx: Tx, contractId: string): Promise<void> {
  await rows(tx, 'select id from contract where id = $1 for update', [contractId]);
  await lockPayments(tx, contractId);
}
