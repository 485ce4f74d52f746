import { newId } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { TrusteeRole } from '@jishi/sealing';

export interface TrusteeRow {
  id: string;
  role: TrusteeRole;
  organisationId: string;
  organisationName: string;
  appointedAt: Date;
  offeredKey: string | null;
  offeredBy: string | null;
  answerHash: string | null;
  publicKey: string | null;
  publishedBy: string | null;
  publishedByName: string | null;
  publishedAt: Date | null;
}

/** Those who are trustees now, in no order. */
export const trusteesOf = (tx: Tx, auctionId: string): Promise<TrusteeRow[]> =>
  rows<TrusteeRow>(
    tx,
    `select t.id, t.role, t.organisation_id as "organisationId", o.name as "organisationName",
       t.appointed_at as "appointedAt", t.offered_key as "offeredKey", t.offered_by as "offeredBy",
       t.answer_hash as "answerHash", t.public_key as "publicKey", t.published_by as "publishedBy",
       p.name as "publishedByName", t.published_at as "publishedAt"
     from sealed_trustee t join organisation o on o.id = t.organisation_id left join user_account p on p.id = t.published_by
     where t.auction_id = $1 and t.replaced_at is null`,
    [auctionId],
  );

export interface Appointment {
  auctionId: string;
  role: TrusteeRole;
  organisationId: string;
  appointedBy: string;
  reason: string;
}

export async function replaceTrustee(tx: Tx, appointment: Appointment): Promise<void> {
  const { auctionId, role, organisationId, appointedBy, reason } = appointment;
  await rows(
    tx,
    `update sealed_trustee set replaced_at = clock_timestamp() where auction_id = $1 and role = $2 and replaced_at is null`,
    [auctionId, role],
  );
  await rows(
    tx,
    `insert into sealed_trustee (id, auction_id, role, organisation_id, appointed_by, reason)
     values ($1, $2, $3, $4, $5, $6)`,
    [newId(), auctionId, role, organisationId, appointedBy, reason],
  );
}

export async function offerKey(
  tx: Tx,
  trusteeId: string,
  offer: { publicKey: string; by: string; answerHash: string },
): Promise<void> {
  await rows(tx, 'update sealed_trustee set offered_key = $2, offered_by = $3, answer_hash = $4 where id = $1', [
    trusteeId,
    offer.publicKey,
    offer.by,
    offer.answerHash,
  ]);
}

/** False when the offer is not the one that was answered any more. */
export async function publishKey(tx: Tx, trusteeId: string, answerHash: string, by: string): Promise<boolean> {
  const published = await maybeRow(
    tx,
    `update sealed_trustee set public_key = offered_key, published_by = $3, published_at = clock_timestamp(),
       offered_key = null, offered_by = null, answer_hash = null
     where id = $1 and answer_hash = $2 and offered_by = $3 and replaced_at is null returning id`,
    [trusteeId, answerHash, by],
  );
  return published !== null;
}

/** Whether a key was ever published, here or in another sale. */
export const keyIsTaken = async (tx: Tx, publicKey: string): Promise<boolean> =>
  (await maybeRow(tx, 'select 1 from sealed_trustee where public_key = $1', [publicKey])) !== null;

export interface Drill {
  id: string;
  amountMinor: number;
  contentKey: string;
  envelope: string;
}

const DRILL = 'id, amount_minor as "amountMinor", content_key as "contentKey", envelope';

/** The drill of exactly these keys. */
export const findDrill = (tx: Tx, auctionId: string, publicKeys: string[]): Promise<Drill | null> =>
  maybeRow<Drill>(tx, `select ${DRILL} from sealed_drill where auction_id = $1 and public_keys = $2`, [
    auctionId,
    publicKeys,
  ]);

/** The first one made stays. */
export async function insertDrill(tx: Tx, auctionId: string, publicKeys: string[], drill: Drill): Promise<void> {
  await rows(
    tx,
    `insert into sealed_drill (id, auction_id, public_keys, amount_minor, content_key, envelope)
     values ($1, $2, $3, $4, $5, $6) on conflict (auction_id, public_keys) do nothing`,
    [drill.id, auctionId, publicKeys, drill.amountMinor, drill.contentKey, drill.envelope],
  );
}

export async function passDrill(tx: Tx, drillId: string, role: TrusteeRole, by: string): Promise<void> {
  await rows(
    tx,
    `insert into sealed_drill_pass (drill_id, role, passed_by) values ($1, $2, $3) on conflict do nothing`,
    [drillId, role, by],
  );
}

export async function drillPasses(tx: Tx, drillId: string): Promise<TrusteeRole[]> {
  const found = await rows<{ role: TrusteeRole }>(tx, 'select role from sealed_drill_pass where drill_id = $1', [
    drillId,
  ]);
  return found.map(({ role }) => role);
}

/** Sealed sales that an organisation runs or keeps a key of, the latest first. */
export async function ceremonyIds(
  tx: Tx,
  organisationId: string,
  filter: { readonly state: string | null; readonly text: string | null },
  before: string | null,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `select a.id from auction_shown a join listing l on l.id = a.listing_id
     where a.rules::jsonb->>'mode' = 'sealed' and ($2::uuid is null or a.id < $2) and ($4::text is null or a.state = $4)
       and ($5::text is null or position(lower($5) in lower(a.view::jsonb->>'title')) > 0)
       and (l.exchange_id = $1 or exists (
         select 1 from sealed_trustee t where t.auction_id = a.id and t.organisation_id = $1 and t.replaced_at is null))
     order by a.id desc limit $3`,
    [organisationId, before, limit, filter.state, filter.text],
  );
  return found.map(({ id }) => id);
}
