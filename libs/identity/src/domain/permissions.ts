/**
 * Who may do what, as data: a permission is checked at the door (routes, socket events),
 * a role carries permissions, and the kind of an organisation restricts which roles it can give.
 */
export const PERMISSIONS = [
  'session.own',
  'profile.read',
  'organisation.read',
  'user.manage',
  'window.mandate',
  'window.manage',
  'window.performance',
  'mandate.confirm',
  'market.link',
  'counter.bid',
  'achievement.import',
  'achievement.read',
  'valuation.make',
  'valuation.read',
  'achievement.disclose',
  'disclosure.review',
  'decision.approve',
  'bylaw.write',
  'bylaw.confirm',
  'listing.draft',
  'listing.submit',
  'listing.intake',
  'listing.review',
  'listing.withdraw',
  'listing.document',
  'nda.sign',
  'objection.file',
  'objection.rule',
  'application.file',
  'application.review',
  'application.confirm',
  'relation.declare',
  'relation.verify',
  'right.register',
  'right.answer',
  'profile.publish',
  'auction.bid',
  'auction.operate',
  'trustee.act',
  'deposit.pay',
  'deposit.manage',
  'provider.manage',
  'bank.import',
  'bank.match',
  'bank.confirm',
  'contract.read',
  'contract.accept',
  'payment.pay',
  'payout.propose',
  'payout.confirm',
  'fee.reduce',
  'fee.confirm',
  'invoice.request',
  'invoice.issue',
  'ledger.read',
  'statement.read',
  'volume.read',
  'subsidy.read',
  'reward.own',
  'reward.manage',
  'reward.approve',
  'audit.read',
  'history.import',
  'history.export',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = [
  'org_admin',
  'officer',
  'bidder',
  'clerk',
  'reviewer',
  'auctioneer',
  'cashier',
  'cashier_checker',
  'broker',
  'auditor',
  'trustee',
  'inventor',
  'decider',
] as const;
export type Role = (typeof ROLES)[number];

export const ORGANISATION_KINDS = [
  'university',
  'company',
  'exchange',
  'window',
  'broker',
  'regulator',
  'notary',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** What every member of any organisation may do. */
const MEMBER: readonly Permission[] = ['session.own', 'profile.read', 'organisation.read'];

export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  /** Of an exchange also: takes out everything it keeps here. */
  org_admin: [...MEMBER, 'user.manage', 'window.mandate', 'history.export', 'relation.declare', 'right.answer'],
  officer: [
    ...MEMBER,
    'window.mandate',
    'achievement.import',
    'achievement.read',
    'valuation.make',
    'valuation.read',
    'disclosure.review',
    'bylaw.write',
    'listing.draft',
    'listing.submit',
    'listing.withdraw',
    'application.confirm',
    'right.register',
    'right.answer',
    'listing.document',
    'nda.sign',
    'objection.file',
    'contract.read',
    'contract.accept',
    'volume.read',
    'subsidy.read',
    'reward.manage',
    'statement.read',
    'invoice.request',
    'invoice.issue',
  ],
  bidder: [
    ...MEMBER,
    'window.mandate',
    'application.file',
    'right.answer',
    'nda.sign',
    'auction.bid',
    'deposit.pay',
    'payment.pay',
    'objection.file',
    'contract.read',
    'contract.accept',
    'volume.read',
    'subsidy.read',
    'statement.read',
    'invoice.request',
  ],
  clerk: [
    ...MEMBER,
    'achievement.import',
    'achievement.read',
    'valuation.make',
    'valuation.read',
    'listing.draft',
    'listing.submit',
    'listing.intake',
    'listing.document',
    'counter.bid',
    'window.performance',
    'contract.read',
    'volume.read',
    'subsidy.read',
  ],
  reviewer: [
    ...MEMBER,
    'achievement.read',
    'valuation.read',
    'listing.review',
    'listing.withdraw',
    'objection.rule',
    'application.review',
    'relation.verify',
    'right.register',
    'window.manage',
    'window.performance',
    'mandate.confirm',
    'market.link',
    'provider.manage',
    'profile.publish',
    'contract.read',
    'volume.read',
    'subsidy.read',
    'history.import',
    'history.export',
  ],
  auctioneer: [...MEMBER, 'auction.operate', 'contract.read', 'volume.read'],
  cashier: [
    ...MEMBER,
    'deposit.manage',
    'bank.import',
    'bank.match',
    'payout.propose',
    'fee.reduce',
    'invoice.issue',
    'contract.read',
    'ledger.read',
    'volume.read',
  ],
  cashier_checker: [
    ...MEMBER,
    'deposit.manage',
    'bank.confirm',
    'payout.confirm',
    'fee.confirm',
    'invoice.issue',
    'contract.read',
    'ledger.read',
    'volume.read',
  ],
  broker: [...MEMBER, 'objection.file', 'volume.read', 'subsidy.read'],
  auditor: [
    ...MEMBER,
    'contract.read',
    'ledger.read',
    'volume.read',
    'subsidy.read',
    'audit.read',
    'window.performance',
  ],
  /** Keeps one of the three keys of a sealed sale. */
  trustee: [...MEMBER, 'trustee.act'],
  /** Reports what they invented at work, and follows what becomes of it. */
  inventor: [...MEMBER, 'achievement.disclose', 'reward.own'],
  /** In charge of finance, of a department or of the institution: approves what the transfer office proposes. */
  decider: [...MEMBER, 'decision.approve', 'bylaw.confirm', 'reward.approve'],
};

export const KIND_ROLES: Readonly<Record<OrganisationKind, readonly Role[]>> = {
  university: ['org_admin', 'officer', 'inventor', 'decider'],
  company: ['org_admin', 'bidder', 'officer', 'inventor', 'decider'],
  exchange: ['org_admin', 'reviewer', 'auctioneer', 'cashier', 'cashier_checker', 'trustee'],
  window: ['org_admin', 'clerk'],
  broker: ['org_admin', 'broker'],
  regulator: ['org_admin', 'auditor', 'trustee'],
  notary: ['org_admin', 'trustee'],
};

/** Roles one person may not hold together: whoever makes a money movement does not check it. */
export const CONFLICTING_ROLES: readonly (readonly [Role, Role])[] = [['cashier', 'cashier_checker']];

/**
 * HTTP guards do not cover sockets, so a socket event declares its door here.
 * `public` is for anonymous watchers; an event that is not in the table is refused.
 */
export const SOCKET_EVENT_PERMISSIONS: Readonly<Record<string, Permission | 'public'>> = {
  watch: 'public',
  unwatch: 'public',
  time: 'public',
  bid: 'auction.bid',
  maximum: 'auction.bid',
  match: 'auction.bid',
  seal: 'auction.bid',
};

export function permissionsOf(roles: readonly Role[]): Set<Permission> {
  return new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]));
}

export function mayUseSocketEvent(event: string, permissions: ReadonlySet<Permission> | null): boolean {
  const needed = Object.hasOwn(SOCKET_EVENT_PERMISSIONS, event) ? SOCKET_EVENT_PERMISSIONS[event] : undefined;
  if (needed === undefined) return false;
  return needed === 'public' || (permissions?.has(needed) ?? false);
}
