import { conflict, forbidden } from '@jishi/kernel';
import type { Party } from './terms';

export type ContractState = 'drafted' | 'signed' | 'settled' | 'void';

export interface AcceptableContract {
  state: ContractState;
  transferorId: string;
  transfereeId: string;
  currentVersion: number;
  contentHash: string;
}

export interface AcceptanceOffer {
  organisationId: string;
  version: number;
  contentHash: string;
}

/** Errors: `contract.not_a_party`. */
export function partyOf(
  contract: Pick<AcceptableContract, 'transferorId' | 'transfereeId'>,
  organisationId: string,
): Party {
  if (organisationId === contract.transferorId) return 'transferor';
  if (organisationId === contract.transfereeId) return 'transferee';
  throw forbidden('contract.not_a_party');
}

/** An acceptance must name the very text that is current. Errors: `contract.not_open`, `contract.other_version`. */
export function checkAcceptance(contract: AcceptableContract, offer: AcceptanceOffer): Party {
  const party = partyOf(contract, offer.organisationId);
  if (contract.state !== 'drafted') throw conflict('contract.not_open', { state: contract.state });
  if (offer.version !== contract.currentVersion || offer.contentHash !== contract.contentHash)
    throw conflict('contract.other_version', { version: contract.currentVersion });
  return party;
}

export const isSigned = (accepted: readonly Party[]): boolean =>
  accepted.includes('transferor') && accepted.includes('transferee');
