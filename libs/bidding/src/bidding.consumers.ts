import { Inject, Injectable, type Type } from '@nestjs/common';
import { conflict, type DomainError } from '@jishi/kernel';
import { type AuctionSource, ListingService } from '@jishi/listings';
import { audit, type Consumer, createLogger, Database, type Fact, messageFor, type Tx } from '@jishi/platform';
import { AUCTION_MODES } from '@jishi/pricing';
import { takeStep } from './application-step';
import { ApprovalService } from './approval.service';
import { createAuction } from './auction.repository';
import { depositUntilMs, recordConflict } from './candidacy';
import { findConflict, RelatedParty } from './conflict-check';
import { partiesOfAuction } from './conflict.repository';
import { mustNotPass } from './consumer-answers';
import { depositStateOf, findBar, insertBar } from './bar.repository';
import type { Command } from './domain/commands';
import { findMode } from './domain/mode';
import type { AuctionRules } from './domain/rules';
import { MAX_REASON, TITLE_MAX } from './domain/well-formed';
import { Journal } from './journal/journal';
import { Router } from './lease/router';
import {
  approvedOf,
  candidateOf,
  findApplication,
  lockApplication,
  offerOf,
  openingInBook,
  rankOf,
  toldAtMs,
} from './qualification.repository';

const logger = createLogger('bidding');

