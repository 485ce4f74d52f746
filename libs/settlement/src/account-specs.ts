import type { AccountSpec } from '@jishi/ledger';
import {
  bankAccount,
  buyerFeeAccount,
  depositAccount,
  payableAccount,
  saleAccount,
  sellerFeeAccount,
  suspenseAccount,
} from './domain/accounts';

/** The chart of accounts: what each account is, opened on first use. */
export const bankSpec = (exchangeId: string): AccountSpec => ({
  code: bankAccount(exchangeId),
  kind: 'asset',
  purpose: 'bank',
  exchangeId,
});

/** Money that has arrived and belongs to somebody we have not yet established. */
export const suspenseSpec = (exchangeId: string): AccountSpec => ({
  code: suspenseAccount(exchangeId),
  kind: 'liability',
  purpose: 'suspense',
  exchangeId,
});

export const depositSpec = (deposit: { id: string; organisationId: string; exchangeId: string }): AccountSpec => ({
  code: depositAccount(deposit.id),
  kind: 'liability',
  purpose: 'deposit',
  ownerId: deposit.organisationId,
  exchangeId: deposit.exchangeId,
});

/** The buyer's money for one contract, until settlement distributes it. */
export const saleSpec = (payment: { contractId: string; payerId: string; exchangeId: string }): AccountSpec => ({
  code: saleAccount(payment.contractId),
  kind: 'liability',
  purpose: 'sale',
  ownerId: payment.payerId,
  exchangeId: payment.exchangeId,
});

/** What the exchange owes the seller, until the provider confirms that it was paid. */
export const payableSpec = (contract: { contractId: string; sellerId: string; exchangeId: string }): AccountSpec => ({
  code: payableAccount(contract.contractId),
  kind: 'liability',
  purpose: 'payable',
  ownerId: contract.sellerId,
  exchangeId: contract.exchangeId,
});

export const feeSpecs = (exchangeId: string): AccountSpec[] => [
  { code: buyerFeeAccount(exchangeId), kind: 'income', purpose: 'buyer_fee', exchangeId },
  { code: sellerFeeAccount(exchangeId), kind: 'income', purpose: 'seller_fee', exchangeId },
];
