import './messages';

export { CertificateService, type CheckedCertificate } from './certificate.service';
export { contractsConsumers } from './contracts.consumers';
export { ContractsModule } from './contracts.module';
export type { AcceptanceRow, ContractRow } from './contracts.repository';
export { type ContractDetail, type ContractFilter, ContractsService, type PayeeDraft } from './contracts.service';
export { chinaYear } from './domain/china-time';
export type { ContractState } from './domain/acceptance';
export { type GivenPayment, readPayment } from './domain/read-payment';
export type { ContractTerms, ContractType } from './domain/terms';
