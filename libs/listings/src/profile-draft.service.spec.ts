import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '@jishi/identity';
import { createDataSource } from '@jishi/platform';
import { belowTheLaw, chinaDay, computeFees, LEAD_MS, type RuleProfile, startOfChinaDay } from '@jishi/pricing';
import { WindowRepository, WindowService } from '@jishi/windows';
import { anyChangeOf } from '../../../test/support/any-profile';
import { Market, standingClock } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { AchievementService } from './achievement.service';
import { ListingService } from './listing.service';
import { ListingReadsService } from './listing-reads.service';
import { ProfileDraftService } from './profile-draft.service';
import { RuleProfileService } from './rule-profile.service';

let db: TestDatabase;
let owner: Awaited<ReturnType<ReturnType<typeof createDataSource>['initialize']>>;
let market: Market;
let profiles: RuleProfileService;
let drafts: ProfileDraftService;
let writer: Actor;
let checker: Actor;
let stranger: Actor;
const DAY_MS = 86_400_000;

beforeAll(async () => {
  db = await testDatabase();
  owner = await createDataSource(db.adminUrl).initialize();
  market = new Market(db);
  profiles = new RuleProfileService(db.database, { demo: false });
  drafts = new ProfileDraftService(db.database, profiles);
  writer = await market.member('exchange', ['reviewer']);
  checker = await market.person(writer.organisationId, 'exchange', ['reviewer']);
  stranger = await market.member('exchange', ['reviewer']);
});
afterAll(async () => {
  await owner.destroy();
  await db.drop();
});

let count = 0;
async function begin(code = `own-${++count}`): Promise<string> {
  return drafts.create(writer, { baseCode: 'gz-university', baseVersion: 3, code });
}
const revisionOf = async (id: string): Promise<number> => (await drafts.get(writer, id)).draft.revision;
async function save(id: string, body: RuleProfile): Promise<void> {
  await drafts.save(writer, id, { revision: await revisionOf(id), body });
}
async function proposed(change: (body: RuleProfile) => RuleProfile, code?: string): Promise<string> {
  const id = await begin(code);
  const { draft } = await drafts.get(writer, id);
  await save(id, change(draft.body));
  await drafts.propose(writer, id, { revision: await revisionOf(id), source: '本所公告〔2026〕5号' });
  return id;
}
async function publish(id: string, effectiveOn?: string) {
  const { draft, earliestOn } = await drafts.get(writer, id);
  return drafts.publish(checker, id, { revision: draft.revision, effectiveOn: effectiveOn ?? earliestOn });
}
const longer = (body: RuleProfile): RuleProfile => ({ ...body, noticeDays: { count: 25, kind: 'working' } });

/** Lets time pass until a version is in force: only the owner, with every guard switched off, can. */
async function bringIntoForce(code: string, version: number): Promise<void> {
  await owner.query('alter table rule_profile disable trigger rule_profile_append_only');
  await owner.query(
    `update rule_profile set effective_at = now() - interval '1 hour' + version * interval '1 second',
       published_at = now() - interval '9 days' where code = $1 and version = $2`,
    [code, version],
  );
  await owner.query('alter table rule_profile enable trigger rule_profile_append_only');
}
const current = (code: string, exchangeId = writer.organisationId) =>
  profiles.current(db.database.manager, code, exchangeId);

