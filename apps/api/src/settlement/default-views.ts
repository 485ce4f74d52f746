import type { Actor } from '@jishi/identity';
import type { CaseRow, DistributionRow, OfferRow, Preview, WholeCase } from '@jishi/settlement';
import type {
  DefaultResponse,
  DistributionResponse,
  OfferResponse,
  PreviewResponse,
  WholeDefaultResponse,
} from './defaults.dto';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Who of the exchange did what is the exchange's; a person is told which steps were its own. */
export function defaultView(found: CaseRow, actor: Actor): DefaultResponse {
  const { proposedBy, decidedBy, forfeitProposedBy, forfeitedBy, ruledBy, title, rules, ...row } = found;
  const { exchangeId: _, sellerId: __, evidenceIds: ___, statementIds: ____, appealIds: _____, ...shown } = row;
  const people = {
    proposed: proposedBy,
    decided: decidedBy,
    forfeitProposed: forfeitProposedBy,
    forfeited: forfeitedBy,
  };
  const mySteps = Object.entries({ ...people, ruled: ruledBy }).flatMap(([step, by]) =>
    by === actor.userId ? [step] : [],
  );
  return {
    ...shown,
    listingTitle: title,
    performanceDueAt: iso(found.performanceDueAt),
    proposedAt: iso(found.proposedAt),
    hearUntil: iso(found.hearUntil),
    statedAt: iso(found.statedAt),
    decidedAt: iso(found.decidedAt),
    forfeitProposedAt: iso(found.forfeitProposedAt),
    forfeitedAt: iso(found.forfeitedAt),
    appealUntil: iso(found.appealUntil),
    appealedAt: iso(found.appealedAt),
    ruledAt: iso(found.ruledAt),
    remedyAt: iso(found.remedyAt),
    createdAt: found.createdAt.toISOString(),
    restTo: rules.deposits.restTo,
    remedies: rules.deposits.remedies,
    mySteps,
  };
}

export const distributionView = (given: DistributionRow, actor: Actor): DistributionResponse => ({
  totalMinor: given.totalMinor,
  resaleMinor: given.resaleMinor,
  givenUp: given.givenUp,
  shortfallMinor: given.shortfallMinor,
  lines: given.lines,
  isMine: given.proposedBy === actor.userId,
  proposedAt: given.proposedAt.toISOString(),
  approvedAt: iso(given.approvedAt),
});

export const previewView = ({ resale, depositMinor, shortfallMinor, lines }: Preview): PreviewResponse => ({
  depositMinor,
  shortfallMinor,
  lines,
  resaleMinor: resale?.priceMinor ?? null,
});

export const offerView = (offer: OfferRow): OfferResponse => ({
  id: offer.id,
  auctionId: offer.auctionId,
  listingId: offer.listingId,
  listingNumber: offer.listingNumber,
  listingTitle: offer.title,
  organisationName: offer.organisationName,
  bidderCode: offer.bidderCode,
  priceMinor: offer.priceMinor,
  state: offer.state,
  until: offer.until.toISOString(),
  answeredAt: iso(offer.answeredAt),
  createdAt: offer.createdAt.toISOString(),
});

export function wholeDefaultView(whole: WholeCase, actor: Actor): WholeDefaultResponse {
  const { found, papers, distribution, offers, next, resaleMinor } = whole;
  const of = (id: string): string =>
    found.evidenceIds.includes(id)
      ? 'evidence'
      : found.statementIds.includes(id)
        ? 'statement'
        : found.appealIds.includes(id)
          ? 'appeal'
          : 'cost';
  return {
    ...defaultView(found, actor),
    papers: papers.map(({ id, filename, mediaType }) => ({ id, filename, mediaType, of: of(id) })),
    distribution: distribution && distributionView(distribution, actor),
    offers: offers.map(offerView),
    next,
    resaleMinor,
  };
}
