import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '@jishi/kernel';
import { checkRoles } from './membership';
import {
  CONFLICTING_ROLES,
  KIND_ROLES,
  mayUseSocketEvent,
  ORGANISATION_KINDS,
  PERMISSIONS,
  permissionsOf,
  ROLE_PERMISSIONS,
  ROLES,
  SOCKET_EVENT_PERMISSIONS,
} from './permissions';

const kinds = fc.constantFrom(...ORGANISATION_KINDS);
const roleSets = fc.subarray([...ROLES], { minLength: 1 });
const codesOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.errors.map((e) => e.code);
    throw error;
  }
  return [];
};

describe('permissions as data', () => {
  it('gives every permission to somebody, and every role to some kind of organisation', () => {
    expect(new Set(Object.values(ROLE_PERMISSIONS).flat())).toEqual(new Set(PERMISSIONS));
    expect(new Set(Object.values(KIND_ROLES).flat())).toEqual(new Set(ROLES));
  });

  it('lets only companies bid, only exchanges review and move money', () => {
    const who = (permission: (typeof PERMISSIONS)[number]) =>
      ORGANISATION_KINDS.filter((kind) => permissionsOf(KIND_ROLES[kind]).has(permission));
    expect(who('auction.bid')).toEqual(['company']);
    for (const one of [
      'listing.review',
      'application.review',
      'auction.operate',
      'bank.match',
      'payout.confirm',
    ] as const) {
      expect(who(one)).toEqual(['exchange']);
    }
  });

  it('keeps the maker of a money movement from checking it', () => {
    const maker = permissionsOf(['cashier']);
    const checker = permissionsOf(['cashier_checker']);
    for (const [make, check] of [
      ['bank.match', 'bank.confirm'],
      ['payout.propose', 'payout.confirm'],
    ] as const) {
      expect([maker.has(make), maker.has(check), checker.has(make), checker.has(check)]).toEqual([
        true,
        false,
        false,
        true,
      ]);
    }
  });

  it('grows with roles and never takes away', () => {
    fc.assert(
      fc.property(roleSets, roleSets, (a, b) => {
        const both = permissionsOf([...a, ...b]);
        expect([...permissionsOf(a)].every((permission) => both.has(permission))).toBe(true);
      }),
    );
  });

  it('refuses socket events that are not in the table, inherited names included', () => {
    for (const event of ['constructor', 'toString', '__proto__', 'unknown', '']) {
      expect(mayUseSocketEvent(event, new Set(PERMISSIONS))).toBe(false);
    }
    for (const [event, needed] of Object.entries(SOCKET_EVENT_PERMISSIONS)) {
      expect(mayUseSocketEvent(event, null)).toBe(needed === 'public');
    }
    expect(mayUseSocketEvent('bid', permissionsOf(['bidder']))).toBe(true);
    expect(mayUseSocketEvent('bid', permissionsOf(['auctioneer', 'officer']))).toBe(false);
  });
});

describe('roles in an organisation', () => {
  it('are accepted exactly when the kind can give them all and none conflict', () => {
    fc.assert(
      fc.property(kinds, roleSets, (kind, roles) => {
        const fits = roles.every((role) => KIND_ROLES[kind].includes(role));
        const conflicts = CONFLICTING_ROLES.some(([a, b]) => roles.includes(a) && roles.includes(b));
        expect(codesOf(() => checkRoles(kind, roles)).length === 0).toBe(fits && !conflicts);
      }),
    );
  });

  it('come back once each, in the order of the table', () => {
    expect(checkRoles('exchange', ['cashier', 'reviewer', 'cashier'])).toEqual(['reviewer', 'cashier']);
  });

  it('are refused with the place and the reason', () => {
    expect(codesOf(() => checkRoles('company', ['bidder', 'reviewer', 'king']))).toEqual([
      'user.role_not_for_kind',
      'user.role_not_for_kind',
    ]);
    expect(codesOf(() => checkRoles('exchange', ['cashier', 'cashier_checker']))).toEqual(['user.roles_conflict']);
    expect(codesOf(() => checkRoles('company', []))).toEqual(['user.roles_empty']);
  });
});