describe('rules of an exchange', () => {
  it('go from a copy over a second person to a day at least seven days off', async () => {
    const id = await begin('own-notice');
    const begun = await drafts.get(writer, id);
    expect(begun).toMatchObject({
      draft: { code: 'own-notice', state: 'draft', baseCode: 'gz-university', baseVersion: 3 },
      against: { code: 'gz-university', version: 3 },
      changes: [],
      nextVersion: 1,
    });
    await save(id, longer(begun.draft.body));
    expect((await drafts.get(writer, id)).changes.map(({ path }) => path)).toEqual(['noticeDays']);
    await drafts.propose(writer, id, { revision: 2, source: '本所公告〔2026〕5号' });
    const published = await publish(id);
    expect(published).toMatchObject({ code: 'own-notice', version: 1, baseCode: 'gz-university', baseVersion: 3 });
    expect(published.body).toMatchObject({ code: 'own-notice', version: 1, noticeDays: { count: 25 } });
    expect(published.effectiveAt.getTime() - published.publishedAt.getTime()).toBeGreaterThanOrEqual(LEAD_MS);
    await expect(current('own-notice')).rejects.toThrow('profile.not_found');
    expect((await profiles.upcoming()).map(({ code }) => code)).toContain('own-notice');
    expect((await profiles.list()).map(({ code }) => code)).not.toContain('own-notice');

    await bringIntoForce('own-notice', 1);
    expect(await current('own-notice')).toMatchObject({ version: 1, noticeDays: { count: 25, kind: 'working' } });
    await expect(current('own-notice', stranger.organisationId)).rejects.toThrow('profile.not_found');
    expect((await profiles.list(stranger.organisationId)).map(({ code }) => code)).not.toContain('own-notice');
    expect((await profiles.compare('own-notice', 1)).changes.map(({ path }) => path)).toEqual(['noticeDays']);
    const acts = await db.database.query<{ action: string }>(
      `select action from audit_log where subject_id = $1 order by id`,
      [id],
    );
    expect(acts.map(({ action }) => action)).toEqual([
      'profile.drafted',
      'profile.changed',
      'profile.proposed',
      'profile.published',
    ]);
  });

  it('leave the platform’s defaults and other exchanges’ rules alone', async () => {
    const from = (baseCode: string, baseVersion: number, code?: string) =>
      drafts.create(writer, { baseCode, baseVersion, ...(code ? { code } : {}) });
    await expect(from('gz-university', 3)).rejects.toThrow('profile.code_taken');
    await expect(from('gz-university', 3, 'gz-private')).rejects.toThrow('profile.code_taken');
    await expect(from('gz-demo', 1, 'own-demo')).rejects.toThrow('profile.demo_not_publishable');
    await publish(await proposed(longer, 'own-kept'));
    await expect(drafts.create(stranger, { baseCode: 'own-kept', baseVersion: 1 })).rejects.toThrow(
      'profile.other_exchange',
    );
    await expect(
      drafts.create(stranger, { baseCode: 'gz-university', baseVersion: 3, code: 'own-kept' }),
    ).rejects.toThrow('profile.code_taken');
    const id = await begin('own-open');
    await expect(begin('own-open')).rejects.toThrow('profile.draft_open');
    for (const act of [
      () => drafts.get(stranger, id),
      () => drafts.discard(stranger, id),
      () => drafts.publish(stranger, id, { revision: 1, effectiveOn: '2099-01-01' }),
    ])
      await expect(act()).rejects.toThrow('profile.draft_not_found');
    expect((await drafts.list(stranger, {})).items).toEqual([]);
    await drafts.discard(writer, id);
    await begin('own-open');
  });

  it('are never for demonstrations, nor named otherwise by their editor', async () => {
    const id = await begin('own-named');
    const { draft } = await drafts.get(writer, id);
    const disguised = { ...draft.body, code: 'gz-private', version: 9, demo: { noticeMs: 1, publicityMs: 1 } };
    await save(id, disguised);
    expect((await drafts.get(writer, id)).draft.body).toMatchObject({ code: 'own-named', version: 1, demo: null });
  });

  it('say what is wrong, field by field, and then keep nothing', async () => {
    const id = await begin();
    const { draft } = await drafts.get(writer, id);
    const wrong = structuredClone(draft.body);
    wrong.auction.timerMs = 0;
    wrong.sources['fees.seller'] = ' ';
    await expect(save(id, wrong)).rejects.toMatchObject({
      code: 'profile.invalid',
      errors: [
        { path: 'sources["fees.seller"]', code: 'profile.text_missing' },
        { path: 'auction.timerMs', code: 'profile.not_in_range' },
      ],
    });
    const { faults, changes } = await drafts.preview(writer, id, wrong);
    expect([faults.length, changes]).toEqual([2, []]);
    expect((await drafts.preview(writer, id, longer(draft.body))).changes.map(({ path }) => path)).toEqual([
      'noticeDays',
    ]);
    for (const odd of [
      {},
      { sources: 1 },
      { ...draft.body, sale: undefined },
      { ...draft.body, name: { zh: '\0', en: 'x' } },
    ])
      expect((await drafts.preview(writer, id, odd)).faults.length).toBeGreaterThan(0);
    expect((await drafts.get(writer, id)).draft).toEqual(draft);
  });

  it('are not saved over somebody else’s change', async () => {
    const id = await begin();
    const { draft } = await drafts.get(writer, id);
    await drafts.save(checker, id, { revision: 1, body: longer(draft.body) });
    await expect(drafts.save(writer, id, { revision: 1, body: draft.body })).rejects.toThrow('profile.draft_changed');
    await drafts.propose(writer, id, { revision: 2, source: '公告' });
    await expect(drafts.save(writer, id, { revision: 3, body: draft.body })).rejects.toThrow('profile.draft_closed');
    await expect(publish(id).then(() => publish(id))).rejects.toThrow('profile.draft_closed');
  });

  it('are published by somebody else than who proposed them, or given back with a reason', async () => {
    const id = await proposed(longer);
    const { draft, earliestOn } = await drafts.get(writer, id);
    const when = { revision: draft.revision, effectiveOn: earliestOn };
    await expect(drafts.publish(writer, id, when)).rejects.toThrow('profile.same_person');
    await expect(drafts.giveBack(checker, id, ' ')).rejects.toThrow('profile.reason_missing');
    await drafts.giveBack(checker, id, '公告期依据不足');
    expect((await drafts.get(writer, id)).draft).toMatchObject({ state: 'draft', decisionReason: '公告期依据不足' });
  });

  it('cannot come into force sooner than in seven days, nor before the version they follow', async () => {
    const code = `own-${++count}`;
    const id = await proposed(longer, code);
    const soon = chinaDay(Date.now() + 6 * DAY_MS);
    await expect(publish(id, soon)).rejects.toMatchObject({
      code: 'profile.too_early',
      errors: [{ path: 'effectiveOn' }],
    });
    await expect(publish(id, '2026-02-30x')).rejects.toThrow();
    const far = chinaDay(Date.now() + 30 * DAY_MS);
    await publish(id, far);
    const next = await drafts.create(writer, { baseCode: code, baseVersion: 1 });
    const { draft, earliestOn } = await drafts.get(writer, next);
    expect(startOfChinaDay(earliestOn)).toBe(startOfChinaDay(far) + DAY_MS);
    await save(next, { ...draft.body, refundDays: 3 });
    await drafts.propose(writer, next, { revision: 2, source: '公告' });
    await expect(publish(next, far)).rejects.toThrow('profile.too_early');
    expect(await publish(next)).toMatchObject({ version: 2 });
    // Once the later version is withdrawn its day is free, but its number is not.
    await drafts.withdraw(checker, code, 2, '另行修订');
    const again = await drafts.create(writer, { baseCode: code, baseVersion: 1 });
    expect(await drafts.get(writer, again)).toMatchObject({ nextVersion: 3, earliestOn });
  });

  it('that say nothing new are not proposed', async () => {
    const code = `own-${++count}`;
    await publish(await proposed(longer, code));
    await bringIntoForce(code, 1);
    const id = await drafts.create(writer, { baseCode: code, baseVersion: 1 });
    await expect(drafts.propose(writer, id, { revision: 1, source: '公告' })).rejects.toThrow('profile.unchanged');
  });

  it('are withdrawn with a reason before they are in force, and not after', async () => {
    const code = `own-${++count}`;
    await publish(await proposed(longer, code));
    await expect(drafts.withdraw(writer, code, 1, '')).rejects.toThrow('profile.reason_missing');
    await expect(drafts.withdraw(stranger, code, 1, '不合适')).rejects.toThrow('profile.other_exchange');
    await expect(drafts.withdraw(writer, 'gz-university', 3, '不合适')).rejects.toThrow('profile.other_exchange');
    await expect(drafts.withdraw(writer, code, 7, '不合适')).rejects.toThrow('profile.not_found');
    expect(await drafts.withdraw(writer, code, 1, '不合适')).toMatchObject({ withdrawalReason: '不合适' });
    await expect(drafts.withdraw(writer, code, 1, '不合适')).rejects.toThrow('profile.withdrawn_already');
    await bringIntoForce(code, 1);
    await expect(current(code)).rejects.toThrow('profile.not_found');
    expect((await profiles.versions(code)).items).toMatchObject([{ version: 1, withdrawalReason: '不合适' }]);
    const other = `own-${++count}`;
    await publish(await proposed(longer, other));
    await bringIntoForce(other, 1);
    await expect(drafts.withdraw(writer, other, 1, '不合适')).rejects.toThrow('profile.in_force');
  });
});

