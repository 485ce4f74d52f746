import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { WindowRepository, WindowService } from '@jishi/windows';
import { temporaryAttachments } from '../../../../test/support/files';
import { Market, standingClock } from '../../../../test/support/market';
import { picture } from '../../../../test/support/papers';
import { testDatabase, type TestDatabase } from '../../../../test/support/postgres';
import type { AttachmentService } from '../attachment.service';
import { parseBylaws } from '../domain/bylaws';
import { chainFor } from '../domain/disclosure-decision';
import { type Bylaws, DEFAULT_BYLAWS } from '../domain/disclosure-rules';
import { ListingService } from '../listing.service';
import { RuleProfileService } from '../rule-profile.service';
import { anyBylaws } from '../testing/any-bylaws';
import { BylawService } from './bylaw.service';
import { DecisionService, type Proposal } from './decision.service';
import { DisclosureReadsService } from './disclosure-reads.service';
import { DisclosureService } from './disclosure.service';
import { dueFrom } from './steps';

const NOW = '2026-02-10T10:00:00+08:00';
const clock = standingClock(NOW);
let db: TestDatabase;
let market: Market;
let bylaws: BylawService;
let disclosures: DisclosureService;
let decisions: DecisionService;
let reads: DisclosureReadsService;
let attachments: AttachmentService;
let png: Buffer;

let inventor: Actor;
let officer: Actor;
let officer2: Actor;
let deciders: Actor[];
let decider: Actor;

beforeAll(async () => {
  db = await testDatabase();
  png = await picture('png', 60, 40);
  market = new Market(db);
  const profiles = new RuleProfileService(db.database, { demo: false });
  const windows = new WindowService(db.database, new WindowRepository());
  const listings = new ListingService(db.database, clock, windows, profiles);
  attachments = temporaryAttachments(db.database);
  bylaws = new BylawService(db.database, clock);
  disclosures = new DisclosureService(db.database, clock, attachments);
  decisions = new DecisionService(db.database, clock, attachments, profiles, listings);
  reads = new DisclosureReadsService(db.database, clock, attachments, disclosures);
});
beforeEach(async () => {
  clock.set(Date.parse(NOW));
  await institution();
});
afterAll(() => db.drop());

/** Another one for every test: it has no bylaws yet. */
async function institution(): Promise<void> {
  inventor = await market.member('university', ['inventor']);
  const people = (roles: Parameters<Market['person']>[2]) =>
    market.person(inventor.organisationId, 'university', roles);
  officer = await people(['officer']);
  officer2 = await people(['officer']);
  deciders = [await people(['decider']), await people(['decider']), await people(['decider'])];
  decider = deciders[0]!;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );
const withTake = (days: number): Bylaws => ({
  ...DEFAULT_BYLAWS,
  deadlines: { ...DEFAULT_BYLAWS.deadlines, take: { days, source: '校科〔2026〕12号第三条' } },
});
const write = (body: Bylaws, effectiveOn = '2026-01-01', who = officer): Promise<string> =>
  bylaws.write(who, { ...body, source: '校科〔2026〕12号', effectiveOn });
async function confirmed(body: Bylaws, effectiveOn?: string): Promise<string> {
  const id = await write(body, effectiveOn);
  await bylaws.answer(decider, id, 'confirmed', '校长办公会通过');
  return id;
}
const stateOf = async (id: string): Promise<string> => (await bylaws.get(officer, id)).bylaw.state;
const takeDays = async (): Promise<number> => (await bylaws.current(officer)).body.deadlines.take.days;

