import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { WindowRepository, WindowService } from '@jishi/windows';
import { Market, standingClock } from '../../../../test/support/market';
import { temporaryAttachments } from '../../../../test/support/files';
import { picture } from '../../../../test/support/papers';
import { testDatabase, type TestDatabase } from '../../../../test/support/postgres';
import { AchievementService } from '../achievement.service';
import { AttachmentService } from '../attachment.service';
import type { DisclosureContent } from '../domain/disclosure-content';
import { DISCLOSURE_ACTIONS, DISCLOSURE_TRANSITIONS } from '../domain/disclosure-states';
import { ListingService } from '../listing.service';
import { RuleProfileService } from '../rule-profile.service';
import { type Approval, DecisionService, type Proposal } from './decision.service';
import { DisclosureReadsService } from './disclosure-reads.service';
import { DisclosureService, type PlainAction } from './disclosure.service';

let db: TestDatabase;
let market: Market;
let disclosures: DisclosureService;
let decisions: DecisionService;
let reads: DisclosureReadsService;
let attachments: AttachmentService;
let achievements: AchievementService;
let listings: ListingService;
const clock = standingClock('2026-02-10T10:00:00+08:00');

let inventor: Actor;
let colleague: Actor;
let officer: Actor;
let officer2: Actor;
let deciders: Actor[];
let reviewer: Actor;
let png: Buffer;

beforeAll(async () => {
  db = await testDatabase();
  png = await picture('png', 60, 40);
  market = new Market(db);
  const windows = new WindowService(db.database, new WindowRepository());
  const profiles = new RuleProfileService(db.database, { demo: false });
  attachments = temporaryAttachments(db.database);
  achievements = new AchievementService(db.database, windows);
  listings = new ListingService(db.database, clock, windows, profiles);
  disclosures = new DisclosureService(db.database, clock, attachments);
  decisions = new DecisionService(db.database, clock, attachments, profiles, listings);
  reads = new DisclosureReadsService(db.database, clock, attachments, disclosures);
  inventor = await market.member('university', ['inventor']);
  const people = (roles: Parameters<Market['person']>[2]) =>
    market.person(inventor.organisationId, 'university', roles);
  colleague = await people(['inventor']);
  officer = await people(['officer']);
  officer2 = await people(['officer']);
  deciders = [await people(['decider']), await people(['decider']), await people(['decider'])];
  reviewer = await market.member('exchange', ['reviewer']);
});
afterAll(() => db.drop());
beforeEach(() => clock.set(Date.parse('2026-02-10T10:00:00+08:00')));

const content = (change: Partial<DisclosureContent> = {}): DisclosureContent => ({
  title: '低温烧结陶瓷基板制备方法',
  summary: '用于大功率器件散热的陶瓷基板。',
  description: '烧结温度与助剂配比……',
  ipKind: 'know_how',
  fieldCode: 'materials',
  fundingSource: 'outside',
  programme: '',
  secrecy: [],
  exportControl: 'free',
  contributors: [
    { userId: inventor.userId, name: '', affiliation: '', shareBps: 6_000 },
    { userId: colleague.userId, name: '', affiliation: '', shareBps: 4_000 },
  ],
  parties: [],
  publications: [],
  ...change,
});
const licence: Proposal = {
  form: 'licence',
  reason: '多家企业有需求，普通许可收益更稳',
  pricingWay: 'auction',
  priceMinor: 80_000_000,
  exclusivity: 'ordinary',
  companyName: '',
  companyShareBps: null,
  profileCode: 'gz-university',
  achievementId: null,
};
const yes: Approval = { answer: 'approve', opinion: '同意', attachmentId: null };
const paper = async (who = officer): Promise<string> =>
  (await attachments.store(who, { filename: '文件.png', content: png })).id;
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );
/** What of a listing is not ready. */
const faultsOf = async (work: Promise<unknown>): Promise<string[]> =>
  work.then(
    () => [],
    (error: unknown) => (error as DomainError).errors.map(({ code }) => code),
  );
const stateOf = async (id: string): Promise<string> => (await reads.get(inventor, id)).disclosure.state;

