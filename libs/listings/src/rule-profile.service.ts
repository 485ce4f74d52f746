import { Inject, Injectable } from '@nestjs/common';
import { invalid, notFound } from '@jishi/kernel';
import { CONFIG, type Config, Database, decodeCursor, type Page, pageLimit, toPage, type Tx } from '@jishi/platform';
import {
  bestFit,
  computeFees,
  diffProfiles,
  type Fee,
  type Fit,
  type Form,
  type Ownership,
  parseRuleProfile,
  type PricingWay,
  type RuleChange,
  type RuleProfile,
  type SaleAmounts,
  type SellerType,
  sellerTypeOf,
} from '@jishi/pricing';
import {
  findBefore,
  findCurrent,
  findSeller,
  findVersion,
  listInForce,
  listUpcoming,
  listVersions,
  type RuleProfileRow,
} from './rule-profile.repository';

export interface ProfileQuery {
  /** Those of this exchange and of the platform; of everybody when absent. */
  exchangeId?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface SaleQuery {
  sellerId: string;
  exchangeId: string;
  form: Form;
  pricingWay: PricingWay;
}

export interface Comparison {
  from: RuleProfileRow | null;
  to: RuleProfileRow;
  changes: RuleChange[];
}

/** What the column holds. */
const MAX_VERSION = 2_147_483_647;
/** An exchange has a handful of profiles; more are not looked through for the one that fits. */
const MAX_PROFILES = 100;

const read = (profile: RuleProfileRow): RuleProfileRow => ({ ...profile, body: parseRuleProfile(profile.body) });

/** Published rules of sale, each version for ever as it was published. */
@Injectable()
export class RuleProfileService {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Pick<Config, 'demo'>,
  ) {}

  /** The version in force of every profile, of one exchange and the platform or of everybody. */
  async list(exchangeId?: string): Promise<RuleProfileRow[]> {
    return (await this.page({ exchangeId, limit: MAX_PROFILES })).items;
  }

  /** The version in force of every profile, by code; demonstration rules only in a demonstration. */
  async page(query: ProfileQuery): Promise<Page<RuleProfileRow>> {
    const limit = pageLimit(query.limit);
    const after = decodeCursor(query.cursor, 1)?.[0] ?? null;
    const found = await listInForce(this.database.manager, {
      exchangeId: query.exchangeId ?? null,
      demo: this.config.demo,
      after: after === null ? null : String(after).replaceAll('\0', ''),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.code]);
    return { ...page, items: page.items.map(read) };
  }

  /** Published and not in force yet, soonest first. */
  async upcoming(exchangeId?: string): Promise<RuleProfileRow[]> {
    return (await listUpcoming(this.database.manager, exchangeId ?? null, MAX_PROFILES)).map(read);
  }

  /** All versions of a code, newest first. Errors: `profile.not_found`. */
  async versions(code: string, query: { limit?: number; cursor?: string } = {}): Promise<Page<RuleProfileRow>> {
    const limit = pageLimit(query.limit);
    const before = decodeCursor(query.cursor, 1)?.[0] ?? null;
    const version = before === null ? null : Math.min(Math.max(Number(before) || 1, 1), MAX_VERSION);
    const found = await listVersions(this.database.manager, named(code), version, limit + 1);
    if (found.length === 0 && version === null) throw notFound('profile.not_found', { code });
    const page = toPage(found, limit, (last) => [last.version]);
    return { ...page, items: page.items.map(read) };
  }

  /** Errors: `profile.not_found`. */
  async get(tx: Tx, code: string, version: number): Promise<RuleProfileRow> {
    const found = await findVersion(tx, code, version);
    if (!found) throw notFound('profile.not_found', { code });
    return read(found);
  }

  /** As a caller names it. Errors: `profile.not_found`. */
  async find(code: string, version: number): Promise<RuleProfileRow> {
    if (version < 1 || version > MAX_VERSION) throw notFound('profile.not_found', { code });
    return this.get(this.database.manager, named(code), version);
  }

  /** What each side would pay by this version's table, line by line. Errors: `profile.not_found`, `fees.price_not_positive`. */
  async fees(code: string, version: number, sale: SaleAmounts): Promise<{ seller: Fee; buyer: Fee }> {
    return computeFees((await this.find(code, version)).body.fees, sale);
  }

  /**
   * What one version changed: against another of its code, or else against the one it took the place of, or for a first
   * version against what it was made from. Errors: `profile.not_found`.
   */
  async compare(code: string, version: number, from?: number): Promise<Comparison> {
    const to = await this.find(code, version);
    const older = from === undefined ? await this.before(to) : await this.find(code, from);
    return { from: older, to, changes: older ? diffProfiles(older.body, to.body) : [] };
  }

  /** The version that governs a sale of this exchange begun now. Errors: `profile.not_found`, `profile.demo_only`. */
  async current(tx: Tx, code: string, exchangeId: string): Promise<RuleProfile> {
    const found = await findCurrent(tx, code, exchangeId);
    if (!found) throw notFound('profile.not_found', { code });
    const profile = parseRuleProfile(found.body);
    if (profile.demo !== null && !this.config.demo) throw invalid('profile.demo_only', { code });
    return profile;
  }

  /** The profiles an exchange offers, best first, each with the reasons why it cannot govern this sale. Errors: `organisation.not_found`. */
  async fitting(query: SaleQuery): Promise<{ seller: SellerType | null; items: Fit<RuleProfileRow>[] }> {
    const found = await findSeller(this.database.manager, query.sellerId);
    if (!found) throw notFound('organisation.not_found');
    const seller = sellerTypeOf(found.kind, found.ownership as Ownership | null);
    const items = await this.list(query.exchangeId);
    return { seller, items: bestFit(items, { seller, form: query.form, pricingWay: query.pricingWay }) };
  }

  private async before(profile: RuleProfileRow): Promise<RuleProfileRow | null> {
    const tx = this.database.manager;
    const found = await findBefore(tx, profile.code, profile.version);
    if (found) return read(found);
    return profile.baseCode === null ? null : this.get(tx, profile.baseCode, profile.baseVersion!);
  }
}

/** Errors: `profile.not_found`, for what the database could not even be asked for. */
function named(code: string): string {
  if (code.includes('\0')) throw notFound('profile.not_found', { code: code.replaceAll('\0', '') });
  return code;
}
