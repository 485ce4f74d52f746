import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@jishi/identity';
import type { RuleProfile } from '@jishi/pricing';
import { Market } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { ProfileDefaultService } from './profile-default.service';
import { ProfileDraftService } from './profile-draft.service';
import { RuleProfileService } from './rule-profile.service';

let db: TestDatabase;
let market: Market;
let profiles: RuleProfileService;
let drafts: ProfileDraftService;
let defaults: ProfileDefaultService;
let writer: Actor;
let checker: Actor;

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  profiles = new RuleProfileService(db.database, { demo: false });
  drafts = new ProfileDraftService(db.database, profiles);
  defaults = new ProfileDefaultService(db.database, profiles, drafts);
  writer = await market.member('exchange', ['reviewer']);
  checker = await market.person(writer.organisationId, 'exchange', ['reviewer']);
});
afterAll(() => db.drop());

async function publish(id: string): Promise<void> {
  await drafts.propose(writer, id, { revision: (await drafts.get(writer, id)).draft.revision, source: '公告' });
  const { draft, earliestOn } = await drafts.get(writer, id);
  await drafts.publish(checker, id, { revision: draft.revision, effectiveOn: earliestOn });
}
/** Own rules made from a version of a default that has a newer one. */
async function own(code: string, baseVersion = 3): Promise<void> {
  const id = await drafts.create(writer, { baseCode: 'gz-university', baseVersion, code });
  const { draft } = await drafts.get(writer, id);
  const body: RuleProfile = {
    ...draft.body,
    refundDays: 3,
    sources: { ...draft.body.sources, openingHour: '本所公告', refundDays: '本所公告' },
  };
  await drafts.save(writer, id, { revision: 1, body });
  await publish(id);
}
const newer = async (actor = writer) => (await defaults.newer(actor, {})).items;
const told = async (code: string) => (await newer()).find((item) => item.own.code === code);

describe('an exchange whose rules were made from a default', () => {
  it('is told that this has a newer version, with what differs, and others are not', async () => {
    await own('own-told');
    await own('own-newest', 5);
    const stranger = await market.member('exchange', ['reviewer']);
    expect(await newer(stranger)).toEqual([]);
    expect((await newer()).map((item) => item.own.code)).toEqual(['own-told']);
    const item = (await told('own-told'))!;
    expect(item).toMatchObject({ from: { version: 3 }, to: { code: 'gz-university', version: 5 }, openDraftId: null });
    const change = (path: string) => item.changes.find((each) => each.path === path);
    // The default corrected a source; the exchange has set another value here, and another source there.
    expect(change('refundDays')).toMatchObject({ old: 1, new: 1, own: 3, ownSource: '本所公告', differs: true });
    expect(change('openingHour')).toMatchObject({ own: 10, ownSource: '本所公告', differs: false });
    expect(change('name')).toBeUndefined();
  });

  it('takes over what it chooses in a draft, and nothing by itself', async () => {
    await own('own-some');
    const take = (paths: string[], defaultVersion = 5, code = 'own-some') =>
      defaults.begin(writer, { code, defaultVersion, paths });
    await expect(take(['openingHour'], 3)).rejects.toThrow('profile.no_newer_default');
    await expect(take(['openingHour'], 5, 'gz-university')).rejects.toThrow('profile.no_newer_default');
    await expect(take(['openingHour', 'noticeByPrice'])).rejects.toMatchObject({
      code: 'profile.unknown_rule',
      errors: [{ path: 'paths[1]' }],
    });
    const stranger = await market.member('exchange', ['reviewer']);
    await expect(defaults.begin(stranger, { code: 'own-some', defaultVersion: 5 })).rejects.toThrow(
      'profile.no_newer_default',
    );

    const id = await take(['openingHour']);
    const { draft, against, changes } = await drafts.get(writer, id);
    expect([against.code, changes.map(({ path }) => path)]).toEqual(['own-some', ['openingHour']]);
    expect(draft).toMatchObject({ code: 'own-some', baseCode: 'gz-university', baseVersion: 5, state: 'draft' });
    expect(draft.body).toMatchObject({ code: 'own-some', version: 2, refundDays: 3 });
    expect(draft.body.sources['openingHour']).toContain('运营机构默认值');
    expect(draft.body.sources['refundDays']).toBe('本所公告');
    expect(await told('own-some')).toMatchObject({ openDraftId: id });
    await expect(take(['refundDays'])).rejects.toThrow('profile.draft_open');
    // Published, the new default is what the rules were made from; what was left out was considered.
    await publish(id);
    expect(await told('own-some')).toBeUndefined();
    // A later revision of one's own does not forget that.
    const next = await drafts.create(writer, { baseCode: 'own-some', baseVersion: 2 });
    const { draft: revised } = await drafts.get(writer, next);
    await drafts.save(writer, next, { revision: 1, body: { ...revised.body, refundDays: 5 } });
    await publish(next);
    expect(await told('own-some')).toBeUndefined();
  });

  it('takes over everything when it chooses nothing in particular', async () => {
    await own('own-all');
    const id = await defaults.begin(writer, { code: 'own-all', defaultVersion: 5 });
    const { body } = (await profiles.find('gz-university', 5))!;
    const { draft } = await drafts.get(writer, id);
    expect(draft.body).toMatchObject({ refundDays: body.refundDays, code: 'own-all', name: draft.body.name });
    expect(draft.body.sources['sale.appraisal']).toBe(body.sources['sale.appraisal']);
  });
});
