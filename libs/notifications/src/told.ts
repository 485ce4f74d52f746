import type { Permission } from '@jishi/identity';

/** Whom a fact may concern; the repository finds them. */
export const PARTIES = [
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
] as const;
export type Party = (typeof PARTIES)[number];

export interface Telling {
  to: Party;
  /** The text is `notification.<text>` in messages.ts. */
  text: string;
  /** Where it leads; `:listing`, `:auction` and `:contract` are filled in. */
  link: string;
  /** Members with one of these permissions are told. */
  audience: Permission[];
  /** Only when a field of the fact has one of these values. */
  when?: { field: string; is: string[] };
}

const SELLING: Permission[] = ['listing.draft', 'listing.submit'];
const BUYING: Permission[] = ['application.file', 'auction.bid', 'contract.accept'];
const LISTING = '/listings/:listing';
const ROOM = '/auctions/:auction';
const CONTRACT = '/desk/contracts/:contract';

const told = (to: Party, text: string, link: string, audience: Permission[]): Telling => ({ to, text, link, audience });
/** A step of a listing's life, told to all who have to do with it. */
const life = (text: string): Telling[] => [
  told('seller', text, LISTING, SELLING),
  told('window', text, LISTING, ['listing.intake']),
  told('transferee', text, LISTING, BUYING),
  told('candidates', text, LISTING, BUYING),
];
const outcome = (telling: Telling, ...is: string[]): Telling => ({ ...telling, when: { field: 'outcome', is } });

/** Fact type → who is told what. A fact that is not here is told to nobody. The migration subscribes to the same types. */
export const TOLD: Readonly<Record<string, readonly Telling[]>> = {
  'listing.published': [
    told('seller', 'listing.published', LISTING, SELLING),
    told('window', 'listing.published', LISTING, ['listing.intake']),
    told('transferee', 'listing.published.transferee', LISTING, BUYING),
  ],
  'listing.extended': life('listing.extended'),
  'listing.suspended': life('listing.suspended'),
  'listing.resumed': life('listing.resumed'),
  'listing.amended': life('listing.amended'),
  'listing.terminated': life('listing.terminated'),
  'listing.withdrawn': life('listing.withdrawn'),
  'listing.agreed': [
    told('seller', 'listing.agreed', LISTING, [...SELLING, 'contract.accept']),
    told('transferee', 'listing.agreed', LISTING, BUYING),
    told('window', 'listing.agreed', LISTING, ['listing.intake']),
  ],
  'application.submitted': [told('exchange', 'application.submitted', '/desk/applications', ['application.review'])],
  'application.approved': [told('candidate', 'application.approved', '/desk/deposits', ['application.file'])],
  'application.rejected': [told('candidate', 'application.rejected', '/desk/applications', ['application.file'])],
  'first_refusal.notified': [told('holder', 'first_refusal.notified', LISTING, BUYING)],
  'deposit.held': [
    told('candidate', 'deposit.held', ROOM, ['auction.bid', 'deposit.pay']),
    told('exchange', 'deposit.held.exchange', '/desk/deposits', ['deposit.manage']),
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
  'payout.due': [
    told('payee', 'payout.due.payee', '/desk/payouts', ['listing.draft', 'deposit.pay']),
    told('exchange', 'payout.due', '/desk/payouts', ['payout.propose']),
  ],
  'volume.recorded': [
    told('seller', 'volume.recorded', '/desk/volumes', ['volume.read']),
    told('buyer', 'volume.recorded', '/desk/volumes', ['volume.read']),
    told('window', 'volume.recorded', '/desk/volumes', ['volume.read']),
  ],
  'disclosure.decided': [told('owner', 'disclosure.decided', '/desk/achievements', ['listing.draft'])],
};
