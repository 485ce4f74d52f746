import { Injectable } from '@nestjs/common';
import { conflict, invalid } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, decodeCursor, type Page, pageLimit, toPage } from '@jishi/platform';
import { type DefaultChange, defaultChanges, takeOver } from '@jishi/pricing';
import { ProfileDraftService } from './profile-draft.service';
import { type BehindDefault, listBehindDefault, type RuleProfileRow } from './rule-profile.repository';
import { RuleProfileService } from './rule-profile.service';

/** Own rules, the default they were made from, and what that has become since. */
export interface NewerDefault {
  own: RuleProfileRow;
  from: RuleProfileRow;
  to: RuleProfileRow;
  /** What the own rules do not have yet. */
  changes: DefaultChange[];
  openDraftId: string | null;
}

export interface TakeOver {
  code: string;
  /** Of the default, as it was read. */
  defaultVersion: number;
  /** All changes when left out. */
  paths?: string[] | undefined;
}

/** Newer defaults of the platform, for exchanges that once made rules of their own from them. Nothing is taken over by itself. */
@Injectable()
export class ProfileDefaultService {
  constructor(
    private readonly database: Database,
    private readonly profiles: RuleProfileService,
    private readonly drafts: ProfileDraftService,
  ) {}

  /** Those that say something else than the own rules. */
  async newer(
    actor: Actor,
    query: { limit?: number | undefined; cursor?: string | undefined },
  ): Promise<Page<NewerDefault>> {
    const limit = pageLimit(query.limit);
    const after = decodeCursor(query.cursor, 1)?.[0] ?? null;
    const found = await listBehindDefault(this.database.manager, {
      exchangeId: actor.organisationId,
      code: null,
      after: after === null ? null : String(after).replaceAll('\0', ''),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.code]);
    const items = await Promise.all(page.items.map((behind) => this.whole(behind)));
    return { ...page, items: items.filter(({ changes }) => changes.length > 0) };
  }

  /**
   * Begins a draft of the own rules with these changes of the default in them; once it is published the default counts as
   * considered, with what was not taken over. Errors: `profile.no_newer_default`, `profile.unknown_rule`, `profile.invalid`, `profile.draft_open`.
   */
  async begin(actor: Actor, { code, defaultVersion, paths }: TakeOver): Promise<string> {
    const filter = { exchangeId: actor.organisationId, code, after: null, limit: 1 };
    const [behind] = await listBehindDefault(this.database.manager, filter);
    if (behind?.newestVersion !== defaultVersion) throw conflict('profile.no_newer_default', { code });
    const { own, to, changes } = await this.whole(behind);
    const all = changes.map(({ path }) => path);
    const strange = (paths ?? []).flatMap((path, i) =>
      all.includes(path) ? [] : [{ path: `paths[${i}]`, code: 'profile.unknown_rule' }],
    );
    if (strange.length > 0) throw invalid('profile.unknown_rule', {}, strange);
    const body = takeOver(own.body, to.body, paths ?? all);
    return this.drafts.begin(actor, { base: to, code, body });
  }

  private async whole({ code, version, baseCode, baseVersion, ...rest }: BehindDefault): Promise<NewerDefault> {
    const tx = this.database.manager;
    const own = await this.profiles.get(tx, code, version);
    const from = await this.profiles.get(tx, baseCode, baseVersion);
    const to = await this.profiles.get(tx, baseCode, rest.newestVersion);
    return { own, from, to, changes: defaultChanges(from.body, to.body, own.body), openDraftId: rest.openDraftId };
  }
}