describe('the database itself', () => {
  it('refuses what goes past the service', async () => {
    const code = `own-${++count}`;
    await publish(await proposed(longer, code));
    const insert = (change: Record<string, unknown>) => {
      const row: Record<string, unknown> = {
        version: 2,
        exchange: writer.organisationId,
        days: 40,
        proposer: writer.userId,
        publisher: checker.userId,
        demo: null,
        code,
        ...change,
      };
      return db.database.query(
        `insert into rule_profile (code, version, exchange_id, body, source, effective_at, published_at, proposed_by, published_by)
         select $1, $2::int, $3, body || jsonb_build_object('code', $1::text, 'version', $2::int, 'demo', $8::jsonb), 'x',
           now() + $4 * interval '1 day', '2000-01-01', $5, $6 from rule_profile where code = $7 and version = 1`,
        [
          row['code'],
          row['version'],
          row['exchange'],
          row['days'],
          row['proposer'],
          row['publisher'],
          code,
          JSON.stringify(row['demo']),
        ],
      );
    };
    await expect(insert({ days: 6 })).rejects.toThrow(/rule_profile_lead|not later/);
    await expect(insert({ days: 7, code: `${code}-b`, version: 1, publisher: writer.userId })).rejects.toThrow(
      /two_people/,
    );
    await expect(insert({ days: 6, code: `${code}-b`, version: 1 })).rejects.toThrow(/rule_profile_lead/);
    await expect(insert({ demo: { noticeMs: 1, publicityMs: 1 } })).rejects.toThrow(/no_demo/);
    await expect(insert({ exchange: stranger.organisationId })).rejects.toThrow(/somebody else/);
    await expect(insert({ version: 3 })).rejects.toThrow(/gap/);
    await expect(insert({ days: 7 })).rejects.toThrow(/not later/);
    await insert({});
    await expect(
      db.database.query(
        `insert into rule_profile_withdrawal (code, version, reason, withdrawn_by) values ('gz-private', 1, 'x', $1)`,
        [writer.userId],
      ),
    ).rejects.toThrow(/in force/);
    await expect(db.database.query('update rule_profile_withdrawal set reason = reason')).rejects.toThrow(/permission/);
    await expect(owner.query('delete from rule_profile_withdrawal')).rejects.toThrow(/append-only/);
    const id = await proposed(longer);
    await expect(db.database.query(`update rule_profile_draft set body = '{}' where id = $1`, [id])).rejects.toThrow(
      /is proposed/,
    );
    await drafts.discard(writer, id);
    await expect(
      db.database.query(`update rule_profile_draft set state = 'draft' where id = $1`, [id]),
    ).rejects.toThrow(/is discarded/);
  });
});

