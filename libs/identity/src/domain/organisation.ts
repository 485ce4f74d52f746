import { type FieldError, invalid, isValidUscc } from '@jishi/kernel';
import { checkLogin, checkPassword } from './credentials';
import type { OrganisationKind, Role } from './permissions';

/** Who owns an organisation: the law takes sellers differently by it. */
export const OWNERSHIPS = ['public_institution', 'state_owned', 'private'] as const;
export type Ownership = (typeof OWNERSHIPS)[number];

/** Those who may sell say who owns them. A university is public or private; a company belongs to the state or does not. */
const KIND_OWNERSHIPS: Readonly<Record<OrganisationKind, readonly Ownership[]>> = {
  university: ['public_institution', 'private'],
  company: ['state_owned', 'private'],
  exchange: [],
  window: [],
  broker: [],
  regulator: [],
  notary: [],
};

export interface NewOrganisation {
  kind: OrganisationKind;
  name: string;
  nameEn?: string | null;
  /** Unified social credit code (GB 32100-2015); a service window is part of another body and has none. */
  uscc: string | null;
  regionCode: string;
  /** Null or absent: not said. */
  ownership?: Ownership | null;
}
export interface NewUser {
  login: string;
  name: string;
  password: string;
}

/** Anyone may register these; exchanges, windows, regulators and notaries carry power over others and are set up by the operator. */
export const SELF_REGISTERED: readonly OrganisationKind[] = ['university', 'company', 'broker'];

/** What the first user of a newly registered organisation may do. */
export const FIRST_ROLES: Readonly<Record<OrganisationKind, readonly Role[]>> = {
  university: ['org_admin', 'officer'],
  company: ['org_admin', 'bidder'],
  exchange: ['org_admin'],
  window: ['org_admin', 'clerk'],
  broker: ['org_admin', 'broker'],
  regulator: ['org_admin', 'auditor'],
  notary: ['org_admin', 'trustee'],
};

export function checkOrganisation(organisation: NewOrganisation): FieldError[] {
  const errors: FieldError[] = [];
  const name = organisation.name.trim();
  if (name.length < 2 || name.length > 200) errors.push({ path: 'name', code: 'organisation.name_length' });
  if (organisation.kind === 'window') {
    if (organisation.uscc !== null) errors.push({ path: 'uscc', code: 'organisation.window_without_uscc' });
  } else if (organisation.uscc === null || !isValidUscc(organisation.uscc)) {
    errors.push({ path: 'uscc', code: 'organisation.uscc_invalid' });
  }
  // The first two digits of a division code (GB/T 2260) name a province: 11 to 65, and 71, 81, 82.
  if (!/^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|81|82)\d{4}$/.test(organisation.regionCode)) {
    errors.push({ path: 'regionCode', code: 'organisation.region_invalid' });
  }
  return [...errors, ...checkOwnership(organisation.kind, organisation.ownership ?? null)];
}

export const checkOwnership = (kind: OrganisationKind, ownership: Ownership | null): FieldError[] =>
  ownership === null || KIND_OWNERSHIPS[kind].includes(ownership)
    ? []
    : [{ path: 'ownership', code: 'organisation.ownership_not_for_kind' }];

export function checkUser(user: NewUser, prefix = ''): FieldError[] {
  const errors = [
    ...checkLogin(user.login, `${prefix}login`),
    ...checkPassword(user.password, user.login, `${prefix}password`),
  ];
  if (user.name.trim() === '' || user.name.length > 100)
    errors.push({ path: `${prefix}name`, code: 'user.name_length' });
  return errors;
}

export function refuseIf(errors: FieldError[], code: string): void {
  if (errors.length > 0) throw invalid(code, {}, errors);
}
