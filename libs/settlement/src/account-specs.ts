import type { AccountSpec } from '@jishi/ledger';
import {
  authorisedAccount,
  bankAccount,
  buyerFeeAccount,
  chargebackAccount,
  depositAccount,
  forfeitAccount,
  forfeitIncomeAccount,
  forfeitShareAccount,
  holdAccount,
  moneyAccount,
  payableAccount,
  providerDebtAccount,
  sellerFeeAccount,
  suspenseAccount,
  waitingAccount,
} from './domain/accounts';

/** The chart of accounts: what each account is, opened on first use. */
export const bankSpec = (exchangeId: string): AccountSpec => ({
  code: bankAccount(exchangeId),
  kind: 'asset',
  purpose: 'bank',
  exchangeId,
});

/** Where a provider keeps the exchange's money: its bank account, or the provider's own. */
export const moneySpec = (provider: string, exchangeId: string): AccountSpec => {
  const code = moneyAccount(provider, exchangeId);
  return code === bankAccount(exchangeId)
    ? bankSpec(exchangeId)
    : { code, kind: 'asset', purpose: 'provider', exchangeId };
};

/** The two sides of a promise to pay. */
export const holdSpecs = (movementId: string, owner: { organisationId: string; exchangeId: string }): AccountSpec[] => [
  { code: authorisedAccount(owner.exchangeId), kind: 'asset', purpose: 'authorised', exchangeId: owner.exchangeId },
  {
    code: holdAccount(movementId),
    kind: 'liability',
    purpose: 'hold',
    ownerId: owner.organisationId,
    exchangeId: owner.exchangeId,
  },
];

export const providerDebtSpec = (provider: string, exchangeId: string): AccountSpec => ({
  code: providerDebtAccount(provider, exchangeId),
  kind: 'liability',
  purpose: 'provider_debt',
  exchangeId,
});

export const chargebackSpec = (exchangeId: string): AccountSpec => ({
  code: chargebackAccount(exchangeId),
  kind: 'asset',
  purpose: 'chargeback',
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

/** A deposit its bidder lost: whose it will be is settled by the waterfall. */
export const forfeitSpec = (deposit: { id: string; exchangeId: string }): AccountSpec => ({
  code: forfeitAccount(deposit.id),
  kind: 'liability',
  purpose: 'forfeit',
  exchangeId: deposit.exchangeId,
});

/** What the waterfall owes seller and bidder, and what it leaves the exchange. */
export const forfeitShareSpecs = (of: {
  depositId: string;
  exchangeId: string;
  sellerId: string;
  bidderId: string;
}): AccountSpec[] => [
  { code: forfeitIncomeAccount(of.exchangeId), kind: 'income', purpose: 'forfeit_income', exchangeId: of.exchangeId },
  {
    code: forfeitShareAccount(of.depositId, 'seller'),
    kind: 'liability',
    purpose: 'forfeit_share',
    ownerId: of.sellerId,
    exchangeId: of.exchangeId,
  },
  {
    code: forfeitShareAccount(of.depositId, 'bidder'),
    kind: 'liability',
    purpose: 'forfeit_share',
    ownerId: of.bidderId,
    exchangeId: of.exchangeId,
  },
];

/** The buyer's money for one contract, until settlement distributes it. */
export const saleSpec = (payment: {
  contractId: string;
  kind: string;
  payerId: string;
  exchangeId: string;
}): AccountSpec => ({
  code: waitingAccount(payment),
  kind: 'liability',
  purpose: 'sale',
  ownerId: payment.payerId,
  exchangeId: payment.exchangeId,
});

/** What the exchange owes a payee of the seller's side, until the provider confirms that it was paid. */
export const payableSpec = (
  contract: { contractId: string; sellerId: string; exchangeId: string },
  position = 1,
): AccountSpec => ({
  code: payableAccount(contract.contractId, position),
  kind: 'liability',
  purpose: 'payable',
  ownerId: contract.sellerId,
  exchangeId: contract.exchangeId,
});

export const feeSpecs = (exchangeId: string): AccountSpec[] => [
  { code: buyerFeeAccount(exchangeId), kind: 'income', purpose: 'buyer_fee', exchangeId },
  { code: sellerFeeAccount(exchangeId), kind: 'income', purpose: 'seller_fee', exchangeId },
];