async function disclosed(change: Partial<DisclosureContent> = {}): Promise<string> {
  const id = await disclosures.draft(inventor, content(change));
  await disclosures.step(inventor, id, 'disclose');
  return id;
}
async function accepted(change: Partial<DisclosureContent> = {}): Promise<string> {
  const id = await disclosed(change);
  await disclosures.step(officer, id, 'take');
  const { contributors } = await reads.get(officer, id);
  if (contributors.some(({ userId }) => userId === colleague.userId))
    await disclosures.answerShare(colleague, id, true);
  await disclosures.step(officer, id, 'accept');
  return id;
}
/** Proposed, with every document of the checklist that the office files. */
async function approving(proposal: Proposal = licence, change: Partial<DisclosureContent> = {}): Promise<string> {
  const id = await accepted(change);
  await decisions.propose(officer, id, proposal);
  for (const { kind } of (await reads.get(officer, id)).checklist)
    if (kind !== 'collective_minutes') await disclosures.fileDocument(officer, id, kind, await paper());
  await disclosures.step(officer, id, 'submit');
  return id;
}
async function decided(proposal: Proposal = licence, change: Partial<DisclosureContent> = {}): Promise<string> {
  const id = await approving(proposal, change);
  for (const who of [officer2, ...deciders]) {
    const { pending } = await reads.get(officer, id);
    if (!pending) break;
    if (!who.permissions.has(pending.held)) continue;
    const attachmentId = pending.step === 'meeting' ? await paper(who) : null;
    await decisions.approve(who, id, { ...yes, attachmentId });
  }
  return id;
}

