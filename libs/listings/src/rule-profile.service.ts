import { Inject, Injectable } from '@nestjs/common';
import { invalid, notFound } from '@jishi/kernel';
import { CONFIG, type Config, Database, maybeRow, rows, type Tx } from '@jishi/platform';
import { parseRuleProfile, type RuleProfile } from '@jishi/pricing';

export interface RuleProfileRow {
  code: string;
  version: number;
  exchangeId: string | null;
  body: RuleProfile;
  source: string;
  effectiveAt: Date;
  publishedAt: Date;
}

/** What the column holds. */
const MAX_VERSION = 2_147_483_647;

const PROFILE = `select code, version, exchange_id as "exchangeId", body, source, effective_at as "effectiveAt",
  published_at as "publishedAt" from rule_profile`;

/** Published rules of sale, each version for ever as it was published. */
@Injectable()
export class RuleProfileService {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Pick<Config, 'demo'>,
  ) {}

  /** The newest effective version of every profile; demonstration rules only in a demonstration. */
  async list(): Promise<RuleProfileRow[]> {
    const found = await rows<RuleProfileRow>(
      this.database.manager,
      `select distinct on (code) * from (${PROFILE}) p where "effectiveAt" <= now() order by code, version desc`,
    );
    return found
      .filter(({ body }) => body.demo === null || this.config.demo)
      .map((profile) => ({ ...profile, body: parseRuleProfile(profile.body) }));
  }

  /** Errors: `profile.not_found`. */
  async get(tx: Tx, code: string, version: number): Promise<RuleProfileRow> {
    const found = await maybeRow<RuleProfileRow>(tx, `${PROFILE} where code = $1 and version = $2`, [code, version]);
    if (!found) throw notFound('profile.not_found', { code });
    return { ...found, body: parseRuleProfile(found.body) };
  }

  /** As a caller names it. Errors: `profile.not_found`. */
  async find(code: string, version: number): Promise<RuleProfileRow> {
    if (version < 1 || version > MAX_VERSION || code.includes('\0')) throw notFound('profile.not_found', { code });
    return this.get(this.database.manager, code, version);
  }

  /** The version that governs a sale of this exchange begun now. Errors: `profile.not_found`, `profile.demo_only`. */
  async current(tx: Tx, code: string, exchangeId: string): Promise<RuleProfile> {
    const found = await maybeRow<RuleProfileRow>(
      tx,
      `${PROFILE} where code = $1 and effective_at <= now() and (exchange_id is null or exchange_id = $2)
       order by version desc limit 1`,
      [code, exchangeId],
    );
    if (!found) throw notFound('profile.not_found', { code });
    const profile = parseRuleProfile(found.body);
    if (profile.demo !== null && !this.config.demo) throw invalid('profile.demo_only', { code });
    return profile;
  }
}
