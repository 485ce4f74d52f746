import { newId, sha256Hex } from '@jishi/kernel';
import { bookDeposit } from '../books';
import { DEPOSIT_DEFAULTS } from '@jishi/pricing';
import { NOTHING_YET } from '@jishi/settlement';
import { type Ground, insert, one, PRICE_MINOR } from './ground';
import type { Kind, Thing } from './kinds';
import { columnOf } from './listings';

/** A deposit for one sale; what is paid for another, in and out, and what becomes of it in the statistics. */
export async function moneyOf(
  ground: Ground,
  listingId: string,
  contractId: string,
): Promise<
  Pick<
    Record<Kind, Thing[]>,
    | 'defaultCase'
    | 'defaultOffer'
    | 'deposit'
    | 'payment'
    | 'payout'
    | 'bankLine'
    | 'transfer'
    | 'difference'
    | 'reconciliation'
  >
> {
  const { people, mark } = ground;
  const exchange_id = people.at('exchange');
  const deposit = await insert(ground, 'deposit', {
    auction_id: await columnOf(ground, listingId, 'auction_id'),
    listing_id: listingId,
    exchange_id,
    organisation_id: people.at('company'),
    amount_minor: 5_000,
    reference: `D-${mark}-${newId()}`,
  });
  const payment = await insert(ground, 'payment', {
    contract_id: contractId,
    exchange_id,
    payer_id: people.at('company'),
    amount_minor: PRICE_MINOR,
    price_minor: PRICE_MINOR,
    buyer_fee_minor: 0,
    seller_fee_minor: 0,
    reference: `P-${mark}-${contractId}`,
  });
  const payout = await insert(ground, 'payout', {
    kind: 'sale',
    exchange_id,
    payee_id: people.at('university'),
    payee_name: `卖方${mark}`,
    contract_id: contractId,
    source_account: `exchange:${exchange_id}:settlement`,
    amount_minor: PRICE_MINOR,
    provider: 'offline-bank',
  });
  const { transfer } = await bookDeposit(ground.db.database, {
    depositId: deposit,
    ownerId: people.at('company'),
    exchangeId: exchange_id,
    memo: `保证金${mark}`,
  });
  await movement(ground, payment);
  await volume(ground, contractId);
  return {
    ...(await defaultOf(ground, listingId, contractId)),
    deposit: [one('required', deposit)],
    payment: [one('due', payment)],
    payout: [one('due', payout)],
    transfer: [one('posted', transfer)],
    bankLine: [one('unmatched', await bankLine(ground, contractId))],
    ...(await reconciled(ground)),
  };
}

/** A day that does not add up. */
async function reconciled(ground: Ground): Promise<Pick<Record<Kind, Thing[]>, 'difference' | 'reconciliation'>> {
  const of = { exchange_id: ground.people.at('exchange'), day: '2026-11-02', drift_minor: 1_500 };
  const run = await insert(ground, 'reconciliation_run', {
    ...of,
    cause: 'daily',
    covered: true,
    totals: JSON.stringify([]),
    item_count: 1,
  });
  const difference = await insert(ground, 'reconciliation_difference', {
    ...of,
    place: 'bank',
    kind: 'missing_in_ledger',
    key: `serial:${ground.mark}`,
    ledger_minor: 0,
    outside_minor: -1_500,
    detail: JSON.stringify({ ledger: null, outside: null }),
    first_run_id: run,
  });
  return { difference: [one('open', difference)], reconciliation: [one('of a day', run)] };
}

/** A payer stands on a provider's page. */
async function movement(ground: Ground, paymentId: string): Promise<void> {
  const of = { provider: 'stripe_card', subject_id: paymentId };
  await insert(ground, 'provider_movement', {
    ...of,
    id: await insert(ground, 'provider_command', { ...of, operation: 'begin', request: {} }),
    subject_kind: 'payment',
    exchange_id: ground.people.at('exchange'),
    amount_minor: PRICE_MINOR,
    currency: 'CNY',
    reference: `cs_test_${ground.mark}`,
    pay_until: new Date(),
    stage: 'begun',
    facts: NOTHING_YET,
  });
}

/** The company did not perform; after another default it was offered what somebody else had won. */
async function defaultOf(
  ground: Ground,
  listingId: string,
  contractId: string,
): Promise<Pick<Record<Kind, Thing[]>, 'defaultCase' | 'defaultOffer'>> {
  const { people, mark } = ground;
  const later = new Date(Date.now() + 86_400_000);
  const of = {
    listing_id: listingId,
    exchange_id: people.at('exchange'),
    contract_id: contractId,
    price_minor: PRICE_MINOR,
    state: 'proposed',
    ground: 'refused',
    rules: JSON.stringify({
      deposits: DEPOSIT_DEFAULTS,
      closingDays: { count: 10, kind: 'working' },
      demoMs: null,
    }),
    reason: `拒绝履行${mark}`,
    proposed_by: people.who('exchange', 'auctioneer').userId,
    hear_until: later,
  };
  const own = await insert(ground, 'default_case', {
    ...of,
    auction_id: await columnOf(ground, listingId, 'auction_id'),
    organisation_id: people.at('company'),
  });
  const other = await insert(ground, 'default_case', {
    ...of,
    auction_id: newId(),
    organisation_id: people.at('university'),
  });
  const offer = await insert(ground, 'default_offer', {
    case_id: other,
    organisation_id: people.at('company'),
    bidder_code: 'B02',
    price_minor: PRICE_MINOR,
    until: later,
    offered_by: people.who('exchange', 'auctioneer').userId,
  });
  return { defaultCase: [one('proposed', own)], defaultOffer: [one('offered', offer)] };
}

async function bankLine(ground: Ground, serial: string): Promise<string> {
  const exchange_id = ground.people.at('exchange');
  const statement = await insert(ground, 'bank_statement', {
    exchange_id,
    account_number: '6222000000000000',
    filename: `${ground.mark}.csv`,
    sha256: sha256Hex(serial),
    line_count: 1,
    inserted_count: 1,
    imported_by: ground.people.who('exchange', 'cashier').userId,
  });
  return insert(ground, 'bank_line', {
    statement_id: statement,
    exchange_id,
    account_number: '6222000000000000',
    serial: `S-${serial}`,
    booked_on: '2026-11-02',
    direction: 'credit',
    amount_minor: 5_000,
    counterparty_name: `某公司${ground.mark}`,
    state: 'unmatched',
  });
}

async function volume(ground: Ground, contractId: string): Promise<void> {
  const { people } = ground;
  const transferee_id = people.at('company');
  const volume_record_id = await insert(ground, 'volume_record', {
    contract_id: contractId,
    contract_type: 'know_how_transfer',
    contract_amount_minor: PRICE_MINOR,
    technical_amount_minor: PRICE_MINOR,
    exchange_id: people.at('exchange'),
    transferor_id: people.at('university'),
    transferee_id,
    region_code: '440100',
    transferee_region_code: '440100',
    pricing_way: 'auction',
    year: 2026,
  });
  await insert(ground, 'subsidy_award', {
    rule_code: 'guangzhou-2015-buyer',
    rule_version: 1,
    volume_record_id,
    beneficiary_id: transferee_id,
    year: 2026,
    amount_minor: 5_000_000,
    trace: JSON.stringify([]),
  });
}
