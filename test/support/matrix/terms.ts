import type { Kind, Thing } from './kinds';
import { type Ground, insert, one, PRICE_MINOR } from './ground';

/** What stands in the way of a contract's money, what its royalties are computed from, a trial that is over. */
export async function termsOf(
  ground: Ground,
  contractId: string,
): Promise<Pick<Record<Kind, Thing[]>, 'payoutObjection' | 'royaltyReport'>> {
  const { people, mark } = ground;
  const objection = await insert(ground, 'payout_objection', {
    contract_id: contractId,
    exchange_id: people.at('exchange'),
    source: 'party',
    organisation_id: people.at('company'),
    claimant: `某公司${mark}`,
    reason: `有争议${mark}`,
    raised_by: people.who('company', 'bidder').userId,
  });
  const report = await insert(ground, 'royalty_report', {
    contract_id: contractId,
    period: 1,
    from_on: '2025-01-01',
    to_on: '2025-12-31',
    base_minor: PRICE_MINOR,
    note: `报告${mark}`,
    amount_minor: 5_000_000,
    trace: JSON.stringify([]),
    filed_by: people.who('company', 'bidder').userId,
    // every act on it is refused for its state, not for what it is
    state: 'audited',
    found_base_minor: PRICE_MINOR,
    finding: `审计${mark}`,
    found_by: people.who('exchange', 'reviewer').userId,
  });
  await ground.db.database.query(
    `insert into contract_trial (contract_id, begins_on, ends_on) values ($1, '2025-01-01', '2025-03-31')`,
    [contractId],
  );
  return { payoutObjection: [one('open', objection)], royaltyReport: [one('audited', report)] };
}
