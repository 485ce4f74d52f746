import { DEFAULT_BYLAWS } from '@jishi/listings';
import type { Person } from './door';
import { type Ground, insert, one } from './ground';
import type { Kind, Thing } from './kinds';
import { achievement, columnOf, type Listings } from './listings';

/** What the seller does before it sells: disclosures on their way to a decision, and what the price rests on. */
export async function decisionsOf(
  ground: Ground,
  listings: Listings,
): Promise<
  Pick<
    Record<Kind, Thing[]>,
    'achievement' | 'bylaw' | 'contributor' | 'disclosure' | 'worksheet' | 'laterWorksheet' | 'linkedWorksheet'
  >
> {
  const achievementId = await columnOf(ground, listings.draft, 'achievement_id');
  const [first, second] = await worksheets(ground, achievementId);
  const officer = ground.people.who('university', 'officer');
  await ground.door.done(officer, 'PUT', `/listings/${listings.draft}/valuations/${second}`);
  return {
    achievement: [one('own', achievementId)],
    worksheet: [one('first', first)],
    laterWorksheet: [one('second', second, { within: first })],
    linkedWorksheet: [one('linked', second, { within: listings.draft })],
    ...(await disclosures(ground)),
    bylaw: await bylaws(ground),
  };
}

/** One version in force, and one that waits for a decider. */
async function bylaws({ door, people, mark }: Ground): Promise<Thing[]> {
  const [officer, decider] = [people.who('university', 'officer'), people.who('university', 'decider')];
  const write = async (days: number): Promise<string> =>
    (await door.done(officer, 'POST', '/bylaws', bylawsBody(days, mark))).id;
  const inForce = await write(3);
  await door.done(decider, 'POST', `/bylaws/${inForce}/answer`, { answer: 'confirmed', reason: '同意' });
  return [one('in force', inForce), one('waiting', await write(4))];
}

/** What ships, but for the days of one answer. */
export const bylawsBody = (days: number, mark = ''): object => ({
  chain: DEFAULT_BYLAWS.chain,
  deadlines: { ...DEFAULT_BYLAWS.deadlines, take: { days, source: '第三条' } },
  source: `校科〔2026〕12号${mark}`,
  effectiveOn: '2026-01-01',
});

async function worksheets({ door, people }: Ground, achievementId: string): Promise<[string, string]> {
  const make = (more: object) =>
    door.done(people.who('university', 'officer'), 'POST', '/valuations', { achievementId, inputs: ROYALTY, ...more });
  const { id } = await make({});
  return [id, (await make({ replacesId: id })).id];
}

async function disclosures(ground: Ground): Promise<Pick<Record<Kind, Thing[]>, 'contributor' | 'disclosure'>> {
  const { people, door, mark } = ground;
  const [inventor, officer] = [people.who('university', 'inventor'), people.who('university', 'officer')];
  const make = async (): Promise<string> =>
    (
      await door.done(inventor, 'POST', '/disclosures', {
        ...DISCLOSURE,
        title: `一种样品的制备方法${mark}`,
        contributors: [
          { userId: inventor.userId, shareBps: 9_000 },
          { name: '外单位', affiliation: '某院', shareBps: 1_000 },
        ],
      })
    ).id;
  const step = (person: Person, id: string, action: string): Promise<unknown> =>
    door.done(person, 'POST', `/disclosures/${id}/steps`, { action });
  const [draft, review, approving, decided] = [await make(), await make(), await make(), await make()];
  await step(inventor, review, 'disclose');
  await step(officer, review, 'take');
  const [outsider] = await ground.db.database.query<{ id: string }>(
    'select id from disclosure_contributor where disclosure_id = $1 and user_id is null',
    [review],
  );
  await decide(ground, approving, 'approving');
  await decide(ground, decided, 'decided');
  return {
    contributor: [one('outside', outsider!.id, { within: review })],
    disclosure: [one('draft', draft), one('in review', review), one('approving', approving), one('decided', decided)],
  };
}

/** As the approvals leave it. */
async function decide(ground: Ground, disclosure_id: string, state: 'approving' | 'decided'): Promise<void> {
  const { people } = ground;
  const decided = state === 'decided';
  await insert(ground, 'seller_decision', {
    disclosure_id,
    round: 1,
    form: 'licence',
    reason: `普通许可便于推广${ground.mark}。`,
    pricing_way: 'auction',
    price_minor: 68_000_000,
    exclusivity: 'ordinary',
    profile_code: 'gz-university',
    state,
    proposed_by: people.who('university', 'org_admin').userId,
    proposed_at: new Date(),
    attempt: 1,
    chain: JSON.stringify(CHAIN),
    decided_at: decided ? new Date() : null,
  });
  await ground.db.database.query(
    `update disclosure set state = $2, turn = $3, disclosed_at = now(), handled_by = $4, achievement_id = $5 where id = $1`,
    [
      disclosure_id,
      state,
      decided ? null : 'approver',
      people.who('university', 'officer').userId,
      decided ? await achievement(ground) : null,
    ],
  );
}

const CHAIN = [
  { step: 'finance', held: 'decision.approve', days: 5, source: '试' },
  { step: 'leadership', held: 'decision.approve', days: 5, source: '试' },
];

/** The example of the interface's own description. */
const ROYALTY = {
  method: 'royalty',
  ipKind: 'invention',
  filedOn: '2021-04-19',
  valuationDate: '2026-03-01',
  revenues: [{ amountMinor: 1_000_000_000 }],
  royaltyPpm: 50_000,
  taxPpm: 250_000,
  discountPpm: 200_000,
  convention: 'mid',
};

const DISCLOSURE = {
  summary: '一种样品。',
  description: '配比与工艺见实验记录本。',
  ipKind: 'know_how',
  fieldCode: 'materials',
  fundingSource: 'outside',
  programme: '',
  secrecy: [],
  exportControl: 'free',
  parties: [],
  publications: [],
};
