import { Injectable } from '@nestjs/common';
import { forbidden, invalid, isUuid, notFound, unauthenticated } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, decodeCursor, pageLimit, type Page, toPage } from '@jishi/platform';
import { type AchievementRow, findAchievement } from './achievement.repository';
import {
  findListing,
  listListings,
  listTransitions,
  type ListingFilter,
  type ListingView,
  type TransitionRow,
} from './listing.repository';
import { listObjections, type ObjectionRow } from './objection.repository';
import type { RuleProfileRow } from './rule-profile.repository';
import { RuleProfileService } from './rule-profile.service';

export interface ListingQuery {
  mine?: boolean;
  queue?: 'intake' | 'review';
  state?: string;
  field?: string;
  region?: string;
  pricingWay?: string;
  /** The market of an exchange: what it hosts and what is linked into it. */
  exchangeId?: string;
  q?: string;
  limit?: number;
  cursor?: string;
}

export interface WholeListing {
  listing: ListingView;
  achievement: AchievementRow;
  profile: RuleProfileRow | null;
  transitions: TransitionRow[];
  objections: ObjectionRow[];
}

@Injectable()
export class ListingReadsService {
  constructor(
    private readonly database: Database,
    private readonly profiles: RuleProfileService,
  ) {}

  /** Errors: `access.unauthenticated`, `listing.queue_forbidden`. */
  async list(actor: Actor | null, query: ListingQuery): Promise<Page<ListingView>> {
    const limit = pageLimit(query.limit);
    const after = decodeCursor(query.cursor, 2);
    const found = await listListings(this.database.manager, {
      ...this.filter(actor, query),
      after: after && placeInList(after),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.sortKey, last.id]);
    return { ...page, items: page.items.map((listing) => withoutSecrets(listing, actor)) };
  }

  /** Errors: `listing.not_found`, also for what the reader may not see yet. */
  async get(actor: Actor | null, id: string): Promise<WholeListing> {
    const tx = this.database.manager;
    const listing = await findListing(tx, id);
    if (!listing) throw notFound('listing.not_found');
    const transitions = await listTransitions(tx, id);
    const party = actor !== null && isParty(listing, transitions, actor);
    if (!listing.publishedAt && !party) throw notFound('listing.not_found');
    const achievement = await findAchievement(tx, listing.achievementId);
    if (!achievement) throw new Error(`listing ${listing.number} without its achievement`);
    const { profileCode: code, profileVersion: version } = listing;
    const objections = await listObjections(tx, id);
    return {
      listing: withoutSecrets(listing, actor),
      achievement,
      profile: version === null ? null : await this.profiles.get(tx, code, version),
      // Names of clerks and reviewers are for the parties; the public reads what happened and why.
      transitions: party
        ? transitions
        : transitions.filter(({ toState }) => PUBLIC_STATES.has(toState)).map((step) => ({ ...step, actorName: null })),
      objections: objections.filter((objection) => party || objection.organisationId === actor?.organisationId),
    };
  }

  private filter(actor: Actor | null, query: ListingQuery): Omit<ListingFilter, 'after' | 'limit'> {
    const scope = query.queue ?? (query.mine ? 'mine' : 'public');
    if (scope !== 'public' && !actor) throw unauthenticated('access.unauthenticated');
    const needed = { intake: 'listing.intake', review: 'listing.review' } as const;
    if (query.queue && !actor?.permissions.has(needed[query.queue])) throw forbidden('listing.queue_forbidden');
    return {
      scope,
      readerId: actor?.organisationId ?? null,
      state: query.state ?? null,
      field: query.field ?? null,
      region: query.region ?? null,
      pricingWay: query.pricingWay ?? null,
      exchangeId: query.exchangeId ?? null,
      q: query.q ?? '',
    };
  }
}

/** Errors: `page.bad_cursor`. */
function placeInList([sortKey, id]: (string | number)[]): [number, string] {
  if (typeof sortKey !== 'number' || !isUuid(id))
    throw invalid('page.bad_cursor', {}, [{ path: 'cursor', code: 'page.bad_cursor' }]);
  return [sortKey, id];
}

const PUBLIC_STATES = new Set([
  'listed',
  'extended',
  'resumed',
  'suspended',
  'delisted',
  'withdrawn',
  'sold',
  'certified',
  'terminated',
]);

/** Seller and window always; the exchange from the day it was asked to review. */
export const isParty = (listing: ListingView, transitions: TransitionRow[], actor: Actor): boolean =>
  [listing.transferorId, listing.windowOrganisationId].includes(actor.organisationId) ||
  (listing.exchangeId === actor.organisationId && transitions.some(({ toState }) => toState === 'review'));

/** The reserve is known to seller and exchange alone (Auction Act §28). */
function withoutSecrets(listing: ListingView, actor: Actor | null): ListingView {
  const knows = actor !== null && [listing.transferorId, listing.exchangeId].includes(actor.organisationId);
  return knows ? listing : { ...listing, reserveMinor: null };
}