describe('the rules that fit', () => {
  it('are the exchange’s own before the platform’s, each other one with its reason', async () => {
    const own = await market.member('exchange', ['reviewer']);
    const second = await market.person(own.organisationId, 'exchange', ['reviewer']);
    const id = await drafts.create(own, { baseCode: 'gz-university', baseVersion: 3, code: 'own-fit' });
    const { draft } = await drafts.get(own, id);
    await drafts.save(own, id, { revision: 1, body: longer(draft.body) });
    await drafts.propose(own, id, { revision: 2, source: '公告' });
    const { earliestOn } = await drafts.get(own, id);
    await drafts.publish(second, id, { revision: 3, effectiveOn: earliestOn });
    await bringIntoForce('own-fit', 1);
    const sellerId = await market.organisation('university');
    const exchangeId = own.organisationId;
    const of = { sellerId, exchangeId, form: 'transfer', pricingWay: 'negotiated' } as const;
    const codes = async (query: Parameters<typeof profiles.fitting>[0]) =>
      (await profiles.fitting(query)).items.map(({ profile, reasons }) => [profile.code, ...reasons]);
    expect(await codes(of)).toEqual([
      ['own-fit'],
      ['gz-university'],
      ['gz-private', 'seller'],
      ['gz-state-asset', 'seller', 'pricingWay'],
      ['gz-state-owned', 'seller', 'pricingWay'],
    ]);
    const company = await market.organisation('company');
    expect(await profiles.fitting({ ...of, sellerId: company })).toMatchObject({ seller: null });
    await db.database.query(`update organisation set ownership = 'state_owned' where id = $1`, [company]);
    expect((await codes({ ...of, sellerId: company, pricingWay: 'auction' })).slice(0, 2)).toEqual([
      ['gz-state-asset'],
      ['gz-state-owned'],
    ]);
  });
});