describe('a disclosure', () => {
  it('goes from its inventor through the office and the approvals into the catalogue and a draft listing', async () => {
    const id = await decided();
    const whole = await reads.get(officer, id);
    expect(whole.disclosure.state).toBe('decided');
    const told = await db.database.query<{ action: string; held: string }>(
      `select payload->>'action' as action, payload->>'held' as held from outbox
       where type = 'disclosure.moved' and subject_id = $1 order by id`,
      [id],
    );
    expect(told.map(({ action, held }) => [action, held])).toEqual([
      ['disclose', ''],
      ['take', ''],
      ['accept', ''],
      ['propose', ''],
      ['submit', 'disclosure.review'],
      ['approve', 'decision.approve'],
      ['approve', 'decision.approve'],
      ['decide', ''],
    ]);
    expect(whole.decisions[0]?.approvals.map(({ step, opinion }) => `${step} ${opinion}`)).toEqual([
      'office 同意',
      'finance 同意',
      'leadership 同意',
    ]);
    const achievementId = whole.disclosure.achievementId!;
    const entered = await achievements.get(officer, achievementId);
    expect([entered.title, entered.abstract, entered.ipKind, entered.sourceFormat]).toEqual([
      '低温烧结陶瓷基板制备方法',
      '用于大功率器件散热的陶瓷基板。',
      'know_how',
      'disclosure',
    ]);
    expect(entered.inventors).toHaveLength(2);
    expect(await disclosures.decisionFor(db.database.manager, achievementId)).toMatchObject({
      form: 'licence',
      exclusivity: 'ordinary',
      priceMinor: 80_000_000,
      approvals: [{ step: 'office' }, { step: 'finance' }, { step: 'leadership' }],
    });
    const listingId = await decisions.draftListing(officer, id, {
      exchangeId: null,
      windowId: null,
      transfereeId: null,
    });
    expect(await reads.ofListing(officer, listingId)).toMatchObject({ form: 'licence', disclosureId: id });
    // The exchange is a party from the day it is asked to review.
    expect(await codeOf(reads.ofListing(reviewer, listingId))).toBe('listing.not_found');
    await market.papers(listingId);
    await listings.submit(officer, listingId, 'direct');
    expect(await reads.ofListing(reviewer, listingId)).toMatchObject({ form: 'licence', disclosureId: null });
    expect(await codeOf(disclosures.step(officer, id, 'reopen', '另有打算'))).toBe('disclosure.on_sale');
    expect(await reads.record(inventor, id)).toContain('职务科技成果披露与决策记录');
  });

  it('waits until every contributor has confirmed a share, by login or on paper', async () => {
    const outside = { userId: null, name: '外部<b>专家', affiliation: '某研究院', shareBps: 1_000 };
    const two = content().contributors.map((each) => ({ ...each, shareBps: each.shareBps - 500 }));
    const id = await disclosed({ contributors: [...two, outside] });
    await disclosures.step(officer, id, 'take');
    expect(await codeOf(disclosures.step(officer, id, 'accept'))).toBe('disclosure.shares_open');
    expect(await codeOf(disclosures.answerShare(officer, id, true))).toBe('disclosure.no_share');
    expect(await codeOf(disclosures.answerShare(colleague, id, false))).toBe('disclosure.reason_missing');
    await disclosures.answerShare(colleague, id, false, '我做了一半');
    expect(await codeOf(disclosures.step(officer, id, 'accept'))).toBe('disclosure.shares_open');
    await disclosures.answerShare(colleague, id, true);
    const [, second, third] = (await reads.get(officer, id)).contributors;
    const ownPaper = await paper();
    expect(await codeOf(disclosures.filePaper(officer, id, second!.id, ownPaper))).toBe('disclosure.confirms_online');
    const foreign = await paper(reviewer);
    expect(await codeOf(disclosures.filePaper(officer, id, third!.id, foreign))).toBe('attachment.not_found');
    await disclosures.filePaper(officer, id, third!.id, ownPaper);
    await disclosures.step(officer, id, 'accept');
    expect(await stateOf(id)).toBe('accepted');
    expect(await reads.record(inventor, id)).not.toContain('<b>');
  });

  it('given back and changed, asks for every share again', async () => {
    const id = await disclosed();
    await disclosures.step(officer, id, 'take');
    await disclosures.answerShare(colleague, id, true);
    expect(await codeOf(disclosures.save(inventor, id, content()))).toBe('disclosure.wrong_state');
    expect(await codeOf(disclosures.step(officer, id, 'return'))).toBe('disclosure.reason_missing');
    await disclosures.step(officer, id, 'return', '请补充实施例');
    await disclosures.save(inventor, id, content({ title: '改过的名称' }));
    await disclosures.step(inventor, id, 'disclose');
    const { contributors, disclosure } = await reads.get(colleague, id);
    expect(contributors.map(({ agreed }) => agreed)).toEqual([true, null]);
    expect(disclosure.title).toBe('改过的名称');
  });

  it('is not handed in unless it is whole, and bad input changes nothing', async () => {
    const id = await disclosures.draft(
      inventor,
      content({ contributors: [content().contributors[0]!], description: '' }),
    );
    const before = await reads.get(inventor, id);
    const refused = await disclosures.step(inventor, id, 'disclose').catch((error: unknown) => error as DomainError);
    expect((refused as DomainError).errors.map(({ path }) => path)).toEqual(['description', 'contributors']);
    const stranger = { userId: reviewer.userId, name: '', affiliation: '', shareBps: 1 };
    expect(
      await codeOf(disclosures.save(inventor, id, content({ contributors: [...content().contributors, stranger] }))),
    ).toBe('disclosure.bad_content');
    expect(await reads.get(inventor, id)).toEqual(before);
  });

  it('is due in working days across the Spring Festival', async () => {
    // 2026-02-15 to 23 are days off, Saturday the 14th and the 28th are worked.
    const id = await disclosed();
    const { disclosure } = await reads.get(inventor, id);
    expect(disclosure.dueAt?.toISOString()).toBe('2026-02-24T16:00:00.000Z');
    clock.set(Date.parse('2026-02-25T00:00:00+08:00') + 1);
    const { items } = await reads.list(officer, { scope: 'queue', overdue: true });
    expect(items.find((each) => each.id === id)).toMatchObject({ overdue: true, turn: 'office' });
  });
});

