export interface DeskEntry {
  to: string;
  key: string;
  /** Any of these opens the page; none listed = everyone who is logged in. */
  permissions: string[];
}

export interface DeskGroup {
  key: string;
  entries: DeskEntry[];
}

/** By what the work is about, and within it in the order in which it is done. */
export const DESK: DeskGroup[] = [
  {
    key: 'achievements',
    entries: [
      { to: '/desk/disclosures', key: 'disclosures', permissions: ['achievement.disclose'] },
      { to: '/desk/disclosure-queue', key: 'disclosureQueue', permissions: ['disclosure.review'] },
      { to: '/desk/decisions', key: 'decisions', permissions: ['decision.approve'] },
      { to: '/desk/bylaws', key: 'bylaws', permissions: ['bylaw.write', 'bylaw.confirm'] },
      { to: '/desk/achievements', key: 'achievements', permissions: ['achievement.import'] },
      { to: '/desk/valuations', key: 'valuations', permissions: ['valuation.read'] },
    ],
  },
  {
    key: 'trade',
    entries: [
      { to: '/desk/listings', key: 'ownListings', permissions: ['listing.draft'] },
      { to: '/desk/review', key: 'review', permissions: ['listing.review'] },
      { to: '/desk/markets', key: 'markets', permissions: ['market.link', 'listing.withdraw'] },
      { to: '/auctions', key: 'auctions', permissions: ['auction.operate', 'auction.bid'] },
      { to: '/desk/sales', key: 'sales', permissions: ['auction.operate'] },
      { to: '/desk/ceremonies', key: 'ceremonies', permissions: ['trustee.act', 'auction.operate'] },
    ],
  },
  {
    key: 'bidders',
    entries: [
      { to: '/desk/applications', key: 'applications', permissions: ['application.review', 'application.file'] },
      { to: '/desk/confirmations', key: 'confirmations', permissions: ['application.confirm'] },
      { to: '/desk/rights', key: 'rights', permissions: ['right.answer'] },
      { to: '/desk/relations', key: 'relations', permissions: ['relation.declare', 'relation.verify'] },
      { to: '/desk/findings', key: 'findings', permissions: ['application.review'] },
      { to: '/desk/bars', key: 'bars', permissions: ['auction.operate', 'application.review', 'audit.read'] },
    ],
  },
  {
    key: 'windows',
    entries: [
      { to: '/desk/intake', key: 'intake', permissions: ['listing.intake'] },
      { to: '/desk/counter', key: 'counter', permissions: ['counter.bid'] },
      { to: '/desk/windows', key: 'windows', permissions: ['listing.draft', 'window.mandate'] },
      {
        to: '/desk/mandates',
        key: 'mandates',
        permissions: ['window.mandate', 'listing.intake', 'mandate.confirm'],
      },
      { to: '/desk/exchange-windows', key: 'exchangeWindows', permissions: ['window.manage'] },
      { to: '/desk/performance', key: 'performance', permissions: ['window.performance'] },
    ],
  },
  {
    key: 'money',
    entries: [
      { to: '/desk/money', key: 'money', permissions: ['statement.read'] },
      { to: '/desk/deposits', key: 'deposits', permissions: ['deposit.pay', 'deposit.manage'] },
      {
        to: '/desk/defaults',
        key: 'defaults',
        permissions: ['deposit.pay', 'auction.operate', 'deposit.manage', 'objection.rule', 'audit.read'],
      },
      { to: '/desk/bank', key: 'bank', permissions: ['bank.import', 'bank.match', 'bank.confirm'] },
      { to: '/desk/reconciliation', key: 'reconciliation', permissions: ['bank.match', 'bank.confirm', 'audit.read'] },
      { to: '/desk/movements', key: 'movements', permissions: ['bank.match', 'bank.confirm', 'audit.read'] },
      { to: '/desk/providers', key: 'providers', permissions: ['provider.manage'] },
      { to: '/desk/contracts', key: 'contracts', permissions: ['contract.read'] },
      { to: '/desk/payments', key: 'payments', permissions: ['payment.pay', 'bank.match', 'bank.confirm'] },
      { to: '/desk/payouts', key: 'payouts', permissions: ['payout.propose', 'payout.confirm', 'listing.draft'] },
      { to: '/desk/rewards', key: 'rewards', permissions: ['reward.own', 'reward.manage', 'reward.approve'] },
      { to: '/desk/reward-rules', key: 'rewardRules', permissions: ['reward.own', 'reward.manage', 'reward.approve'] },
      { to: '/desk/reward-payrolls', key: 'rewardPayrolls', permissions: ['reward.manage', 'reward.approve'] },
      { to: '/desk/invoices', key: 'invoices', permissions: ['invoice.request', 'invoice.issue'] },
      { to: '/desk/fee-decisions', key: 'feeDecisions', permissions: ['fee.reduce', 'fee.confirm', 'audit.read'] },
      { to: '/desk/statement', key: 'statement', permissions: ['statement.read'] },
    ],
  },
  {
    key: 'oversight',
    entries: [
      { to: '/desk/ledger', key: 'ledger', permissions: ['ledger.read'] },
      { to: '/desk/volumes', key: 'volumes', permissions: ['volume.read'] },
      { to: '/desk/subsidies', key: 'subsidies', permissions: ['subsidy.read'] },
      { to: '/desk/audit', key: 'audit', permissions: ['audit.read'] },
    ],
  },
  {
    key: 'account',
    entries: [
      { to: '/desk/inbox', key: 'inbox', permissions: [] },
      { to: '/desk/rules', key: 'rules', permissions: ['profile.publish'] },
      { to: '/desk/history', key: 'history', permissions: ['history.import'] },
      { to: '/desk/organisation', key: 'organisation', permissions: ['user.manage'] },
      { to: '/desk/sessions', key: 'sessions', permissions: [] },
    ],
  },
];

export function deskFor(can: (permission: string) => boolean): DeskGroup[] {
  return DESK.map((group) => ({
    ...group,
    entries: group.entries.filter((entry) => entry.permissions.length === 0 || entry.permissions.some(can)),
  })).filter((group) => group.entries.length > 0);
}
