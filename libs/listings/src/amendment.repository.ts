import { conflict, newId } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';

export interface AmendmentRow {
  id: string;
  listingId: string;
  conditionsFrom: string;
  conditionsTo: string;
  reason: string;
  requestedAt: Date;
  state: 'requested' | 'accepted' | 'refused';
  decidedAt: Date | null;
  decisionReason: string;
}

const AMENDMENT = `select id, listing_id as "listingId", conditions_from as "conditionsFrom", conditions_to as "conditionsTo",
  reason, requested_at as "requestedAt", state, decided_at as "decidedAt", decision_reason as "decisionReason"
  from listing_amendment`;

export const listAmendments = (tx: Tx, listingId: string): Promise<AmendmentRow[]> =>
  rows<AmendmentRow>(tx, `${AMENDMENT} where listing_id = $1 order by requested_at, id limit 500`, [listingId]);

export const findAmendment = (tx: Tx, id: string): Promise<AmendmentRow | null> =>
  maybeRow<AmendmentRow>(tx, `${AMENDMENT} where id = $1`, [id]);

/** Errors: `listing.amendment_open`: one at a time. */
export async function insertAmendment(
  tx: Tx,
  of: { listingId: string; conditionsFrom: string; conditionsTo: string; reason: string; requestedBy: string },
): Promise<string> {
  const id = newId();
  const inserted = await rows(
    tx,
    `insert into listing_amendment (id, listing_id, conditions_from, conditions_to, reason, requested_by)
     values ($1, $2, $3, $4, $5, $6) on conflict (listing_id) where state = 'requested' do nothing returning id`,
    [id, of.listingId, of.conditionsFrom, of.conditionsTo, of.reason, of.requestedBy],
  );
  if (inserted.length === 0) throw conflict('listing.amendment_open');
  return id;
}

export const decideAmendment = (
  tx: Tx,
  id: string,
  decision: { accepted: boolean; decidedBy: string; reason: string },
): Promise<unknown> =>
  rows(
    tx,
    `update listing_amendment set state = $2, decided_by = $3, decided_at = clock_timestamp(), decision_reason = $4
     where id = $1`,
    [id, decision.accepted ? 'accepted' : 'refused', decision.decidedBy, decision.reason],
  );

export const setConditions = (tx: Tx, listingId: string, conditions: string): Promise<unknown> =>
  rows(tx, 'update listing set conditions = $2 where id = $1', [listingId, conditions]);