describe('a listing of what was disclosed', () => {
  const sale = { exchangeId: null, windowId: null, transfereeId: null };
  const offered = (achievementId: string) => ({
    achievementId,
    form: 'licence' as const,
    pricingWay: 'auction' as const,
    priceMinor: 80_000_000,
    profileCode: 'gz-university',
    exchangeId: reviewer.organisationId,
  });
  const achievementOf = async (id: string) => (await reads.get(officer, id)).disclosure.achievementId!;

  it('is as it was decided, by whatever way it is drafted', async () => {
    const terms = offered(await achievementOf(await decided()));
    for (const change of [{ form: 'transfer' }, { pricingWay: 'listing' }, { priceMinor: 79_999_999 }] as const)
      expect(await codeOf(listings.draft(officer, { ...terms, ...change }))).toBe('disclosure.not_as_decided');
    const id = await listings.draft(officer, { ...terms, priceMinor: 80_000_001 });
    expect(await codeOf(listings.update(officer, id, { priceMinor: 1_000 }))).toBe('disclosure.not_as_decided');
  });

  it('waits for the decision; a draft from before it was taken up again does not outlive it', async () => {
    const id = await decided();
    const old = await decisions.draftListing(officer, id, sale);
    await disclosures.step(officer, id, 'reopen', '改为自行保留');
    const achievementId = await achievementOf(id);
    await market.papers(old);
    expect(await faultsOf(listings.submit(officer, old, 'direct'))).toEqual(['disclosure.undecided']);
    expect(await codeOf(listings.draft(officer, offered(achievementId)))).toBe('disclosure.undecided');
    expect(await codeOf(decisions.draftListing(officer, id, sale))).toBe('disclosure.wrong_state');
    const retain = {
      form: 'retain',
      pricingWay: null,
      priceMinor: null,
      exclusivity: null,
      profileCode: null,
    } as const;
    await decisions.propose(officer, id, { ...licence, ...retain });
    await disclosures.step(officer, id, 'submit');
    await decisions.approve(officer2, id, yes);
    await decisions.approve(deciders[0]!, id, yes);
    expect(await stateOf(id)).toBe('decided');
    expect(await faultsOf(listings.submit(officer, old, 'direct'))).toEqual(['disclosure.not_as_decided']);
  });

  it.each(['pre_listed', 'resumed'])('%s keeps its decision closed', async (state) => {
    const id = await decided();
    const listingId = await decisions.draftListing(officer, id, sale);
    await db.database.query(`update listing set state = $2, publish_from = now() where id = $1`, [listingId, state]);
    expect(await codeOf(disclosures.step(officer, id, 'reopen', '另有打算'))).toBe('disclosure.on_sale');
  });

  it('that runs already is not put under another disclosure', async () => {
    const { records } = await achievements.import(officer, officer.organisationId, [
      { filename: 'a.csv', content: Buffer.from('title,number\n在售成果,Z1\n') },
    ]);
    const achievementId = records[0]!.achievementId!;
    const running = await listings.draft(officer, offered(achievementId));
    await db.database.query(`update listing set state = 'review' where id = $1`, [running]);
    const id = await accepted();
    expect(await codeOf(decisions.propose(officer, id, { ...licence, achievementId }))).toBe('disclosure.on_sale');
  });
});

describe('papers of a disclosure', () => {
  it('are read by its own people, and not by a colleague who knows their number', async () => {
    const alone = { contributors: [{ ...content().contributors[0]!, shareBps: 10_000 }] };
    const id = await disclosures.draft(inventor, content(alone));
    const attachmentId = await paper(inventor);
    const isRead = (who: Actor) => codeOf(attachments.read(who, attachmentId));
    await disclosures.fileDocument(inventor, id, 'supporting', attachmentId);
    for (const who of [colleague, officer, ...deciders]) expect(await isRead(who)).toBe('attachment.not_found');
    // Nor by filing them as one's own.
    const own = await disclosures.draft(
      colleague,
      content({ contributors: [{ ...alone.contributors[0]!, userId: colleague.userId }] }),
    );
    expect(await codeOf(disclosures.fileDocument(colleague, own, 'supporting', attachmentId))).toBe(
      'attachment.not_found',
    );
    await disclosures.step(inventor, id, 'disclose');
    for (const who of [inventor, officer]) expect(await isRead(who)).toBe('done');
    for (const who of [colleague, ...deciders]) expect(await isRead(who)).toBe('attachment.not_found');
  });

  it('are filed once as one thing', async () => {
    const id = await accepted();
    await decisions.propose(officer, id, licence);
    const attachmentId = await paper();
    await disclosures.fileDocument(officer, id, 'pricing_basis', attachmentId);
    expect(await codeOf(disclosures.fileDocument(officer, id, 'pricing_basis', attachmentId))).toBe(
      'disclosure.filed_already',
    );
  });
});

