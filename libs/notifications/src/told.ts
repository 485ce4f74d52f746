import type { Permission } from '@jishi/identity';

/** Whom a fact may concern; the repository finds them. `contributors`, `inventors`, `splitter` and `rewarded` are people, all others organisations. */
export const PARTIES = [
  'named',
  'watchers',
  'holders',
  'drafters',
  'contributors',
  'inventors',
  'seller',
  'exchange',
  'window',
  'transferee',
  'candidates',
  'candidate',
  'winner',
  'losers',
  'holder',
  'buyer',
  'payee',
  'owner',
  'splitter',
  'rewarded',
] as const;
export type Party = (typeof PARTIES)[number];

export interface Telling {
  to: Party;
  /** The text is `notification.<text>` in messages.ts. */
  text: string;
  /** Where it leads; `:listing`, `:disclosure` and the like are filled in. */
  link: string;
  /** Members with one of these permissions are told; none named: whoever belongs to the party. */
  audience: Permission[];
  /** Only when each of these fields of the fact has one of its values. */
  when?: Readonly<Record<string, readonly string[]>>;
}

const SELLING: Permission[] = ['listing.draft', 'listing.submit'];
const BUYING: Permission[] = ['application.file', 'auction.bid', 'contract.accept'];
const LISTING = '/listings/:listing';
const ROOM = '/auctions/:auction';
const CONTRACT = '/desk/contracts/:contract';
const DISCLOSURE = '/desk/disclosures/:disclosure';
const BYLAW = '/desk/bylaws/:bylaw';
const REWARD = '/desk/rewards/:reward';
const REWARD_RULE = '/desk/reward-rules/:rewardRule';
const MANDATES = '/desk/mandates';
const INVOICES = '/desk/invoices';
const DEFAULTS = '/desk/defaults';

const told = (to: Party, text: string, link: string, audience: Permission[]): Telling => ({ to, text, link, audience });
/** A step of a listing's life, told to all who have to do with it. */
const life = (text: string): Telling[] => [
  told('seller', text, LISTING, SELLING),
  told('window', text, LISTING, ['listing.intake']),
  told('transferee', text, LISTING, BUYING),
  told('candidates', text, LISTING, BUYING),
  told('watchers', text, LISTING, [...BUYING, 'nda.sign', 'right.answer']),
];
const outcome = (telling: Telling, ...is: string[]): Telling => ({ ...telling, when: { outcome: is } });
const on = (event: string, telling: Telling): Telling => ({ ...telling, when: { event: [event] } });
const after = (action: string, telling: Telling): Telling => ({ ...telling, when: { action: [action] } });
/** The office's own people, or those who decide: whoever holds what the next approval asks for. */
const approvalAsked = (held: Permission): Telling => ({
  ...told('owner', 'disclosure.approval_asked', DISCLOSURE, [held]),
  when: { held: [held] },
});

