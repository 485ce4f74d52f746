import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { RelationKind } from './domain/related-parties';

export const CONFLICT_STAGES = ['application', 'review', 'confirmation', 'admission', 'negotiation'] as const;
export type ConflictStage = (typeof CONFLICT_STAGES)[number];

export interface FindingRow {
  id: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  organisationId: string;
  organisationName: string;
  insiderName: string;
  stage: ConflictStage;
  kind: RelationKind;
  pathZh: string;
  pathEn: string;
  foundAt: Date;
}

export async function insertFinding(
  tx: Tx,
  finding: {
    listingId: string;
    organisationId: string;
    insiderId: string;
    stage: ConflictStage;
    kind: RelationKind;
    pathZh: string;
    pathEn: string;
  },
): Promise<void> {
  await rows(
    tx,
    `insert into conflict_finding (id, listing_id, organisation_id, insider_id, stage, kind, path_zh, path_en)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      newId(),
      finding.listingId,
      finding.organisationId,
      finding.insiderId,
      finding.stage,
      finding.kind,
      finding.pathZh,
      finding.pathEn,
    ],
  );
}

export const listFindings = (
  tx: Tx,
  filter: {
    exchangeId: string;
    listingId: string | null;
    organisationId: string | null;
    stage: string | null;
    before: string | null;
    limit: number;
  },
): Promise<FindingRow[]> =>
  rows(
    tx,
    `select f.id, f.listing_id as "listingId", l.number as "listingNumber", a.title as "listingTitle",
       f.organisation_id as "organisationId", o.name as "organisationName", i.name as "insiderName", f.stage, f.kind,
       f.path_zh as "pathZh", f.path_en as "pathEn", f.found_at as "foundAt"
     from conflict_finding f join listing l on l.id = f.listing_id join achievement a on a.id = l.achievement_id
       join organisation o on o.id = f.organisation_id join organisation i on i.id = f.insider_id
     where l.exchange_id = $1 and ($2::uuid is null or f.listing_id = $2)
       and ($3::uuid is null or f.organisation_id = $3) and ($4::text is null or f.stage = $4)
       and ($5::uuid is null or f.id < $5)
     order by f.id desc limit $6`,
    [filter.exchangeId, filter.listingId, filter.organisationId, filter.stage, filter.before, filter.limit],
  );

export interface SaleParties {
  listingId: string;
  transferorId: string;
  /** Whoever runs the sale: its exchange, those of linked markets, its window, and windows that serve bidders in it. */
  operatorIds: string[];
  /** From its notice on, what anybody but the candidate itself declares counts only once it is verified. */
  since: Date | null;
}

const PARTIES = `select l.id as "listingId", l.transferor_id as "transferorId", l.published_at as since,
    array(select l.exchange_id
      union select m.exchange_id from listing_market m where m.listing_id = l.id and m.state = 'linked'
      union select w.organisation_id from service_window w where w.id = l.window_id
        or w.id in (select s.window_id from counter_service s where s.auction_id = l.auction_id)) as "operatorIds"
  from listing l`;

export const partiesOfListing = (tx: Tx, listingId: string): Promise<SaleParties> =>
  row(tx, `${PARTIES} where l.id = $1`, [listingId]);

export const partiesOfAuction = (tx: Tx, auctionId: string): Promise<SaleParties | null> =>
  maybeRow(tx, `${PARTIES} where l.auction_id = $1`, [auctionId]);
