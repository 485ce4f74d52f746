/** Account codes of the money path; the ledger knows them only as names. */
export const bankAccount = (exchangeId: string): string => `bank:${exchangeId}`;
export const suspenseAccount = (exchangeId: string): string => `suspense:${exchangeId}`;
/** What lies with a provider of payments for an exchange. */
export const providerAccount = (provider: string, exchangeId: string): string => `provider:${provider}:${exchangeId}`;
/** What a provider took when nothing of the exchange's lay there any more: refunded, and charged back on top. */
export const providerDebtAccount = (provider: string, exchangeId: string): string =>
  `provider_debt:${provider}:${exchangeId}`;
/** Memo accounts of promises: an authorisation is no money, and never mixes with what was received. */
export const authorisedAccount = (exchangeId: string): string => `authorised:${exchangeId}`;
export const holdAccount = (movementId: string): string => `hold:${movementId}`;
/** Taken back by payers' banks after it had been passed on: to be recovered from them. */
export const chargebackAccount = (exchangeId: string): string => `chargeback:${exchangeId}`;
export const depositAccount = (depositId: string): string => `deposit:${depositId}`;
/** A deposit its bidder lost, until it is distributed; then what each is owed of it. */
export const forfeitAccount = (depositId: string): string => `forfeit:${depositId}`;
export const forfeitShareAccount = (depositId: string, to: 'seller' | 'bidder'): string => `forfeit_${to}:${depositId}`;
export const forfeitIncomeAccount = (exchangeId: string): string => `forfeit_income:${exchangeId}`;
export const saleAccount = (contractId: string): string => `sale:${contractId}`;
/** What a seller pays for itself: its fee, where no price is there to take it from. */
export const sellerSaleAccount = (contractId: string): string => `sale:${contractId}:seller`;
/** Of one of the payees; the first one's is the contract's. */
export const payableAccount = (contractId: string, position = 1): string =>
  position === 1 ? `payable:${contractId}` : `payable:${contractId}:${position}`;
/** Where the money of a payment waits until it is settled. */
export const waitingAccount = (payment: { contractId: string; kind: string }): string =>
  payment.kind === 'seller_fee' ? sellerSaleAccount(payment.contractId) : saleAccount(payment.contractId);
export const buyerFeeAccount = (exchangeId: string): string => `fee:buyer:${exchangeId}`;
export const sellerFeeAccount = (exchangeId: string): string => `fee:seller:${exchangeId}`;

/** Providers whose money is on the exchange's own bank account. */
const AT_THE_BANK: readonly string[] = ['offline_bank', 'simulated'];

/** Where money of this provider lies. */
export const moneyAccount = (provider: string, exchangeId: string): string =>
  AT_THE_BANK.includes(provider) ? bankAccount(exchangeId) : providerAccount(provider, exchangeId);
