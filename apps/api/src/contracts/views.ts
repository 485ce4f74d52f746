import type { ContractDetail, ContractRow } from '@jishi/contracts';
import { localeOf, messageFor } from '@jishi/platform';
import type { ContractDetailResponse, ContractResponse } from './contracts.dto';

export function contractView(contract: ContractRow): ContractResponse {
  const { saleConfirmationId: _, windowId: __, ...shown } = contract;
  return {
    ...shown,
    concludedAt: contract.concludedAt.toISOString(),
    signedAt: contract.signedAt?.toISOString() ?? null,
    settledAt: contract.settledAt?.toISOString() ?? null,
    createdAt: contract.createdAt.toISOString(),
  };
}

export function contractDetailView(contract: ContractDetail, language: string | undefined): ContractDetailResponse {
  const { terms, acceptances, paymentWarnings, ...row } = contract;
  return {
    ...contractView(row),
    terms,
    paymentWarnings: paymentWarnings.map(({ path, code, params }) => ({
      path,
      code,
      message: messageFor(code, params ?? {}, localeOf(language)),
    })),
    acceptances: acceptances.map((entry) => ({ ...entry, acceptedAt: entry.acceptedAt.toISOString() })),
  };
}
