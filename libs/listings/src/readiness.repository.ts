import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { DecidedTerms } from './domain/readiness';

/** The kinds of papers a listing has that were not taken back. */
export const filedPapers = async (tx: Tx, listingId: string): Promise<Set<string>> =>
  new Set(
    (
      await rows<{ kind: string }>(
        tx,
        `select distinct d.kind from listing_document d where d.listing_id = $1
           and not exists (select 1 from listing_document_withdrawal w where w.document_id = d.id)`,
        [listingId],
      )
    ).map(({ kind }) => kind),
  );

/** What was decided last about an achievement by those who may. */
export const decidedTerms = (tx: Tx, achievementId: string): Promise<DecidedTerms | null> =>
  maybeRow<DecidedTerms>(
    tx,
    `select s.form, s.pricing_way as "pricingWay", s.price_minor as "priceMinor"
     from disclosure d join seller_decision s on s.disclosure_id = d.id
     where d.achievement_id = $1 and d.state = 'decided' and s.decided_at is not null
     order by s.decided_at desc limit 1`,
    [achievementId],
  );