describe('who sees and who acts', () => {
  it('is the organisation’s own: strangers and colleagues without a part find nothing', async () => {
    const alone = { contributors: [{ ...content().contributors[0]!, shareBps: 10_000 }] };
    const draft = await disclosures.draft(inventor, content(alone));
    const other = await market.member('university', ['officer', 'inventor', 'decider']);
    for (const who of [other, colleague, officer, ...deciders])
      expect(await codeOf(reads.get(who, draft))).toBe('disclosure.not_found');
    await disclosures.step(inventor, draft, 'disclose');
    expect((await reads.get(officer, draft)).disclosure.state).toBe('disclosed');
    for (const who of [other, colleague, ...deciders])
      expect(await codeOf(reads.get(who, draft))).toBe('disclosure.not_found');
    for (const scope of ['mine', 'office', 'queue', 'decide', 'decisions'] as const)
      expect((await reads.list(other, { scope })).items).toEqual([]);
    expect(await codeOf(reads.list(inventor, { scope: 'office' }))).toBe('disclosure.scope_forbidden');
    expect(await codeOf(disclosures.step(inventor, draft, 'take'))).toBe('disclosure.other_part');
    expect(await codeOf(disclosures.step(officer, draft, 'withdraw', '无'))).toBe('disclosure.other_part');
    expect((await reads.get(officer, draft)).may).toEqual(['take']);
    expect((await reads.get(inventor, draft)).may).toEqual(['withdraw']);
  });

  it('is never an inventor for their own work', async () => {
    const both = await market.person(inventor.organisationId, 'university', ['inventor', 'officer', 'decider']);
    const contributors = [...content().contributors, { userId: both.userId, name: '', affiliation: '', shareBps: 500 }];
    contributors[0]!.shareBps -= 500;
    const id = await disclosed({ contributors });
    expect(await codeOf(disclosures.step(both, id, 'take'))).toBe('disclosure.own_interest');
    expect((await reads.list(both, { scope: 'queue', limit: 100 })).items.map((each) => each.id)).not.toContain(id);
  });
});