/** What would be below the law for others is for private sellers. */
const lawful = (body: RuleProfile): RuleProfile =>
  belowTheLaw(body).length === 0 ? body : { ...body, sale: { ...body.sale, sellers: ['private'] } };

it('rules below the law are not kept, whoever would publish them', async () => {
  const id = await drafts.create(writer, { baseCode: 'gz-state-owned', baseVersion: 3, code: 'own-lenient' });
  const { draft } = await drafts.get(writer, id);
  const body = { ...draft.body, sale: { ...draft.body.sale, appraisal: null } };
  await expect(drafts.save(writer, id, { revision: 1, body })).rejects.toMatchObject({
    code: 'profile.invalid',
    errors: [{ path: 'sale.appraisal', code: 'profile.below_the_law' }],
  });
});

describe('a running sale', () => {
  it('keeps every number, whatever is published, comes into force or is withdrawn after it', async () => {
    const code = 'own-running';
    const windows = new WindowService(db.database, new WindowRepository());
    const clock = standingClock('2026-03-02T10:00:00+08:00');
    const listings = new ListingService(db.database, clock, windows, profiles);
    const reads = new ListingReadsService(db.database, profiles);
    const officer = await market.member('university', ['officer']);
    const content = Buffer.from('title,number\n运行中的成果,RUN1\n');
    const achievements = new AchievementService(db.database, windows);
    const { records } = await achievements.import(officer, officer.organisationId, [{ filename: 'a.csv', content }]);
    await publish(await proposed(longer, code));
    await bringIntoForce(code, 1);
    const listingId = await listings.draft(officer, {
      achievementId: records[0]!.achievementId!,
      form: 'transfer',
      pricingWay: 'auction',
      priceMinor: 50_000_000,
      reserveMinor: 60_000_000,
      profileCode: code,
      exchangeId: writer.organisationId,
    });
    await market.papers(listingId);
    await listings.submit(officer, listingId, 'direct');
    await listings.review(writer, listingId, true);
    const numbers = async () => {
      const source = (await listings.forAuction(db.database.manager, listingId))!;
      const { listing, profile } = await reads.get(officer, listingId);
      const sold = { listingPriceMinor: 50_000_000, dealPriceMinor: 80_000_000, competitive: true };
      return { source, listing, profile, fees: computeFees(source.profile.fees, sold) };
    };
    const before = await numbers();
    expect(before.source.profile).toMatchObject({ code, version: 1 });

    let inForce = 1;
    const base = before.source.profile;
    await fc.assert(
      fc.asyncProperty(anyChangeOf(base).map(lawful), fc.boolean(), async (body, withdrawn) => {
        const id = await drafts.create(writer, { baseCode: code, baseVersion: inForce });
        await save(id, body);
        await drafts.propose(writer, id, { revision: 2, source: '公告' });
        const { version } = await publish(id);
        expect(await numbers()).toEqual(before);
        if (withdrawn) await drafts.withdraw(checker, code, version, '另行修订');
        await bringIntoForce(code, version);
        if (!withdrawn) inForce = version;
        expect(await numbers()).toEqual(before);
        expect((await current(code)).version).toBe(inForce);
      }),
      { numRuns: 25 },
    );
    expect(inForce).toBeGreaterThan(1);
  }, 60_000);
});