describe('bylaws of an institution', () => {
  it('are those that ship until a decider confirms what the office wrote', async () => {
    expect(await bylaws.current(officer)).toEqual({ bylaw: null, body: DEFAULT_BYLAWS, changes: [] });
    const id = await write(withTake(3));
    expect(await takeDays()).toBe(5);
    expect(await bylaws.get(decider, id)).toMatchObject({
      bylaw: { version: 1, state: 'waiting', source: '校科〔2026〕12号' },
      before: null,
      changes: [{ deadline: 'take', before: { days: 5 }, after: { days: 3 } }],
      mayAnswer: true,
    });
    await bylaws.answer(decider, id, 'confirmed', '校长办公会通过');
    expect(await bylaws.current(decider)).toMatchObject({
      bylaw: { id, state: 'in_force', reason: '校长办公会通过' },
      changes: [{ deadline: 'take' }],
    });
    const facts = await db.database.query(`select type, payload from outbox where subject_id = $1 order by id`, [id]);
    const { organisationId } = officer;
    expect(facts).toMatchObject([
      { type: 'bylaw.written', payload: { bylawId: id, organisationId, version: 1, effectiveOn: '2026-01-01' } },
      { type: 'bylaw.answered', payload: { bylawId: id, organisationId, outcome: 'confirmed' } },
    ]);
    const acts = await db.database.query(
      `select action, actor_id from audit_log where subject_type = 'bylaw' and subject_id = $1 order by at`,
      [id],
    );
    expect(acts).toEqual([
      { action: 'bylaw.written', actor_id: officer.userId },
      { action: 'bylaw.confirmed', actor_id: decider.userId },
    ]);
  });

  it('take two people, and one answer', async () => {
    const both = await market.person(officer.organisationId, 'university', ['officer', 'decider']);
    const id = await write(withTake(3), undefined, both);
    expect((await bylaws.get(both, id)).mayAnswer).toBe(false);
    expect(await codeOf(bylaws.answer(both, id, 'confirmed', '自行确认'))).toBe('bylaw.same_person');
    await expect(
      db.database.query(
        `insert into bylaw_answer (bylaw_id, written_by, answer, reason, answered_by, answered_at)
         values ($1, $2, 'confirmed', '自行确认', $2, now())`,
        [id, both.userId],
      ),
    ).rejects.toThrow('bylaw_answer_check');
    // Nor by saying that somebody else wrote it.
    await expect(
      db.database.query(
        `insert into bylaw_answer (bylaw_id, written_by, answer, reason, answered_by, answered_at)
         values ($1, $2, 'confirmed', '自行确认', $3, now())`,
        [id, officer.userId, both.userId],
      ),
    ).rejects.toThrow('bylaw_answer_bylaw_id_written_by_fkey');
    expect(await codeOf(bylaws.answer(decider, id, 'declined', ' … '))).toBe('bylaw.reason_missing');
    await bylaws.answer(decider, id, 'declined', '期限过短');
    expect(await codeOf(bylaws.answer(deciders[1]!, id, 'confirmed', '同意'))).toBe('bylaw.answered');
    expect([await stateOf(id), await takeDays()]).toEqual(['declined', 5]);
    for (const table of ['bylaw', 'bylaw_answer'])
      await expect(db.database.query(`delete from ${table}`)).rejects.toThrow();
  });

  it('are in force from the later of their day and their confirmation, the highest version first', async () => {
    const early = await confirmed(withTake(3));
    const late = await confirmed(withTake(7), '2026-03-01');
    expect([await stateOf(early), await stateOf(late), await takeDays()]).toEqual(['in_force', 'upcoming', 3]);
    expect((await bylaws.get(officer, late)).before).toBe(1);
    clock.set(Date.parse('2026-03-01T00:00:00+08:00') - 1);
    expect(await takeDays()).toBe(3);
    clock.set(Date.parse('2026-03-01T00:00:00+08:00'));
    expect([await stateOf(early), await stateOf(late), await takeDays()]).toEqual(['past', 'in_force', 7]);
    // A day that passed before anybody confirmed counts from the confirmation.
    const slow = await write(withTake(9), '2026-03-05');
    clock.set(Date.parse('2026-03-10T12:00:00+08:00'));
    expect(await takeDays()).toBe(7);
    await bylaws.answer(decider, slow, 'confirmed', '同意');
    expect(await takeDays()).toBe(9);
  });

  it('that were written anew are answered in their newest version', async () => {
    const old = await write(withTake(3));
    const current = await write(withTake(4));
    expect(await stateOf(old)).toBe('superseded');
    expect(await codeOf(bylaws.answer(decider, old, 'confirmed', '同意'))).toBe('bylaw.superseded');
    await bylaws.answer(decider, current, 'confirmed', '同意');
    expect(await codeOf(write(withTake(4)))).toBe('bylaw.unchanged');
    // Back to what ships is a change, too.
    expect(await codeOf(write(DEFAULT_BYLAWS))).toBe('done');
    const first = await bylaws.list(officer, { limit: 2 });
    const rest = await bylaws.list(officer, { limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...rest.items].map(({ version, state }) => [version, state])).toEqual([
      [3, 'waiting'],
      [2, 'in_force'],
      [1, 'superseded'],
    ]);
    expect(rest.nextCursor).toBeNull();
  });

  it('are nobody else’s, and bad input changes nothing', async () => {
    const id = await confirmed(withTake(3));
    const stranger = await market.member('university', ['officer', 'decider']);
    expect(await codeOf(bylaws.get(stranger, id))).toBe('bylaw.not_found');
    expect(await codeOf(bylaws.answer(stranger, id, 'confirmed', '同意'))).toBe('bylaw.not_found');
    expect((await bylaws.list(stranger, {})).items).toEqual([]);
    expect((await bylaws.current(stranger)).bylaw).toBeNull();
    await expect(
      bylaws.write(officer, { deadlines: {}, chain: [], source: '文件', effectiveOn: '2026-01-01' }),
    ).rejects.toMatchObject({
      code: 'bylaw.invalid',
      errors: expect.arrayContaining([
        expect.objectContaining({ path: 'deadlines.take.days', code: 'bylaw.bad_days' }),
      ]),
    });
    const unnamed = bylaws.write(officer, { ...withTake(4), source: '…', effectiveOn: '2026-01-01' });
    expect(await codeOf(unnamed)).toBe('bylaw.source_missing');
    expect((await bylaws.list(officer, {})).items).toHaveLength(1);
  });
});

