import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { ListingPaper } from '@jishi/pricing';
import type { HandedIn } from '../domain/intake-checklist';

export interface IntakeReceiptRow {
  id: string;
  number: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  state: string;
  windowId: string;
  windowName: string;
  windowAddress: string;
  windowPhone: string;
  windowOrganisationId: string;
  exchangeId: string;
  exchangeName: string;
  clientId: string;
  clientName: string;
  clerkName: string;
  remark: string;
  receivedAt: Date;
  items: { item: string; copies: number; note: string; attachmentIds: string[] }[];
  /** What the rules of the sale ask for: those it began under, before that those in force. */
  papers: ListingPaper[];
  /** Everything handed in up to this receipt, by all receipts of the listing. */
  there: string[];
}

const RECEIPT = `select r.id, r.number, r.listing_id as "listingId", l.number as "listingNumber",
    a.title as "listingTitle", l.state,
    r.window_id as "windowId", w.name as "windowName", w.address as "windowAddress", w.phone as "windowPhone",
    w.organisation_id as "windowOrganisationId", w.exchange_id as "exchangeId", e.name as "exchangeName",
    r.client_id as "clientId", c.name as "clientName", u.name as "clerkName", r.remark,
    r.received_at as "receivedAt",
    (select jsonb_agg(jsonb_build_object('item', i.item, 'copies', i.copies, 'note', i.note, 'attachmentIds',
       (select coalesce(jsonb_agg(s.attachment_id), '[]') from intake_scan s
        where s.receipt_id = i.receipt_id and s.item = i.item)) order by i.item)
     from intake_item i where i.receipt_id = r.id) as items,
    (select array_agg(distinct i.item) from intake_item i join intake_receipt b on b.id = i.receipt_id
     where b.listing_id = r.listing_id and b.received_at <= r.received_at) as there,
    coalesce((select p.body->'sale'->'papers'->'listing' from rule_profile p
       left join rule_profile_withdrawal o on (o.code, o.version) = (p.code, p.version)
     where p.code = l.profile_code and case when l.profile_version is null
       then p.effective_at <= clock_timestamp() and o.code is null else p.version = l.profile_version end
     order by p.version desc limit 1), '[]') as papers
  from intake_receipt r join listing l on l.id = r.listing_id join achievement a on a.id = l.achievement_id
  join service_window w on w.id = r.window_id join organisation e on e.id = w.exchange_id
  join organisation c on c.id = r.client_id join user_account u on u.id = r.clerk_id`;

export const findReceipt = (tx: Tx, id: string): Promise<IntakeReceiptRow | null> =>
  maybeRow<IntakeReceiptRow>(tx, `${RECEIPT} where r.id = $1`, [id]);

export interface ReceiptFilter {
  /** The window, its exchange, or the client. */
  readerId: string;
  listingId: string | null;
  before: [string, string] | null;
  limit: number;
}

export const listReceipts = (tx: Tx, filter: ReceiptFilter): Promise<IntakeReceiptRow[]> =>
  rows<IntakeReceiptRow>(
    tx,
    `${RECEIPT} where $1 in (w.organisation_id, w.exchange_id, r.client_id)
       and ($2::uuid is null or r.listing_id = $2)
       and ($3::timestamptz is null or (date_trunc('milliseconds', r.received_at), r.id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', r.received_at) desc, r.id desc limit $5`,
    [filter.readerId, filter.listingId, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );

export async function insertReceipt(
  tx: Tx,
  receipt: { listingId: string; windowId: string; clientId: string; clerkId: string; remark: string },
  items: readonly HandedIn[],
): Promise<{ id: string; number: string }> {
  const made = await row<{ id: string; number: string }>(
    tx,
    `insert into intake_receipt (id, number, listing_id, window_id, client_id, clerk_id, remark)
     values ($1, 'JSSJ' || to_char(now() at time zone 'Asia/Shanghai', 'YYYY')
       || lpad(nextval('intake_receipt_number')::text, 6, '0'), $2, $3, $4, $5, $6) returning id, number`,
    [newId(), receipt.listingId, receipt.windowId, receipt.clientId, receipt.clerkId, receipt.remark],
  );
  for (const { item, copies, note, attachmentIds } of items) {
    await rows(tx, 'insert into intake_item (receipt_id, item, copies, note) values ($1, $2, $3, $4)', [
      made.id,
      item,
      copies,
      note,
    ]);
    await rows(
      tx,
      'insert into intake_scan (receipt_id, item, attachment_id) select $1, $2, unnest($3::uuid[]) on conflict do nothing',
      [made.id, item, attachmentIds],
    );
  }
  return made;
}
