import './messages';

export { CertificateService, type CheckedCertificate } from './certificate.service';
export { contractsConsumers } from './contracts.consumers';
export { ContractsModule } from './contracts.module';
export type { AcceptanceRow, ContractRow } from './contracts.repository';
export { type ContractDetail, type ContractFilter, ContractsService, type PayeeDraft } from './contracts.service';
export { chinaYear } from './domain/china-time';
export type { ContractState } from './domain/acceptance';
export { checkPayees, checkPayment, highestRate, MOST_INSTALMENTS, type PaymentContext } from './domain/check-payment';
export {
  comesTo,
  type DueRule,
  instalmentAmounts,
  type InstalmentRow,
  partOf,
  type Payee,
  PAYMENT_KINDS,
  type PaymentKind,
  type PaymentTerms,
  PERIODS_A_YEAR,
  paysPrice,
  type Ppm,
  ROYALTY_BASES,
  type RoyaltyBase,
  royaltyOf,
  type RoyaltyRate,
  type RoyaltyTerms,
  splitAmong,
  WHOLE_PPM,
} from './domain/payment-terms';
export { type GivenPayment, readPayment } from './domain/read-payment';
export type { ContractTerms, ContractType } from './domain/terms';
