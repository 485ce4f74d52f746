import { type Fen } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { MoneyFilter } from './money-scope';
import type { ProviderName } from './provider.port';

/** `sale_return`: of the price, back to the payer, as an objection was ruled. */
export type PayoutKind =
  'sale' | 'deposit_release' | 'suspense_refund' | 'forfeiture' | 'forfeit_return' | 'sale_return';
/** `cancelled`: its money goes back to the payer. */
export type PayoutState = 'due' | 'proposed' | 'sent' | 'confirmed' | 'failed' | 'cancelled';

export interface PayoutRow {
  id: string;
  kind: PayoutKind;
  exchangeId: string;
  payeeId: string | null;
  payeeName: string;
  payeeAccount: string | null;
  contractId: string | null;
  contractNumber: string | null;
  depositId: string | null;
  bankLineId: string | null;
  sourceAccount: string;
  amountMinor: Fen;
  currency: string;
  provider: ProviderName;
  state: PayoutState;
  proposedBy: string | null;
  confirmedBy: string | null;
  bankSerial: string | null;
  /** Where the money came from, as the bank's line says; what goes back goes there and nowhere else. */
  originAccount: string | null;
  /** The paper that shows it where the bank does not say. */
  evidenceId: string | null;
  /** What gives the money back; null when it came through the bank. */
  movementId: string | null;
  /** Why the provider would not. */
  failure: string | null;
  /** By when the rules want it to have left; null where they do not say. */
  dueAt: Date | null;
  /** Of the seller's money: which payment brought it, and which payee of the contract it is for. */
  paymentId: string | null;
  payeePosition: number;
  /** The objection that holds it. */
  frozenBy: string | null;
  confirmedAt: Date | null;
  createdAt: Date;
}

const PAYOUT = `select p.id, p.kind, p.exchange_id as "exchangeId", p.payee_id as "payeeId", p.payee_name as "payeeName",
    p.payee_account as "payeeAccount", p.contract_id as "contractId", c.number as "contractNumber",
    p.deposit_id as "depositId", p.bank_line_id as "bankLineId", p.source_account as "sourceAccount",
    p.amount_minor as "amountMinor", p.currency, p.provider, p.state, p.proposed_by as "proposedBy",
    p.confirmed_by as "confirmedBy", p.bank_serial as "bankSerial",
    p.origin_account as "originAccount", p.evidence_id as "evidenceId", p.movement_id as "movementId", p.failure, p.due_at as "dueAt",
    p.payment_id as "paymentId", p.payee_position as "payeePosition", p.frozen_by as "frozenBy", p.confirmed_at as "confirmedAt",
    p.created_at as "createdAt"
  from payout p left join contract c on c.id = p.contract_id`;

export interface PayoutDraft {
  kind: PayoutKind;
  exchangeId: string;
  payeeId: string | null;
  payeeName: string;
  payeeAccount?: string | null;
  contractId?: string;
  depositId?: string;
  bankLineId?: string;
  movementId?: string;
  originAccount?: string | null;
  paymentId?: string;
  payeePosition?: number;
  /** The payout in whose place this one goes back. */
  returnsId?: string;
  sourceAccount: string;
  amountMinor: Fen;
  provider: ProviderName;
  dueAt?: Date;
}

