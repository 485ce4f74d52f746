import type { OrganisationKind, Role } from '@jishi/identity';

/** Who may look at what belongs to others, by office. */
export const OVERSIGHT: readonly { role: Role; kind: OrganisationKind; why: string }[] = [
  { role: 'auditor', kind: 'regulator', why: 'a regulator oversees every market, read-only' },
];

export const BOOK = 'a public sale: the book itself refuses whoever is not admitted';

/** Routes that are there for everybody who has the permission, on what is public: with the reason. */
export const OPENINGS: Readonly<Record<string, string>> = {
  'POST /auctions/{id}/bids': BOOK,
  'POST /auctions/{id}/maximums': BOOK,
  'POST /auctions/{id}/matches': BOOK,
  'POST /auctions/{id}/seals': BOOK,
  'POST /auctions/{id}/objections': BOOK,
  'POST /auctions/{id}/objections/{seq}/appeal': BOOK,
  'POST /listings/{id}/applications': 'any company may apply for what is listed',
  'POST /listings/{id}/counter-applications': 'any company may apply through a window; whose mandate is asked next',
  'POST /listings/{id}/nda': 'anybody with an organisation may undertake to keep a secret',
  'POST /listings/{id}/objections': 'anybody with an organisation may object to a publicity notice',
  'POST /windows/{id}/mandate': 'any company or university may let any window act for it',
  'DELETE /windows/{id}/mandate': 'it ends the mandate of the caller’s own organisation',
};

/** Lists in which no single thing of a market is named: with the reason. */
export const SAYS_NOTHING: Readonly<Record<string, string>> = {
  'GET /bars': 'nobody in these worlds is barred',
  'GET /bank-layouts': 'layouts of the platform; no exchange in these worlds has one of its own',
  'GET /bank-lines/ages': 'sums by age',
  'GET /book-keys': 'public keys',
  'GET /comparable-deals': 'registered deals, without their exchange',
  'GET /config': 'of the process',
  'GET /counter/applications': 'nobody in these worlds applied at the counter',
  'GET /counter/seats': 'sales in which the clerk may enter bids, none of which is in this state',
  'GET /certificates': 'whoever holds no paper is told nothing',
  'GET /exchange-providers': 'the ways to pay of the caller’s own exchange, which name nothing',
  'GET /fee-quotes': 'what fees come to by public rules',
  'GET /health': 'of the process',
  'GET /ledger/trial-balance': 'sums by what accounts are for',
  'GET /notifications/count': 'a number',
  'GET /own-money/paid': 'nobody in these worlds has paid anything yet',
  'GET /own-money': 'sums of the caller’s own organisation',
  'GET /rule-profile-drafts/newer-defaults': 'no rules in these worlds are older than their default',
  'GET /rule-profiles/fitting': 'rules of the platform',
  'GET /rule-profiles/standard-nda': 'a text of the platform',
  'GET /time': 'of the process',
  'GET /vat-rates': 'rates of the law',
};
