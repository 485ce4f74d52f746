import { newId, sha256Hex } from '@jishi/kernel';
import { type Ground, insert, one, PRICE_MINOR } from './ground';
import type { Kind, Thing } from './kinds';
import { invoicesOf } from './invoices';
import { columnOf, type Listings } from './listings';
import { moneyOf } from './money';
import { termsOf } from './terms';

const PARTY = { id: '', name: '某单位', uscc: null, regionCode: '440100' };
const TERMS = {
  number: 'T-1',
  version: 1,
  type: 'know_how_transfer',
  confirmationNumber: 'C-1',
  listingNumber: 'M-1',
  exchangeName: '交易所',
  place: '广州',
  concludedOn: '2026-11-02',
  transferor: PARTY,
  transferee: PARTY,
  subject: {
    title: '一种样品',
    ipKind: 'know_how',
    country: '',
    patentNumber: '',
    applicationNumber: '',
    filedOn: null,
    grantedOn: null,
    inventors: [],
    assignees: [],
  },
  exclusivity: null,
  contractAmountMinor: PRICE_MINOR,
  nonTechnicalMinor: 0,
  technicalAmountMinor: PRICE_MINOR,
  currency: 'CNY',
  payment: { kind: 'lump_sum', within: { count: 10, kind: 'working' } },
};

const DAYS = { count: 10, kind: 'working' };
/** Of the settled one, so that there is something to report. */
const ROYALTY = {
  kind: 'upfront_royalty',
  within: DAYS,
  royalty: {
    base: 'net_sales',
    rate: { kind: 'fixed', ppm: 50_000 },
    capMinor: null,
    minimumMinor: null,
    every: 'year',
    startsOn: '2025-01-01',
    years: 5,
    reportWithin: DAYS,
    payWithin: DAYS,
    audit: { surchargePpm: 0 },
  },
};

const CERTIFICATE = {
  contractNumber: 'T-1',
  confirmationNumber: 'C-1',
  title: '一种样品',
  exchangeName: '交易所',
  transferorName: '某大学',
  transfereeName: '某公司',
  contractAmountMinor: PRICE_MINOR,
  technicalAmountMinor: PRICE_MINOR,
  paidMinor: PRICE_MINOR,
  issuedOn: '2026-11-02',
};

/** Contracts of the university with the company, drafted and settled, with the money of the one. */
export async function contractsOf(
  ground: Ground,
  listings: Listings,
): Promise<
  Pick<
    Record<Kind, Thing[]>,
    | 'contract'
    | 'defaultCase'
    | 'defaultOffer'
    | 'deposit'
    | 'payment'
    | 'payout'
    | 'bankLine'
    | 'transfer'
    | 'feeDecision'
    | 'invoice'
    | 'invoiceFile'
    | 'invoicePaper'
    | 'difference'
    | 'reconciliation'
    | 'payoutObjection'
    | 'royaltyReport'
  >
> {
  const drafted = await contract(ground, listings.sold, 'drafted');
  const settled = await contract(ground, listings.certified, 'settled');
  return {
    contract: [one('drafted', drafted), one('settled', settled)],
    ...(await moneyOf(ground, listings.open, drafted)),
    ...(await invoicesOf(ground, { drafted, settled })),
    ...(await termsOf(ground, settled)),
  };
}

async function contract(ground: Ground, listingId: string, state: 'drafted' | 'settled'): Promise<string> {
  const { people, mark } = ground;
  const exchange_id = people.at('exchange');
  const sides = { transferor_id: people.at('university'), transferee_id: people.at('company') };
  const number = `${mark}-${newId()}`;
  const confirmation = await insert(ground, 'sale_confirmation', {
    number: `C-${number}`,
    listing_id: listingId,
    auction_id: await columnOf(ground, listingId, 'auction_id'),
    exchange_id,
    ...sides,
    bidder_code: 'B01',
    price_minor: PRICE_MINOR,
    concluded_at: new Date(),
  });
  const done = state === 'settled' ? new Date() : null;
  const id = await insert(ground, 'contract', {
    number: `T-${number}`,
    listing_id: listingId,
    sale_confirmation_id: confirmation,
    exchange_id,
    ...sides,
    type: 'know_how_transfer',
    title: `一种样品${mark}`,
    state,
    contract_amount_minor: PRICE_MINOR,
    signed_at: done,
    settled_at: done,
  });
  const document = '<!doctype html><title>合同</title>';
  await ground.db.database.query(
    'insert into contract_version (contract_id, version, terms, document, content_hash) values ($1, 1, $2, $3, $4)',
    [id, state === 'settled' ? { ...TERMS, payment: ROYALTY } : TERMS, document, sha256Hex(document)],
  );
  if (done)
    await insert(ground, 'transaction_certificate', {
      number: `Z-${number}`,
      contract_id: id,
      body: { ...CERTIFICATE, number: `Z-${number}` },
      content_hash: sha256Hex(number),
    });
  return id;
}