export async function insertPayout(tx: Tx, id: string, draft: PayoutDraft): Promise<void> {
  await rows(
    tx,
    `insert into payout (id, kind, exchange_id, payee_id, payee_name, payee_account, contract_id, deposit_id,
       bank_line_id, source_account, amount_minor, provider, movement_id, origin_account, due_at, payment_id,
       payee_position, returns_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      id,
      draft.kind,
      draft.exchangeId,
      draft.payeeId,
      draft.payeeName,
      draft.payeeAccount ?? null,
      draft.contractId ?? null,
      draft.depositId ?? null,
      draft.bankLineId ?? null,
      draft.sourceAccount,
      draft.amountMinor,
      draft.provider,
      draft.movementId ?? null,
      draft.originAccount ?? null,
      draft.dueAt ?? null,
      draft.paymentId ?? null,
      draft.payeePosition ?? 1,
      draft.returnsId ?? null,
    ],
  );
}

export const findPayout = (tx: Tx, id: string): Promise<PayoutRow | null> =>
  maybeRow<PayoutRow>(tx, `${PAYOUT} where p.id = $1`, [id]);

export const hasPayout = async (tx: Tx, kind: PayoutKind, depositId: string): Promise<boolean> =>
  (await maybeRow(tx, 'select id from payout where kind = $1 and deposit_id = $2', [kind, depositId])) !== null;

export const hasPayoutOf = async (tx: Tx, movementId: string): Promise<boolean> =>
  (await maybeRow(tx, 'select id from payout where movement_id = $1', [movementId])) !== null;

export async function lockPayout(tx: Tx, id: string): Promise<PayoutRow | null> {
  await rows(tx, 'select id from payout where id = $1 for update', [id]);
  return findPayout(tx, id);
}

/** The account a deposit came from: money goes back only there. Null when its parts came from several, or the bank did not say. */
export const depositSourceAccount = async (tx: Tx, depositId: string): Promise<string | null> => {
  const found = await rows<{ account: string }>(
    tx,
    `select distinct counterparty_account as account from bank_line
     where proposed_deposit_id = $1 and state = 'confirmed'`,
    [depositId],
  );
  return found.length === 1 ? found[0]!.account || null : null;
};

/** The account a payment came from: what goes back of it goes only there. Null as for a deposit. */
export const paymentSourceAccount = async (tx: Tx, paymentId: string): Promise<string | null> => {
  const found = await rows<{ account: string }>(
    tx,
    `select distinct counterparty_account as account from bank_line
     where proposed_payment_id = $1 and state = 'confirmed'`,
    [paymentId],
  );
  return found.length === 1 ? found[0]!.account || null : null;
};

export const findProviderReference = async (tx: Tx, payoutId: string): Promise<string | null> =>
  (
    await maybeRow<{ reference: string }>(
      tx,
      `select response->>'providerReference' as reference from provider_command
       where operation = 'payout' and subject_id = $1 and state = 'done' order by part limit 1`,
      [payoutId],
    )
  )?.reference ?? null;

export async function setProposed(
  tx: Tx,
  id: string,
  userId: string,
  to: { payeeAccount: string; evidenceId: string | null },
): Promise<void> {
  await rows(
    tx,
    `update payout set state = 'proposed', payee_account = $3, proposed_by = $2, proposed_at = clock_timestamp(),
       confirmed_by = null, failure = null, evidence_id = $4
     where id = $1`,
    [id, userId, to.payeeAccount, to.evidenceId],
  );
}

/** What was typed goes with the proposal, and so does the paper that was to show it. */
export async function setDueAgain(tx: Tx, id: string): Promise<void> {
  await rows(
    tx,
    `update payout set state = 'due', failure = null, payee_account = origin_account, evidence_id = null,
       proposed_by = null, proposed_at = null, confirmed_by = null
     where id = $1`,
    [id],
  );
}

/** The bank's payment of this serial has ended another payout already. */
export async function isSerialUsed(tx: Tx, exchangeId: string, serial: string): Promise<boolean> {
  const sql = 'select 1 from payout where exchange_id = $1 and bank_serial = $2';
  return (await maybeRow(tx, sql, [exchangeId, serial])) !== null;
}

/** The checker agreed, or the provider was asked: it is on its way. */
export async function setSent(tx: Tx, id: string, confirmedBy: string | null): Promise<void> {
  await rows(
    tx,
    `update payout set state = 'sent', failure = null, confirmed_by = coalesce($2, confirmed_by) where id = $1`,
    [id, confirmedBy],
  );
}

export async function setFailed(tx: Tx, id: string, failure: string): Promise<void> {
  await rows(tx, `update payout set state = 'failed', failure = $2 where id = $1`, [id, failure]);
}

/** Those that give this movement's money back and have not ended. */
export const openPayoutsOf = (tx: Tx, movementId: string): Promise<PayoutRow[]> =>
  rows<PayoutRow>(tx, `${PAYOUT} where p.movement_id = $1 and p.state in ('due', 'sent', 'failed') order by p.id`, [
    movementId,
  ]);

export async function setConfirmed(
  tx: Tx,
  id: string,
  confirmed: { userId: string | null; serial: string },
): Promise<void> {
  await rows(
    tx,
    `update payout set state = 'confirmed', confirmed_by = coalesce($2, confirmed_by), bank_serial = $3, failure = null,
       confirmed_at = clock_timestamp()
     where id = $1`,
    [id, confirmed.userId, confirmed.serial],
  );
}

export async function markReleased(tx: Tx, depositId: string): Promise<boolean> {
  const changed = await rows(
    tx,
    `update deposit set state = 'released', ended_at = clock_timestamp() where id = $1 and state = 'release_pending'
     returning id`,
    [depositId],
  );
  return changed.length === 1;
}

/** The seller's money of a contract, in the order in which it came and is shared. */
export const payoutsOfContract = (tx: Tx, contractId: string): Promise<PayoutRow[]> =>
  rows<PayoutRow>(
    tx,
    `${PAYOUT} where p.contract_id = $1 and p.kind in ('sale', 'sale_return') order by p.created_at, p.payee_position, p.id`,
    [contractId],
  );

/** Those of them that an objection can still hold, locked. */
export async function lockFreezable(tx: Tx, contractId: string): Promise<PayoutRow[]> {
  const states = `contract_id = $1 and kind = 'sale' and state in ('due', 'proposed', 'failed')`;
  await rows(tx, `select id from payout where ${states} order by id for update`, [contractId]);
  return rows<PayoutRow>(
    tx,
    `${PAYOUT} where p.contract_id = $1 and p.kind = 'sale' and p.state in ('due', 'proposed', 'failed')
     order by p.created_at, p.payee_position, p.id`,
    [contractId],
  );
}

/** Held from now on; what was proposed for it is proposed anew, should it be let go. */
export async function setFrozen(tx: Tx, id: string, objectionId: string): Promise<void> {
  await rows(
    tx,
    `update payout set frozen_by = $2, state = case state when 'proposed' then 'due' else state end,
       proposed_by = case state when 'proposed' then null else proposed_by end,
       proposed_at = case state when 'proposed' then null else proposed_at end,
       payee_account = case state when 'proposed' then null else payee_account end
     where id = $1`,
    [id, objectionId],
  );
}

export const lockFrozen = (tx: Tx, objectionId: string): Promise<PayoutRow[]> =>
  rows<PayoutRow>(tx, `${PAYOUT} where p.frozen_by = $1 and p.state <> 'cancelled' order by p.id for update of p`, [
    objectionId,
  ]);

export async function setThawed(tx: Tx, id: string): Promise<void> {
  await rows(tx, 'update payout set frozen_by = null where id = $1', [id]);
}

export async function setPayoutCancelled(tx: Tx, id: string): Promise<void> {
  await rows(tx, `update payout set state = 'cancelled', failure = null where id = $1`, [id]);
}

/** Of the same payment through the same provider, what payees before this one are paid: they draw on its charges first. */
export const takenBefore = async (tx: Tx, payout: PayoutRow): Promise<Fen> =>
  (
    await row<{ sum: number }>(
      tx,
      `select coalesce(sum(amount_minor), 0)::bigint as sum from payout
       where kind = 'sale' and payment_id = $1 and provider = $2 and payee_position < $3`,
      [payout.paymentId, payout.provider, payout.payeePosition],
    )
  ).sum;

export const listPayouts = (tx: Tx, filter: MoneyFilter): Promise<PayoutRow[]> =>
  rows<PayoutRow>(
    tx,
    `${PAYOUT} where ($1::uuid is null or $1 in (p.payee_id, p.exchange_id)) and ($2::text is null or p.state = $2)
       and ($3::timestamptz is null or (date_trunc('milliseconds', p.created_at), p.id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', p.created_at) desc, p.id desc limit $5`,
    [filter.organisationId, filter.state ?? null, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );
