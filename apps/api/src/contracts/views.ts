import type { ContractDetail, ContractRow } from '@jishi/contracts';
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

export function contractDetailView(contract: ContractDetail): ContractDetailResponse {
  const { terms, acceptances, ...row } = contract;
  return {
    ...contractView(row),
    terms,
    acceptances: acceptances.map((entry) => ({ ...entry, acceptedAt: entry.acceptedAt.toISOString() })),
  };
}