/** Fact type → who is told what. A fact that is not here is told to nobody. The migration subscribes to the same types. */
export const TOLD: Readonly<Record<string, readonly Telling[]>> = {
  'listing.published': [
    told('seller', 'listing.published', LISTING, SELLING),
    told('window', 'listing.published', LISTING, ['listing.intake']),
    told('transferee', 'listing.published.transferee', LISTING, BUYING),
    // Whoever stays away until the end of the notice has waived.
    told('holders', 'listing.published.holder', LISTING, ['application.file', 'right.answer']),
  ],
  'listing.returned': [
    told('seller', 'listing.returned', LISTING, SELLING),
    told('window', 'listing.returned', LISTING, ['listing.intake']),
  ],
  // The clock's act, which the exchange hears of like everybody else.
  'listing.extended': [...life('listing.extended'), told('exchange', 'listing.extended', LISTING, ['listing.review'])],
  'listing.suspended': life('listing.suspended'),
  'listing.resumed': life('listing.resumed'),
  'listing.amended': life('listing.amended'),
  'listing.amendment_requested': [
    told('exchange', 'listing.amendment_requested', LISTING, ['listing.review']),
    told('window', 'listing.amendment_requested', LISTING, ['listing.intake']),
  ],
  'listing.amendment_refused': [
    told('seller', 'listing.amendment_refused', LISTING, SELLING),
    told('window', 'listing.amendment_refused', LISTING, ['listing.intake']),
  ],
  // Everybody else reads of it as a change of what was announced.
  'listing.document_added': [told('exchange', 'listing.document_added', LISTING, ['listing.review'])],
  'listing.document_withdrawn': [told('exchange', 'listing.document_withdrawn', LISTING, ['listing.review'])],
  'nda.signed': [told('seller', 'nda.signed', '/desk/listings/:listing/openings', ['listing.document'])],
  'objection.filed': [
    told('exchange', 'objection.filed', LISTING, ['objection.rule']),
    told('seller', 'objection.filed', LISTING, SELLING),
  ],
  'objection.ruled': [
    outcome(told('named', 'objection.upheld', LISTING, ['objection.file']), 'upheld'),
    outcome(told('named', 'objection.dismissed', LISTING, ['objection.file']), 'dismissed'),
    outcome(told('seller', 'objection.upheld', LISTING, SELLING), 'upheld'),
    outcome(told('seller', 'objection.dismissed', LISTING, SELLING), 'dismissed'),
  ],
  'listing.terminated': life('listing.terminated'),
  'listing.withdrawn': life('listing.withdrawn'),
  'listing.agreed': [
    told('seller', 'listing.agreed', LISTING, [...SELLING, 'contract.accept']),
    told('transferee', 'listing.agreed', LISTING, BUYING),
    told('window', 'listing.agreed', LISTING, ['listing.intake']),
    told('exchange', 'listing.agreed.exchange', LISTING, ['listing.review']),
  ],
  'application.submitted': [
    told('exchange', 'application.submitted', '/desk/applications', ['application.review']),
    {
      ...told('candidate', 'application.entered', '/desk/applications', ['application.file']),
      when: { channel: ['counter'] },
    },
  ],
  'application.awaiting_seller': [
    told('seller', 'application.awaiting_seller', '/desk/confirmations', ['application.confirm']),
    told('candidate', 'application.awaiting_seller.own', '/desk/applications', ['application.file']),
  ],
  'application.objected': [
    told('exchange', 'application.objected', '/desk/applications/:application', ['application.review']),
  ],
  'application.approved': [told('candidate', 'application.approved', '/desk/deposits', ['application.file'])],
  'application.rejected': [told('candidate', 'application.rejected', '/desk/applications', ['application.file'])],
  // Its sale is not public yet: its own page of rights shows it.
  'first_refusal.notified': [told('holder', 'first_refusal.notified', '/desk/rights', ['right.answer'])],
  'first_refusal.waived': [
    told('seller', 'first_refusal.waived', LISTING, ['right.register']),
    told('exchange', 'first_refusal.waived', LISTING, ['right.register']),
  ],
  'relation.judged': [
    outcome(told('named', 'relation.verified', '/desk/relations', ['relation.declare']), 'verified'),
    outcome(told('named', 'relation.refused', '/desk/relations', ['relation.declare']), 'refused'),
    outcome(told('named', 'relation.ended', '/desk/relations', ['relation.declare']), 'ended'),
  ],
  'mandate.entered': [
    told('named', 'mandate.entered', MANDATES, ['window.mandate']),
    told('exchange', 'mandate.entered.exchange', MANDATES, ['mandate.confirm']),
  ],
  'mandate.confirmed': [
    told('window', 'mandate.confirmed', MANDATES, ['listing.intake']),
    { ...told('named', 'mandate.confirmed', MANDATES, ['window.mandate']), when: { how: ['exchange'] } },
  ],
  'mandate.refused': [
    told('window', 'mandate.refused', MANDATES, ['listing.intake']),
    told('named', 'mandate.refused', MANDATES, ['window.mandate']),
  ],
  'mandate.ended': [told('window', 'mandate.ended', MANDATES, ['listing.intake'])],
  'counter.bid_entered': [told('named', 'counter.bid_entered', '/desk/counter/acts/:act', ['auction.bid'])],
  'deposit.held': [
    told('candidate', 'deposit.held', ROOM, ['auction.bid', 'deposit.pay']),
    told('exchange', 'deposit.held.exchange', '/desk/deposits', ['deposit.manage']),
  ],
  'deposit.expired': [told('candidate', 'deposit.expired', '/desk/deposits', ['auction.bid', 'deposit.pay'])],
  'deposit.expiring': [told('candidate', 'deposit.expiring', '/desk/deposits', ['auction.bid', 'deposit.pay'])],
  'deposit.lapsed': [
    told('candidate', 'deposit.lapsed', '/desk/deposits', ['auction.bid', 'deposit.pay']),
    told('exchange', 'deposit.lapsed.exchange', '/desk/deposits', ['deposit.manage']),
  ],
  'deposit.renewed': [told('candidate', 'deposit.renewed', '/desk/deposits', ['auction.bid', 'deposit.pay'])],
  'deposit.forfeited': [
    told('candidate', 'deposit.forfeited', DEFAULTS, ['deposit.pay']),
    told('exchange', 'deposit.forfeited.exchange', DEFAULTS, ['deposit.manage']),
  ],
  'deposit.restored': [
    outcome(told('candidate', 'deposit.restored', DEFAULTS, ['deposit.pay']), 'upheld'),
    outcome(told('candidate', 'deposit.appeal_rejected', DEFAULTS, ['deposit.pay']), 'dismissed'),
    told('exchange', 'deposit.appeal_ruled', DEFAULTS, ['deposit.manage']),
  ],
  'default.due': [told('exchange', 'default.due', DEFAULTS, ['auction.operate', 'deposit.manage'])],
  'default.proposed': [
    told('candidate', 'default.proposed.own', DEFAULTS, BUYING),
    told('exchange', 'default.proposed', DEFAULTS, ['deposit.manage']),
  ],
  'default.decided': [told('seller', 'default.decided', LISTING, SELLING)],
  'default.dismissed': [told('candidate', 'default.dismissed', DEFAULTS, BUYING)],
  'default.appealed': [told('exchange', 'default.appealed', DEFAULTS, ['objection.rule'])],
  'default.remedied': [told('seller', 'default.reauction', LISTING, SELLING)],
  'forfeiture.distributed': [
    told('candidate', 'forfeiture.distributed.own', DEFAULTS, ['deposit.pay']),
    told('seller', 'forfeiture.distributed', '/desk/payouts', SELLING),
  ],
  'offer.made': [told('candidate', 'offer.made', DEFAULTS, BUYING)],
  'offer.answered': [
    outcome(told('exchange', 'offer.accepted', DEFAULTS, ['auction.operate']), 'accepted'),
    outcome(told('exchange', 'offer.declined', DEFAULTS, ['auction.operate']), 'declined', 'lapsed'),
    outcome(told('seller', 'offer.accepted', LISTING, SELLING), 'accepted'),
  ],
  'admission.refused': [told('candidate', 'admission.refused', '/desk/deposits', ['auction.bid', 'deposit.pay'])],
  'auction.closed': [
    outcome(told('winner', 'auction.closed.won', '/desk/contracts', BUYING), 'sold'),
    outcome(told('losers', 'auction.closed.lost', '/desk/deposits', BUYING), 'sold'),
    outcome(told('seller', 'auction.closed.sold', '/desk/contracts', [...SELLING, 'contract.accept']), 'sold'),
    outcome(told('window', 'auction.closed.sold', LISTING, ['listing.intake']), 'sold'),
    outcome(told('seller', 'auction.closed.unsold', LISTING, SELLING), 'unsold'),
    outcome(told('candidates', 'auction.closed.unsold', '/desk/deposits', BUYING), 'unsold'),
    outcome(told('window', 'auction.closed.unsold', LISTING, ['listing.intake']), 'unsold'),
    outcome(told('seller', 'auction.closed.ended', LISTING, SELLING), 'terminated', 'annulled'),
    outcome(told('candidates', 'auction.closed.ended', '/desk/deposits', BUYING), 'terminated', 'annulled'),
  ],
  'auction.defaulted': [
    told('candidate', 'auction.defaulted.own', LISTING, BUYING),
    told('seller', 'auction.defaulted', LISTING, SELLING),
    told('exchange', 'auction.defaulted', ROOM, ['auction.operate', 'deposit.manage']),
  ],
  'sale.cancelled': [
    told('seller', 'sale.cancelled', CONTRACT, [...SELLING, 'contract.accept']),
    told('buyer', 'sale.cancelled', CONTRACT, BUYING),
  ],
  'contract.signed': [
    told('seller', 'contract.signed', CONTRACT, [...SELLING, 'contract.accept']),
    told('buyer', 'contract.signed.buyer', '/desk/payments', ['payment.pay', 'contract.accept']),
    told('exchange', 'contract.signed', CONTRACT, ['bank.match', 'payout.propose']),
  ],
  'payment.received': [
    told('buyer', 'payment.received', '/desk/payments', ['payment.pay']),
    told('seller', 'payment.received', CONTRACT, [...SELLING, 'contract.accept']),
  ],
  'payment.demanded': [told('buyer', 'payment.demanded', CONTRACT, ['payment.pay'])],
  'royalty.filed': [told('seller', 'royalty.filed', CONTRACT, ['contract.accept'])],
  'royalty.answered': [
    outcome(told('buyer', 'royalty.agreed', CONTRACT, ['payment.pay']), 'agreed'),
    outcome(told('buyer', 'royalty.objected', CONTRACT, ['payment.pay']), 'objected'),
    outcome(told('buyer', 'royalty.audit', CONTRACT, ['payment.pay']), 'audit'),
    outcome(told('exchange', 'royalty.audit', CONTRACT, ['objection.rule']), 'audit'),
    outcome(told('buyer', 'royalty.audited', CONTRACT, ['payment.pay']), 'audited'),
    outcome(told('seller', 'royalty.audited', CONTRACT, ['contract.accept']), 'audited'),
  ],
  'trial.decided': [
    outcome(told('seller', 'trial.bought', CONTRACT, ['contract.accept']), 'bought'),
    outcome(told('buyer', 'trial.bought', CONTRACT, ['payment.pay']), 'bought'),
    outcome(told('seller', 'trial.returned', CONTRACT, ['contract.accept']), 'returned'),
  ],
  'payout.objected': [
    told('seller', 'payout.objected', CONTRACT, ['contract.accept']),
    told('buyer', 'payout.objected', CONTRACT, ['contract.accept']),
    told('exchange', 'payout.objected', CONTRACT, ['objection.rule', 'payout.propose']),
  ],
  'payout.ruled': ['seller', 'buyer'].flatMap((to) => [
    outcome(told(to as Party, 'payout.released', CONTRACT, ['contract.accept']), 'released'),
    outcome(told(to as Party, 'payout.returned', CONTRACT, ['contract.accept']), 'returned'),
  ]),
  'payout.due': [
    told('payee', 'payout.due.payee', '/desk/payouts', ['listing.draft', 'deposit.pay']),
    told('exchange', 'payout.due', '/desk/payouts', ['payout.propose']),
  ],
  'fee.reduced': [told('named', 'fee.reduced', CONTRACT, ['payment.pay', 'contract.accept'])],
  'invoice.moved': [
    on('request', told('named', 'invoice.requested', INVOICES, ['invoice.issue'])),
    on('withdraw', told('named', 'invoice.withdrawn', INVOICES, ['invoice.issue'])),
    on('issue', told('named', 'invoice.issued', INVOICES, ['invoice.request'])),
    on('decline', told('named', 'invoice.declined', INVOICES, ['invoice.request'])),
    on('ask_reversal', told('named', 'invoice.reversal_asked', INVOICES, ['invoice.request', 'invoice.issue'])),
    on('keep', told('named', 'invoice.kept', INVOICES, ['invoice.request'])),
    on('reverse', told('named', 'invoice.reversed', INVOICES, ['invoice.request'])),
    on('reverse_part', told('named', 'invoice.reversed', INVOICES, ['invoice.request'])),
  ],
  'reconciliation.drifted': [
    told('exchange', 'reconciliation.drifted', '/desk/reconciliation', ['bank.match', 'bank.confirm']),
  ],
  'volume.recorded': [
    told('seller', 'volume.recorded', '/desk/volumes', ['volume.read']),
    told('buyer', 'volume.recorded', '/desk/volumes', ['volume.read']),
    told('window', 'volume.recorded', '/desk/volumes', ['volume.read']),
  ],
  'disclosure.moved': [
    after('disclose', told('owner', 'disclosure.disclosed', DISCLOSURE, ['disclosure.review'])),
    after('disclose', told('contributors', 'disclosure.share_asked', DISCLOSURE, [])),
    after('return', told('inventors', 'disclosure.returned', DISCLOSURE, [])),
    after('decline', told('inventors', 'disclosure.declined', DISCLOSURE, [])),
    after('accept', told('inventors', 'disclosure.accepted', DISCLOSURE, [])),
    approvalAsked('disclosure.review'),
    approvalAsked('decision.approve'),
    after('send_back', told('owner', 'disclosure.sent_back', DISCLOSURE, ['disclosure.review'])),
    after('refuse', told('owner', 'disclosure.refused', DISCLOSURE, ['disclosure.review'])),
    after('refuse', told('inventors', 'disclosure.refused', DISCLOSURE, [])),
    // A draft that was never handed in is nobody's but its inventors'.
    {
      ...told('owner', 'disclosure.withdrawn', DISCLOSURE, ['disclosure.review']),
      when: { action: ['withdraw'], from: ['disclosed', 'in_review'] },
    },
  ],
  'disclosure.share_refused': [told('owner', 'disclosure.share_refused', DISCLOSURE, ['disclosure.review'])],
  'disclosure.decided': [
    told('owner', 'disclosure.decided', DISCLOSURE, ['disclosure.review']),
    told('inventors', 'disclosure.decided', DISCLOSURE, []),
  ],
  'bylaw.written': [told('named', 'bylaw.written', BYLAW, ['bylaw.confirm'])],
  'bylaw.answered': [
    outcome(told('named', 'bylaw.confirmed', BYLAW, ['bylaw.write']), 'confirmed'),
    outcome(told('named', 'bylaw.declined', BYLAW, ['bylaw.write']), 'declined'),
  ],
  'reward.opened': [told('named', 'reward.opened', REWARD, ['reward.manage'])],
  // Never an amount: what somebody is paid is read where it is theirs to read.
  'reward.moved': [
    after('compute', told('splitter', 'reward.split_asked', REWARD, [])),
    after('propose', told('rewarded', 'reward.share_asked', REWARD, [])),
    after('ask_again', told('rewarded', 'reward.share_asked', REWARD, [])),
    after('agree', told('named', 'reward.agreed', REWARD, ['reward.manage'])),
    after('publish', told('named', 'reward.published', REWARD, ['reward.own'])),
    after('submit', told('named', 'reward.submitted', REWARD, ['reward.approve'])),
    after('compute_nothing', told('named', 'reward.submitted', REWARD, ['reward.approve'])),
    after('return', told('named', 'reward.returned', REWARD, ['reward.manage'])),
    after('approve', told('named', 'reward.approved', REWARD, ['reward.manage'])),
    after('approve', told('rewarded', 'reward.approved', REWARD, [])),
    after('approve_nothing', told('splitter', 'reward.nothing', REWARD, [])),
    after('pay', told('rewarded', 'reward.paid', REWARD, [])),
  ],
  'reward.objected': [told('named', 'reward.objected', REWARD, ['reward.approve'])],
  'reward.ruled': [
    outcome(told('rewarded', 'reward.upheld', REWARD, []), 'upheld'),
    outcome(told('splitter', 'reward.upheld', REWARD, []), 'upheld'),
    outcome(told('rewarded', 'reward.dismissed', REWARD, []), 'dismissed'),
  ],
  'reward_rule.written': [told('named', 'reward_rule.written', REWARD_RULE, ['reward.approve'])],
  'reward_rule.answered': [
    outcome(told('named', 'reward_rule.confirmed', REWARD_RULE, ['reward.manage', 'reward.own']), 'confirmed'),
    outcome(told('named', 'reward_rule.declined', REWARD_RULE, ['reward.manage']), 'declined'),
  ],
  'profile.proposed': [told('exchange', 'profile.proposed', '/desk/rules/:draft', ['profile.publish'])],
  'profile.returned': [told('exchange', 'profile.returned', '/desk/rules/:draft', ['profile.publish'])],
  'profile.published': [
    told('exchange', 'profile.published', '/rules', ['listing.review']),
    told('drafters', 'profile.published', '/rules', SELLING),
  ],
  'history.import_ended': [
    outcome(told('exchange', 'history.import_done', '/desk/history/:import', ['history.import']), 'done'),
    outcome(told('exchange', 'history.import_failed', '/desk/history/:import', ['history.import']), 'failed'),
  ],
};