/** A catalogue keeps longer titles than a book: the sale must not fail over one, and the listing shows it whole. */
const inBook = (title: string): string =>
  title.length <= TITLE_MAX ? title : `${title.slice(0, TITLE_MAX - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** The rules of a listing's profile, frozen for one auction. */
export function rulesOf({
  startPriceMinor,
  profile,
  freePeriodMs,
  pricingWay,
}: Pick<AuctionSource, 'startPriceMinor' | 'profile' | 'freePeriodMs' | 'pricingWay'>): AuctionRules {
  const { triggerMs, extendMs, extensionBase: base, maxExtensions: cap, hardStopMs = null, ...rules } = profile.auction;
  const extension = findMode(rules.mode)?.neverExtends ? null : { triggerMs, extendMs, base, cap, hardStopMs };
  // A listing with one qualified candidate closes by agreement (domain rules §2); an auction is held with one, too.
  const agreement = pricingWay === 'listing' && AUCTION_MODES[profile.auction.mode].opens === 'afterNotice';
  const sole = agreement ? ({ soleCandidate: 'agreement' } as const) : {};
  return { ...rules, startPriceMinor, freePeriodMs, extension, ...sole };
}

/** A published listing with an auction opens its book. */
@Injectable()
export class Announce implements Consumer {
  readonly name = 'bidding.announce';
  readonly events = ['listing.published'];

  constructor(
    private readonly listings: ListingService,
    private readonly journal: Journal,
    private readonly database: Database,
  ) {}

  async before(fact: Fact): Promise<void> {
    const { listingId, auctionId } = fact.payload as { listingId: string; auctionId: string | null };
    if (!auctionId) return;
    const source = await this.listings.forAuction(this.database.manager, listingId);
    if (!source) return;
    await createAuction(this.database.manager, auctionId, listingId);
    const command: Command = {
      type: 'announce',
      listingId,
      title: inBook(source.title),
      sellerId: source.transferorId,
      operatorId: source.exchangeId,
      rules: rulesOf(source),
      suite: this.journal.signer.suite,
      reserveMinor: source.reserveMinor,
      opensAtMs: source.opensAt.getTime(),
    };
    const ack = await this.journal.submit({ auctionId, commandId: fact.id, actor: 'system', command });
    mustNotPass(ack);
    if (!ack.accepted) logger.error({ auctionId, code: ack.code }, 'an auction could not be announced');
  }

  async handle(): Promise<void> {
    // Its effect is the event in the book, written above under the fact's id.
  }
}

/** The deposit is held, or held again after it had lapsed: the bidder enters the book. */
@Injectable()
export class Admit implements Consumer {
  readonly name = 'bidding.admit';
  readonly events = ['deposit.held', 'deposit.renewed'];

  constructor(
    @Inject(Router) private readonly router: Pick<Router, 'submit'>,
    private readonly database: Database,
    @Inject(ListingService) private readonly listings: Pick<ListingService, 'forCandidacy'>,
  ) {}

  async before(fact: Fact): Promise<void> {
    const { auctionId, organisationId, wasLapsed } = fact.payload as {
      auctionId: string;
      organisationId: string;
      wasLapsed?: boolean;
    };
    // Renewed in time: it never left.
    if (fact.type === 'deposit.renewed' && !wasLapsed) return;
    const firstRefusalRank = await rankOf(this.database.manager, auctionId, organisationId);
    const right = firstRefusalRank === null ? {} : { firstRefusalRank };
    // It may have defaulted elsewhere since it was approved here; its deposit goes back with the refusal.
    const bar = await findBar(this.database.manager, organisationId);
    const barred = bar ? { barredUntilMs: bar.barredUntil.getTime() } : {};
    // So may who belongs to whom.
    const related = await this.conflictOf(auctionId, organisationId);
    const tied = related ? { related: true as const } : {};
    const offerMinor = await offerOf(this.database.manager, auctionId, organisationId);
    const offered = offerMinor === null ? {} : { offerMinor };
    const late = fact.type === 'deposit.held' ? await this.lateness(auctionId, organisationId, fact) : {};
    const command: Command = { type: 'admit', organisationId, ...right, ...barred, ...tied, ...offered, ...late };
    const ack = await this.router.submit({ auctionId, commandId: fact.id, actor: 'system', command });
    mustNotPass(ack);
    if (!ack.accepted) logger.warn({ auctionId, code: ack.code }, 'a bidder was not admitted');
    if (ack.accepted) return;
    if (related) await this.disqualify(auctionId, organisationId, new RelatedParty(related.found, false));
    else if (ack.code === 'bidder.deposit_late') await this.disqualify(auctionId, organisationId, conflict(ack.code));
  }

  /** Paid in time is in time, however long it took to be told of it here. */
  private async lateness(auctionId: string, organisationId: string, fact: Fact): Promise<{ paidUntilMs?: number }> {
    const tx = this.database.manager;
    const approved = await approvedOf(tx, auctionId, organisationId);
    const application = approved && (await findApplication(tx, approved.id));
    if (!application) return {};
    const listing = await this.listings.forCandidacy(tx, application.listingId);
    const untilMs = await depositUntilMs(tx, listing, application.dueAt);
    if (untilMs === null) return {};
    const { paidAtMs } = fact.payload as { paidAtMs?: number };
    return (paidAtMs ?? (await toldAtMs(tx, fact.id))) < untilMs ? {} : { paidUntilMs: untilMs };
  }

  private async conflictOf(auctionId: string, organisationId: string) {
    const tx = this.database.manager;
    const parties = await partiesOfAuction(tx, auctionId);
    if (!parties) return null;
    const approved = await approvedOf(tx, auctionId, organisationId);
    const candidate = approved ? await candidateOf(tx, approved.id) : { organisationId };
    const found = await findConflict(tx, candidate, parties);
    return found && { found };
  }

  /** Its approval does not stand beside the book's refusal; told twice, it is done once. */
  private async disqualify(auctionId: string, organisationId: string, error: DomainError) {
    await this.database.transaction(async (tx) => {
      const approved = await approvedOf(tx, auctionId, organisationId);
      const application =
        approved && (await lockApplication(tx, approved.id)) && (await findApplication(tx, approved.id));
      if (application?.state !== 'approved') return;
      const { listingId } = application;
      const at = { stage: 'admission', listingId, organisationId, actor: null } as const;
      if (error instanceof RelatedParty) await recordConflict(tx, at, error);
      const reason = messageFor(error.code, error.params, 'zh');
      await takeStep(tx, application, 'disqualify', { actor: null, reason });
    });
  }

  async handle(_tx: Tx, _fact: Fact): Promise<void> {
    // As above: the book is the effect.
  }
}

/** The hold of its deposit ran out: it bids no more until there is another, and what it bid stands. */
@Injectable()
export class Block implements Consumer {
  readonly name = 'bidding.block';
  readonly events = ['deposit.lapsed'];

  constructor(
    @Inject(Router) private readonly router: Pick<Router, 'submit'>,
    private readonly database: Database,
  ) {}

  async before(fact: Fact): Promise<void> {
    const { auctionId, organisationId, depositId } = fact.payload as {
      auctionId: string;
      organisationId: string;
      depositId: string;
    };
    if (!(await this.isLapsed(depositId))) return;
    const command: Command = { type: 'exclude', organisationId, reason: 'deposit lapsed', lapsed: true };
    const ack = await this.router.submit({ auctionId, commandId: fact.id, actor: 'system', command });
    mustNotPass(ack);
    if (await this.isLapsed(depositId)) return;
    // Renewed between the look and the command.
    const again: Command = { type: 'admit', organisationId };
    mustNotPass(
      await this.router.submit({ auctionId, commandId: `${fact.id}:again`, actor: 'system', command: again }),
    );
  }

  private async isLapsed(depositId: string): Promise<boolean> {
    return (await depositStateOf(this.database.manager, depositId)) === 'lapsed';
  }

  async handle(): Promise<void> {
    // Its effect is the event in the book.
  }
}

/** Two people agreed, and the process that was to act died before it could. */
@Injectable()
export class CarryOut implements Consumer {
  readonly name = 'bidding.carry_out';
  readonly events = ['approval.granted'];

  constructor(private readonly approvals: ApprovalService) {}

  async before(fact: Fact): Promise<void> {
    await this.approvals.carryOut((fact.payload as { approvalId: string }).approvalId);
  }

  async handle(): Promise<void> {
    // Its effect and its record are made above, under the approval's id.
  }
}

/** A winner who did not perform is kept out of other sales for a time. */
@Injectable()
export class Bar implements Consumer {
  readonly name = 'bidding.bar';
  readonly events = ['auction.defaulted'];

  async handle(tx: Tx, fact: Fact): Promise<void> {
    const { auctionId, organisationId, barredUntilMs, reason } = fact.payload as {
      auctionId: string;
      organisationId: string;
      barredUntilMs: number;
      reason: string;
    };
    await insertBar(tx, { auctionId, organisationId, reason, barredUntil: new Date(barredUntilMs) });
    await audit(tx, {
      actorId: null,
      organisationId,
      action: 'bidder.barred',
      subjectType: 'organisation',
      subjectId: organisationId,
      detail: { auctionId, reason, barredUntilMs },
    });
  }
}

/** The notice was extended, resumed or began anew: the opening moves with it, in the book. */
@Injectable()
export class Reschedule implements Consumer {
  readonly name = 'bidding.reschedule';
  readonly events = ['listing.extended', 'listing.resumed', 'listing.amended'];

  constructor(
    private readonly listings: ListingService,
    @Inject(Router) private readonly router: Pick<Router, 'submit'>,
    private readonly database: Database,
  ) {}

  async before(fact: Fact): Promise<void> {
    const { listingId, reason } = fact.payload as { listingId: string; reason: string };
    // As it is now: of two moves the later one may be told first.
    const source = await this.listings.forAuction(this.database.manager, listingId);
    if (!source) return;
    const { auctionId, opensAt } = source;
    // The operator may have put it off further: that stands.
    const inBook = await openingInBook(this.database.manager, auctionId);
    if (inBook?.state === 'announced' && (inBook.opensAtMs ?? 0) >= opensAt.getTime()) return;
    const command: Command = { type: 'reschedule', toMs: opensAt.getTime(), reason: reason.slice(0, MAX_REASON) };
    const ack = await this.router.submit({ auctionId, commandId: fact.id, actor: 'system', command });
    mustNotPass(ack);
    if (!ack.accepted) logger.error({ auctionId, code: ack.code }, 'an opening could not be moved');
  }

  async handle(): Promise<void> {
    // Its effect is the event in the book.
  }
}

export const biddingConsumers: Type<Consumer>[] = [Announce, Admit, Block, CarryOut, Bar, Reschedule];
