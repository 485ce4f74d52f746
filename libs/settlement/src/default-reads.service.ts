import { Injectable } from '@nestjs/common';
import type { Actor } from '@jishi/identity';
import { type AttachmentInfo, AttachmentService } from '@jishi/listings';
import { Database } from '@jishi/platform';
import { type CaseRow, findResale } from './default.repository';
import { DefaultService } from './default.service';
import type { DistributionRow } from './distribution.repository';
import { DistributionService } from './distribution.service';
import type { OfferRow } from './offer.repository';
import { type NextBidder, RemedyService } from './remedy.service';

/** A case with everything that belongs to it, as far as its reader may see it. */
export interface WholeCase {
  found: CaseRow;
  papers: AttachmentInfo[];
  distribution: DistributionRow | null;
  /** The exchange alone knows who else bid, and who was asked. */
  offers: OfferRow[];
  next: NextBidder[];
  resaleMinor: number | null;
}

@Injectable()
export class DefaultReadsService {
  constructor(
    private readonly database: Database,
    private readonly cases: DefaultService,
    private readonly distributions: DistributionService,
    private readonly remedies: RemedyService,
    private readonly attachments: AttachmentService,
  ) {}

  /** Errors: `default.not_found`. */
  async whole(actor: Actor, id: string): Promise<WholeCase> {
    const found = await this.cases.get(actor, id);
    const isKeeper = found.exchangeId === actor.organisationId;
    const distribution = await this.distributions.find(id);
    const isShown = isKeeper || Boolean(distribution?.transferId);
    const costs = isShown ? (distribution?.costs ?? []).map(({ paperId }) => paperId) : [];
    const ids = [...found.evidenceIds, ...found.statementIds, ...found.appealIds, ...costs];
    const decided = found.decidedAt !== null && found.state !== 'dismissed';
    return {
      found,
      papers: await this.attachments.describe(this.database.manager, [...new Set(ids)]),
      distribution: isShown ? distribution : null,
      offers: isKeeper ? await this.remedies.offers(id) : [],
      next: isKeeper && decided ? await this.remedies.next(actor, id) : [],
      resaleMinor: isKeeper && decided ? ((await findResale(this.database.manager, found))?.priceMinor ?? null) : null,
    };
  }
}