describe('approvals', () => {
  it('are one a person, never the proposer’s own, in the order of the chain', async () => {
    const id = await approving();
    expect(await codeOf(decisions.approve(officer, id, yes))).toBe('decision.own_proposal');
    expect(await codeOf(decisions.approve(deciders[0]!, id, yes))).toBe('decision.other_step');
    await decisions.approve(officer2, id, yes);
    await decisions.approve(deciders[0]!, id, yes);
    expect(await codeOf(decisions.approve(deciders[0]!, id, yes))).toBe('decision.approved_twice');
    expect(
      (await reads.list(deciders[0]!, { scope: 'decide', limit: 100 })).items.map((each) => each.id),
    ).not.toContain(id);
    expect((await reads.list(deciders[1]!, { scope: 'decide', limit: 100 })).items.map((each) => each.id)).toContain(
      id,
    );
    await decisions.approve(deciders[1]!, id, yes);
    expect(await stateOf(id)).toBe('decided');
  });

  it('above the threshold end with the leadership’s minutes, or do not end', async () => {
    const id = await approving({ ...licence, priceMinor: 600_000_000 });
    await decisions.approve(officer2, id, yes);
    await decisions.approve(deciders[0]!, id, yes);
    await decisions.approve(deciders[1]!, id, yes);
    expect(await codeOf(decisions.approve(deciders[2]!, id, yes))).toBe('decision.documents_missing');
    expect(await stateOf(id)).toBe('approving');
    await decisions.approve(deciders[2]!, id, { ...yes, attachmentId: await paper(deciders[2]!) });
    expect(await stateOf(id)).toBe('decided');
  });

  it('sent back, begin again from the first step', async () => {
    const id = await approving();
    await decisions.approve(officer2, id, yes);
    expect(await codeOf(decisions.approve(deciders[0]!, id, { ...yes, answer: 'send_back', opinion: '' }))).toBe(
      'disclosure.reason_missing',
    );
    await decisions.approve(deciders[0]!, id, { ...yes, answer: 'send_back', opinion: '价格依据不足' });
    await decisions.propose(officer2, id, { ...licence, priceMinor: 90_000_000 });
    await disclosures.step(officer, id, 'submit');
    const { pending, decisions: made } = await reads.get(officer, id);
    expect([pending?.step, made.length, made[0]?.attempt, made[0]?.proposedBy]).toEqual([
      'office',
      1,
      2,
      officer2.userId,
    ]);
    expect(await codeOf(decisions.approve(officer2, id, yes))).toBe('decision.own_proposal');
    await decisions.approve(officer, id, yes);
  });

  it('are asked for only with the documents due by then', async () => {
    const id = await accepted();
    await decisions.propose(officer, id, { ...licence, pricingWay: 'negotiated' });
    expect(await codeOf(disclosures.step(officer, id, 'submit'))).toBe('decision.documents_missing');
    for (const kind of ['pricing_basis', 'inventors_agreement'] as const)
      await disclosures.fileDocument(officer, id, kind, await paper());
    await disclosures.step(officer, id, 'submit');
    const checklist = (await reads.get(officer, id)).checklist.map(({ kind, present }) => `${kind} ${present}`);
    expect(checklist).toEqual(['pricing_basis true', 'publicity_proof false', 'inventors_agreement true']);
    await decisions.approve(officer2, id, yes);
    await decisions.approve(deciders[0]!, id, yes);
    expect(await codeOf(decisions.approve(deciders[1]!, id, yes))).toBe('decision.documents_missing');
  });

  it('cannot be changed, doubled or given to oneself even with the database’s own words', async () => {
    const id = await decided();
    const { decisions: made } = await reads.get(officer, id);
    const decisionId = made[0]!.id;
    const attempts = [
      ['update decision_approval set opinion = $1', ['别的']],
      ['delete from decision_approval', []],
      ['update disclosure_transition set reason = $1', ['别的']],
      ['update seller_decision set price_minor = 1 where id = $1', [decisionId]],
      [`update seller_decision set state = 'proposed', decided_at = null where id = $1`, [decisionId]],
      ['update disclosure_contributor set share_bps = 1 where disclosure_id = $1', [id]],
      ['delete from disclosure_contributor where disclosure_id = $1', [id]],
      [
        `insert into decision_approval (id, decision_id, attempt, step, answer, approver_id, opinion, at)
         values (gen_random_uuid(), $1, 2, 'office', 'approve', $2, '', now())`,
        [decisionId, officer.userId],
      ],
    ] as const;
    for (const [sql, params] of attempts) await expect(db.database.query(sql, [...params])).rejects.toThrow();
  });
});

describe('what is decided', () => {
  it('keeps what security forbids out of catalogue and listings', async () => {
    const secret = { secrecy: ['national_security' as const] };
    const id = await decided(licence, secret);
    const { disclosure } = await reads.get(officer, id);
    expect([disclosure.state, disclosure.achievementId]).toEqual(['decided', null]);
    const nowhere = { exchangeId: null, windowId: null, transfereeId: null };
    expect(await codeOf(decisions.draftListing(officer, id, nowhere))).toBe('disclosure.barred');
    // Nor by way of an achievement that is in the catalogue already.
    const csv = Buffer.from('title,number\n已有专利,CNSECRET1\n');
    const { records } = await achievements.import(officer, officer.organisationId, [
      { filename: 'a.csv', content: csv },
    ]);
    const achievementId = records[0]!.achievementId!;
    await decided({ ...licence, achievementId }, secret);
    const draft = {
      ...licence,
      form: 'licence' as const,
      pricingWay: 'auction' as const,
      profileCode: 'gz-university',
    };
    const terms = { ...draft, achievementId, priceMinor: 1_000, exchangeId: reviewer.organisationId };
    expect(await codeOf(listings.draft(officer, terms))).toBe('disclosure.barred');
  });

  it('may be kept, with its reason, and be considered again', async () => {
    const id = await decided({
      ...licence,
      form: 'retain',
      pricingWay: null,
      priceMinor: null,
      exclusivity: null,
      profileCode: null,
    });
    const { disclosure } = await reads.get(officer, id);
    const nowhere = { exchangeId: null, windowId: null, transfereeId: null };
    expect(await codeOf(decisions.draftListing(officer, id, nowhere))).toBe('disclosure.not_for_sale');
    expect((await disclosures.decisionFor(db.database.manager, disclosure.achievementId!))?.form).toBe('retain');
    await disclosures.step(officer, id, 'reopen', '有企业询价');
    expect(await disclosures.decisionFor(db.database.manager, disclosure.achievementId!)).toBeNull();
    await decisions.propose(officer, id, licence);
    expect((await reads.get(officer, id)).decisions.map(({ form }) => form)).toEqual(['licence', 'retain']);
  });

  it('is equity only after the leadership met', async () => {
    const id = await decided({
      ...licence,
      form: 'invest',
      exclusivity: null,
      companyName: '新设公司',
      companyShareBps: 2_500,
    });
    const { decisions: made, checklist } = await reads.get(officer, id);
    expect(made[0]?.approvals.map(({ step }) => step)).toEqual(['office', 'finance', 'leadership', 'meeting']);
    expect(checklist.every(({ present }) => present)).toBe(true);
  });
});

