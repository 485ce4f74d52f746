import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { DocumentAccess, DocumentKind } from './domain/documents';
import type { MediaType } from './domain/sniff';
import { NDA_CODE } from './nda.repository';

export interface DocumentRow {
  id: string;
  listingId: string;
  attachmentId: string;
  title: string;
  kind: DocumentKind;
  access: DocumentAccess;
  /** Added after the publication. */
  announced: boolean;
  addedByName: string;
  addedForName: string;
  addedAt: Date;
  withdrawnAt: Date | null;
  withdrawnByName: string | null;
  withdrawnReason: string | null;
  withdrawalAnnounced: boolean | null;
  filename: string;
  mediaType: MediaType;
  size: number;
  sha256: string;
  scanned: boolean;
}

const DOCUMENT = `select d.id, d.listing_id as "listingId", d.attachment_id as "attachmentId", d.title, d.kind, d.access,
    d.announced, u.name as "addedByName", o.name as "addedForName", d.added_at as "addedAt",
    w.withdrawn_at as "withdrawnAt", wu.name as "withdrawnByName", w.reason as "withdrawnReason",
    w.announced as "withdrawalAnnounced", a.filename, a.media_type as "mediaType", a.size, a.sha256, a.scanned
  from listing_document d
  join attachment a on a.id = d.attachment_id
  join user_account u on u.id = d.added_by
  join organisation o on o.id = d.added_for
  left join listing_document_withdrawal w on w.document_id = d.id
  left join user_account wu on wu.id = w.withdrawn_by`;

export interface NewDocument {
  id: string;
  listingId: string;
  attachmentId: string;
  title: string;
  kind: DocumentKind;
  access: DocumentAccess;
  announced: boolean;
  addedBy: string;
  addedFor: string;
}

export async function insertDocument(tx: Tx, document: NewDocument): Promise<void> {
  await rows(
    tx,
    `insert into listing_document (id, listing_id, attachment_id, title, kind, access, announced, added_by, added_for)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      document.id,
      document.listingId,
      document.attachmentId,
      document.title,
      document.kind,
      document.access,
      document.announced,
      document.addedBy,
      document.addedFor,
    ],
  );
}

export async function countDocuments(tx: Tx, listingId: string): Promise<number> {
  const { count } = await row<{ count: number }>(
    tx,
    `select count(*) as count from listing_document d where d.listing_id = $1
       and not exists (select 1 from listing_document_withdrawal w where w.document_id = d.id)`,
    [listingId],
  );
  return count;
}

/** Papers of the same kind that stand beside this one. */
export async function countOthersOfKind(tx: Tx, { id, listingId, kind }: DocumentRow): Promise<number> {
  const { count } = await row<{ count: number }>(
    tx,
    `select count(*) as count from listing_document d where d.listing_id = $1 and d.kind = $2 and d.id <> $3
       and not exists (select 1 from listing_document_withdrawal w where w.document_id = d.id)`,
    [listingId, kind, id],
  );
  return count;
}

export const findDocument = (tx: Tx, listingId: string, id: string): Promise<DocumentRow | null> =>
  maybeRow<DocumentRow>(tx, `${DOCUMENT} where d.id = $1 and d.listing_id = $2`, [id, listingId]);

export interface DocumentFilter {
  listingId: string;
  access: DocumentAccess | null;
  /** What was taken back too: all of it for insiders, what was announced for everybody else. */
  withdrawn: 'all' | 'announced';
  /** Whether what is in the data room is shown. */
  confidential: boolean;
  after: string | null;
  limit: number;
}

export const listDocuments = (tx: Tx, filter: DocumentFilter): Promise<DocumentRow[]> =>
  rows<DocumentRow>(
    tx,
    `${DOCUMENT} where d.listing_id = $1 and ($2::text is null or d.access = $2)
       and ($3 = 'all' or d.access <> 'parties' and (w.document_id is null or w.announced))
       and ($6 or d.access <> 'confidential')
       and ($4::uuid is null or d.id > $4)
     order by d.id limit $5`,
    [filter.listingId, filter.access, filter.withdrawn, filter.after, filter.limit, filter.confidential],
  );

export interface Withdrawal {
  documentId: string;
  announced: boolean;
  withdrawnBy: string;
  withdrawnFor: string;
  reason: string;
}

export async function insertWithdrawal(tx: Tx, withdrawal: Withdrawal): Promise<void> {
  await rows(
    tx,
    `insert into listing_document_withdrawal (document_id, announced, withdrawn_by, withdrawn_for, reason)
     values ($1, $2, $3, $4, $5)`,
    [withdrawal.documentId, withdrawal.announced, withdrawal.withdrawnBy, withdrawal.withdrawnFor, withdrawal.reason],
  );
}

export interface NewOpening {
  id: string;
  documentId: string;
  listingId: string;
  organisationId: string;
  userId: string;
  ndaId: string | null;
  address: string;
  deliveredSha256: string;
  deliveredSize: number;
}

export async function insertOpening(tx: Tx, opening: NewOpening): Promise<void> {
  await rows(
    tx,
    `insert into document_opening (id, document_id, listing_id, organisation_id, user_id, nda_id, address,
       delivered_sha256, delivered_size) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      opening.id,
      opening.documentId,
      opening.listingId,
      opening.organisationId,
      opening.userId,
      opening.ndaId,
      opening.address,
      opening.deliveredSha256,
      opening.deliveredSize,
    ],
  );
}

export interface OpeningRow {
  id: string;
  openedAt: Date;
  documentId: string;
  documentTitle: string;
  /** Null while it is sealed from the reader, who then is told a code in the place of the name. */
  organisationId: string | null;
  organisationName: string;
  userName: string;
  /** Read without an undertaking: seller, window or exchange. */
  insider: boolean;
  address: string;
  deliveredSha256: string;
  deliveredSize: number;
}

export interface RecordFilter {
  listingId: string;
  documentId: string | null;
  before: string | null;
  limit: number;
}

export const listOpenings = (tx: Tx, filter: RecordFilter): Promise<(OpeningRow & { code: string | null })[]> =>
  rows(
    tx,
    `select p.id, p.opened_at as "openedAt", p.document_id as "documentId", d.title as "documentTitle",
       p.organisation_id as "organisationId", o.name as "organisationName", u.name as "userName",
       p.nda_id is null as insider, p.address, p.delivered_sha256 as "deliveredSha256",
       p.delivered_size as "deliveredSize", ${NDA_CODE} as code
     from document_opening p
     left join nda_acceptance n on n.id = p.nda_id
     join listing_document d on d.id = p.document_id
     join organisation o on o.id = p.organisation_id
     join user_account u on u.id = p.user_id
     where p.listing_id = $1 and ($2::uuid is null or p.document_id = $2) and ($3::uuid is null or p.id < $3)
     order by p.id desc limit $4`,
    [filter.listingId, filter.documentId, filter.before, filter.limit],
  );

/** As the mark on a copy names them. */
export const findNames = (
  tx: Tx,
  userId: string,
  organisationId: string,
): Promise<{ user: string; organisation: string }> =>
  row(
    tx,
    `select (select name from user_account where id = $1) as "user",
       (select name from organisation where id = $2) as organisation`,
    [userId, organisationId],
  );
