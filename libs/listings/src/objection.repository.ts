import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';

export interface ObjectionRow {
  id: string;
  listingId: string;
  organisationId: string;
  organisationName: string;
  grounds: string;
  filedAt: Date;
  /** Null until it is ruled on. */
  upheld: boolean | null;
  rulingReason: string | null;
  ruledAt: Date | null;
}

const OBJECTION = `select b.id, b.listing_id as "listingId", b.organisation_id as "organisationId",
  o.name as "organisationName", b.grounds, b.filed_at as "filedAt", b.upheld, b.ruling_reason as "rulingReason",
  b.ruled_at as "ruledAt" from objection b join organisation o on o.id = b.organisation_id`;

export const findObjection = (tx: Tx, id: string): Promise<ObjectionRow | null> =>
  maybeRow<ObjectionRow>(tx, `${OBJECTION} where b.id = $1`, [id]);

export const listObjections = (tx: Tx, listingId: string): Promise<ObjectionRow[]> =>
  rows<ObjectionRow>(tx, `${OBJECTION} where b.listing_id = $1 order by b.filed_at, b.id`, [listingId]);

export async function insertObjection(
  tx: Tx,
  objection: { listingId: string; organisationId: string; filedBy: string; grounds: string; at: Date },
): Promise<string> {
  const id = newId();
  await rows(
    tx,
    'insert into objection (id, listing_id, organisation_id, filed_by, grounds, filed_at) values ($1, $2, $3, $4, $5, $6)',
    [id, objection.listingId, objection.organisationId, objection.filedBy, objection.grounds, objection.at],
  );
  return id;
}

export async function setRuling(
  tx: Tx,
  id: string,
  ruling: { upheld: boolean; ruledBy: string; reason: string },
): Promise<void> {
  await rows(
    tx,
    'update objection set upheld = $2, ruled_by = $3, ruling_reason = $4, ruled_at = now() where id = $1 and ruled_at is null',
    [id, ruling.upheld, ruling.ruledBy, ruling.reason],
  );
}

export async function countOpenObjections(tx: Tx, listingId: string): Promise<number> {
  const { count } = await row<{ count: number }>(
    tx,
    'select count(*) as count from objection where listing_id = $1 and upheld is null',
    [listingId],
  );
  return count;
}