describe('lists', () => {
  it('page in order of what is due, filter, and stay within their scope', async () => {
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await reads.list(officer, { scope: 'office', limit: 3, ...(cursor ? { cursor } : {}) });
      all.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(10);
    const queue = (await reads.list(officer, { scope: 'queue', limit: 100 })).items;
    const due = queue.map(({ dueAt }) => dueAt?.getTime() ?? Infinity);
    expect(due).toEqual([...due].sort((a, b) => a - b));
    expect((await reads.list(officer, { scope: 'office', state: 'in_review', form: 'licence' })).items).toEqual([]);
    expect((await reads.list(officer, { scope: 'office', q: '改过的' })).items).toHaveLength(1);
  });
});

describe('every step', () => {
  it('that is taken is recorded and audited once, and one that is refused leaves nothing', async () => {
    const people = [inventor, colleague, officer, officer2, ...deciders];
    const act = fc.record({
      who: fc.constantFrom(...people.keys()),
      action: fc.constantFrom(...DISCLOSURE_ACTIONS),
      reason: fc.constantFrom('', '理由'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), fc.nat(3), async (acts, start) => {
        const begin = [async () => disclosures.draft(inventor, content()), disclosed, accepted, approving][start]!;
        const id = await begin();
        let records = await recordsOf(id);
        for (const { who, action, reason } of acts) {
          const before = await stateOf(id);
          const code = await codeOf(take(people[who]!, id, action, reason));
          const after = await recordsOf(id);
          // Proposing again changes the proposal and takes no step.
          const step = code === 'done' && !(action === 'propose' && before === 'proposed');
          const grown = step ? 1 : 0;
          expect([code, after.steps, after.audited]).toEqual([code, records.steps + grown, records.audited + grown]);
          if (step) expect(DISCLOSURE_TRANSITIONS[after.last as PlainAction].from).toContain(before);
          else expect(await stateOf(id)).toBe(before);
          records = after;
        }
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  const take = (who: Actor, id: string, action: string, reason: string): Promise<void> => {
    if (action === 'propose') return decisions.propose(who, id, licence);
    if (action === 'approve' || action === 'decide') return decisions.approve(who, id, { ...yes, opinion: reason });
    if (action === 'send_back' || action === 'refuse')
      return decisions.approve(who, id, { answer: action, opinion: reason, attachmentId: null });
    return disclosures.step(who, id, action as PlainAction, reason);
  };

  async function recordsOf(id: string): Promise<{ steps: number; audited: number; last: string }> {
    const steps = await db.database.query<{ action: string }>(
      'select action from disclosure_transition where disclosure_id = $1 order by at desc, id desc',
      [id],
    );
    const names = DISCLOSURE_ACTIONS.map((action) => `disclosure.${action}`);
    const audited = await db.database.query(
      `select 1 from audit_log where subject_id = $1 and action = any($2)
       and (detail->>'from' is not null)`,
      [id, names],
    );
    return { steps: steps.length, audited: audited.length, last: steps[0]?.action ?? '' };
  }
});
