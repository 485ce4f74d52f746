import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { NdaLanguage, NdaOrigin } from './domain/nda';

export interface NdaRow {
  id: string;
  listingId: string;
  /** Null while it is sealed from the reader, who then is told a code in the place of the name. */
  organisationId: string | null;
  organisationName: string;
  userName: string;
  signatory: string;
  /** Of the platform's standard; null: the rules of the exchange had a text of their own. */
  textVersion: number | null;
  profileCode: string | null;
  profileVersion: number | null;
  language: NdaLanguage;
  text: string;
  textSha256: string;
  acceptedAt: Date;
}

/** Tells the signatories of a sale apart, by the order in which they signed: from it nobody learns who they are. */
export const NDA_CODE = `'S' || (select count(*) from nda_acceptance m where m.listing_id = n.listing_id
    and (m.accepted_at, m.id) <= (n.accepted_at, n.id))`;

const NDA = `select n.id, n.listing_id as "listingId", n.organisation_id as "organisationId",
    o.name as "organisationName", u.name as "userName", n.signatory, n.text_version as "textVersion", n.profile_code as "profileCode",
    n.profile_version as "profileVersion", n.language, n.text,
    n.text_sha256 as "textSha256", n.accepted_at as "acceptedAt"
  from nda_acceptance n
  join organisation o on o.id = n.organisation_id
  join user_account u on u.id = n.user_id`;

export interface NewNda {
  id: string;
  listingId: string;
  organisationId: string;
  userId: string;
  signatory: string;
  origin: NdaOrigin;
  language: NdaLanguage;
  text: string;
  textSha256: string;
}

/** Answers false when the organisation has signed already. */
export async function insertNda(tx: Tx, nda: NewNda): Promise<boolean> {
  const inserted = await rows(
    tx,
    `insert into nda_acceptance (id, listing_id, organisation_id, user_id, signatory, text_version, profile_code, profile_version,
       language, text, text_sha256)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (listing_id, organisation_id) do nothing returning id`,
    [
      nda.id,
      nda.listingId,
      nda.organisationId,
      nda.userId,
      nda.signatory,
      nda.origin.version,
      nda.origin.profile?.code ?? null,
      nda.origin.profile?.version ?? null,
      nda.language,
      nda.text,
      nda.textSha256,
    ],
  );
  return inserted.length > 0;
}

export const findNda = (tx: Tx, listingId: string, organisationId: string): Promise<NdaRow | null> =>
  maybeRow<NdaRow>(tx, `${NDA} where n.listing_id = $1 and n.organisation_id = $2`, [listingId, organisationId]);

export const listNdas = (
  tx: Tx,
  listingId: string,
  before: string | null,
  limit: number,
): Promise<(NdaRow & { code: string })[]> =>
  rows(
    tx,
    `select nda.*, ${NDA_CODE} as code from (${NDA} where n.listing_id = $1 and ($2::uuid is null or n.id < $2)) nda
       join nda_acceptance n on n.id = nda.id order by n.id desc limit $3`,
    [listingId, before, limit],
  );

/** Whether a sale was concluded with this organisation. */
export const hasBought = async (tx: Tx, listingId: string, organisationId: string): Promise<boolean> =>
  (await maybeRow(tx, 'select 1 from sale_confirmation where listing_id = $1 and transferee_id = $2', [
    listingId,
    organisationId,
  ])) !== null;
