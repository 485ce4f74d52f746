import type { Actor } from '@jishi/identity';
import {
  type BankLineRow,
  type DepositRow,
  type PaymentRow,
  type PayoutRow,
  subAccountOf,
  type TransitionRow,
  type VolumeRow,
} from '@jishi/settlement';
import type {
  BankLineResponse,
  DepositResponse,
  PaymentResponse,
  PayoutResponse,
  VolumeResponse,
  WholeDepositResponse,
} from './money.dto';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function depositView({ title, ...deposit }: DepositRow): DepositResponse {
  return {
    ...deposit,
    listingTitle: title,
    virtualAccount: subAccountOf(deposit.reference),
    dueAt: iso(deposit.dueAt),
    heldAt: iso(deposit.heldAt),
    endedAt: iso(deposit.endedAt),
    createdAt: deposit.createdAt.toISOString(),
  };
}

export const wholeDepositView = ({
  steps,
  ...deposit
}: DepositRow & { steps: TransitionRow[] }): WholeDepositResponse => ({
  ...depositView(deposit),
  steps: steps.map((step) => ({ ...step, at: step.at.toISOString() })),
});

export function bankLineView(line: BankLineRow): BankLineResponse {
  const { statementId: _, exchangeId: __, counterpartyName, counterpartyAccount, ...shown } = line;
  return {
    ...shown,
    payerName: counterpartyName,
    payerAccount: counterpartyAccount,
    balanceMinor: line.balanceMinor ?? null,
    subAccount: line.subAccount ?? '',
    matchedKind: line.depositId ? 'deposit' : line.paymentId ? 'payment' : null,
    matchedId: line.depositId ?? line.paymentId,
    createdAt: line.createdAt.toISOString(),
  };
}

/** What the other party pays the exchange is that party's business. */
export function paymentView(payment: PaymentRow, actor: Actor): PaymentResponse {
  const {
    title,
    buyerFeeMinor,
    sellerFeeMinor,
    sellerId,
    sellerName: _,
    depositId: __,
    isFirst: ___,
    ...shown
  } = payment;
  return {
    ...shown,
    listingTitle: title,
    virtualAccount: subAccountOf(payment.reference),
    feeMinor: actor.organisationId === sellerId ? null : buyerFeeMinor,
    sellerFeeMinor: actor.organisationId === payment.payerId ? null : sellerFeeMinor,
    receivedAt: iso(payment.receivedAt),
    settledAt: iso(payment.settledAt),
    createdAt: payment.createdAt.toISOString(),
  };
}

export function payoutView(payout: PayoutRow): PayoutResponse {
  const { exchangeId: _, bankLineId: __, sourceAccount: ___, movementId: ____, ...more } = payout;
  const { paymentId: _____, payeePosition: ______, frozenBy, ...shown } = more;
  return {
    ...shown,
    dueAt: iso(payout.dueAt),
    isFrozen: frozenBy !== null && payout.state !== 'cancelled',
    confirmedAt: iso(payout.confirmedAt),
    createdAt: payout.createdAt.toISOString(),
  };
}

export function volumeView({ createdAt, ...volume }: VolumeRow): VolumeResponse {
  return { ...volume, recordedAt: createdAt.toISOString() };
}