const LICENCE: Proposal = {
  form: 'licence',
  reason: '多家企业有需求',
  pricingWay: 'auction',
  priceMinor: 80_000_000,
  exclusivity: 'ordinary',
  companyName: '',
  companyShareBps: null,
  profileCode: 'gz-university',
  achievementId: null,
};
const paper = async (who: Actor): Promise<string> =>
  (await attachments.store(who, { filename: '文件.png', content: png })).id;

async function disclosed(): Promise<string> {
  const id = await disclosures.draft(inventor, {
    title: '低温烧结陶瓷基板制备方法',
    summary: '用于大功率器件散热。',
    description: '烧结温度与助剂配比……',
    ipKind: 'know_how',
    fieldCode: 'materials',
    fundingSource: 'outside',
    programme: '',
    secrecy: [],
    exportControl: 'free',
    contributors: [{ userId: inventor.userId, name: '', affiliation: '', shareBps: 10_000 }],
    parties: [],
    publications: [],
  });
  await disclosures.step(inventor, id, 'disclose');
  return id;
}
async function proposed(): Promise<string> {
  const id = await disclosed();
  await disclosures.step(officer, id, 'take');
  await disclosures.step(officer, id, 'accept');
  await decisions.propose(officer, id, LICENCE);
  for (const { kind } of (await reads.get(officer, id)).checklist)
    if (kind !== 'collective_minutes') await disclosures.fileDocument(officer, id, kind, await paper(officer));
  return id;
}
/** The next approval that is asked for, by somebody who may give it. */
async function approveNext(id: string): Promise<void> {
  const whole = await reads.get(officer, id);
  const given = new Set(whole.decisions[0]!.approvals.map(({ approverId }) => approverId));
  const { pending } = whole;
  const who = [officer2, ...deciders].find((each) => each.permissions.has(pending!.held) && !given.has(each.userId))!;
  const attachmentId = pending!.step === 'meeting' ? await paper(who) : null;
  await decisions.approve(who, id, { answer: 'approve', opinion: '同意', attachmentId });
}

describe('a disclosure under bylaws', () => {
  it('keeps the chain and the deadline it runs under, whatever is confirmed meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(anyBylaws, anyBylaws, anyBylaws, async (...bodies) => {
        const [first, second, third] = bodies.map((body) => parseBylaws(body)) as [Bylaws, Bylaws, Bylaws];
        if (new Set([first, second, third].map((body) => JSON.stringify(body))).size < 3) return;
        await institution();
        const own = await confirmed(first);
        const id = await proposed();
        const waiting = await disclosed();
        await disclosures.step(officer, id, 'submit');
        const chain = chainFor(first, LICENCE, false);
        const before = await reads.get(officer, id);
        expect(before.decisions[0]?.chain).toEqual(chain);
        expect(before.disclosure.dueAt).toEqual(dueFrom(clock.now(), chain[0]!.days));

        await confirmed(second);
        expect(await reads.get(officer, id)).toEqual(before);
        const kept = await reads.get(officer, waiting);
        expect([kept.disclosure.dueAt, kept.dueSource, kept.bylaw?.id]).toEqual([
          dueFrom(clock.now(), first.deadlines.take.days),
          first.deadlines.take.source,
          own,
        ]);

        let last = '';
        for (const [i, link] of chain.entries()) {
          const running = await reads.get(officer, id);
          expect([running.pending, running.bylaw?.id]).toEqual([link, own]);
          expect(running.disclosure.dueAt).toEqual(dueFrom(clock.now(), link.days));
          if (i === 1) last = await confirmed(third);
          await approveNext(id);
        }
        const decided = await reads.get(officer, id);
        expect([decided.disclosure.state, decided.bylaw?.id]).toEqual(['decided', own]);

        // Whatever begins a deadline begins it under what is in force then.
        await disclosures.step(officer, waiting, 'take');
        const begun = await reads.get(officer, waiting);
        expect([begun.bylaw?.id, begun.disclosure.dueAt]).toEqual([
          last,
          dueFrom(clock.now(), third.deadlines.review.days),
        ]);
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  it('sent back is asked anew by those whom the bylaws of then want', async () => {
    const id = await proposed();
    expect((await reads.get(officer, id)).checklist.map(({ kind }) => kind)).not.toContain('collective_minutes');
    await disclosures.step(officer, id, 'submit');
    const together = {
      ...DEFAULT_BYLAWS,
      chain: DEFAULT_BYLAWS.chain.map((rule) => (rule.fromMinor > 0 ? { ...rule, fromMinor: 0 } : rule)),
    };
    await confirmed(together);
    const running = await reads.get(officer, id);
    expect(running.decisions[0]!.chain.map(({ step }) => step)).toEqual(['office', 'finance', 'leadership']);
    expect(running.checklist.map(({ kind }) => kind)).not.toContain('collective_minutes');
    await decisions.approve(officer2, id, { answer: 'send_back', opinion: '请补充', attachmentId: null });
    expect((await reads.get(officer, id)).checklist.map(({ kind }) => kind)).toContain('collective_minutes');
    await disclosures.step(officer, id, 'submit');
    expect((await reads.get(officer, id)).decisions[0]!.chain.map(({ step }) => step)).toEqual([
      'office',
      'finance',
      'leadership',
      'meeting',
    ]);
  });
});
