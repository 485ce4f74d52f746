import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { DayCount, RuleProfile } from '@jishi/pricing';
import type { ContractState } from './domain/acceptance';
import type { ContractTerms, ContractType, Party } from './domain/terms';

/** Everything about a listing that goes into its papers, read at the close. */
export interface SaleSource {
  listingId: string;
  listingNumber: string;
  form: 'transfer' | 'licence';
  priceMinor: number;
  negotiatedTransfereeId: string | null;
  exchangeId: string;
  exchangeName: string;
  exchangeRegion: string;
  transferorId: string;
  closingDays: DayCount | null;
  title: string;
  ipKind: string;
  country: string;
  patentNumber: string;
  applicationNumber: string;
  filedOn: string | null;
  grantedOn: string | null;
  inventors: unknown[];
  assignees: unknown[];
}

export interface OrganisationRow {
  id: string;
  name: string;
  uscc: string | null;
  regionCode: string;
}

export interface ContractRow {
  id: string;
  number: string;
  listingId: string;
  listingNumber: string;
  saleConfirmationId: string;
  confirmationNumber: string;
  exchangeId: string;
  exchangeName: string;
  transferorId: string;
  transferorName: string;
  transfereeId: string;
  transfereeName: string;
  windowId: string | null;
  type: ContractType;
  title: string;
  state: ContractState;
  contractAmountMinor: number;
  nonTechnicalMinor: number;
  technicalAmountMinor: number;
  currency: string;
  currentVersion: number;
  contentHash: string;
  auctionId: string | null;
  bidderCode: string | null;
  concludedAt: Date;
  signedAt: Date | null;
  settledAt: Date | null;
  certificateNumber: string | null;
  createdAt: Date;
}

export interface AcceptanceRow {
  version: number;
  party: Party;
  organisationId: string;
  contentHash: string;
  acceptedAt: Date;
}

/** `all` for an auditor; an organisation sees what it is a party to, what passed its window, or what its exchange keeps. */
export interface ContractScope {
  organisationId: string | null;
}

const CONTRACT = `select c.id, c.number, c.listing_id as "listingId", l.number as "listingNumber",
    c.sale_confirmation_id as "saleConfirmationId", s.number as "confirmationNumber", c.exchange_id as "exchangeId",
    x.name as "exchangeName", c.transferor_id as "transferorId", f.name as "transferorName",
    c.transferee_id as "transfereeId", t.name as "transfereeName", l.window_id as "windowId", c.type, c.title, c.state,
    c.contract_amount_minor as "contractAmountMinor", c.non_technical_minor as "nonTechnicalMinor",
    c.technical_amount_minor as "technicalAmountMinor", c.currency, c.current_version as "currentVersion",
    v.content_hash as "contentHash", s.auction_id as "auctionId", s.bidder_code as "bidderCode",
    s.concluded_at as "concludedAt", c.signed_at as "signedAt", c.settled_at as "settledAt",
    k.number as "certificateNumber", c.created_at as "createdAt"
  from contract c
  join sale_confirmation s on s.id = c.sale_confirmation_id
  join contract_version v on v.contract_id = c.id and v.version = c.current_version
  join listing l on l.id = c.listing_id
  join organisation x on x.id = c.exchange_id
  join organisation f on f.id = c.transferor_id
  join organisation t on t.id = c.transferee_id
  left join transaction_certificate k on k.contract_id = c.id`;

const VISIBLE = `($1::uuid is null or $1 in (c.exchange_id, c.transferor_id, c.transferee_id)
  or exists (select 1 from service_window w where w.id = l.window_id and w.organisation_id = $1))`;

export const findSaleSource = (tx: Tx, listingId: string): Promise<SaleSource | null> =>
  maybeRow<SaleSource>(
    tx,
    `select l.id as "listingId", l.number as "listingNumber", l.form, l.price_minor as "priceMinor",
       l.negotiated_transferee_id as "negotiatedTransfereeId", l.exchange_id as "exchangeId", x.name as "exchangeName",
       x.region_code as "exchangeRegion", l.transferor_id as "transferorId", p.body->'closingDays' as "closingDays",
       a.title, a.ip_kind as "ipKind", a.country, a.patent_number as "patentNumber",
       a.application_number as "applicationNumber", to_char(a.filed_on, 'YYYY-MM-DD') as "filedOn",
       to_char(a.granted_on, 'YYYY-MM-DD') as "grantedOn", a.inventors, a.assignees
     from listing l join achievement a on a.id = l.achievement_id join organisation x on x.id = l.exchange_id
     left join rule_profile p on p.code = l.profile_code and p.version = l.profile_version
     where l.id = $1`,
    [listingId],
  );

/** Database time governs, also on papers. */
export const databaseTime = async (tx: Tx): Promise<Date> =>
  (await row<{ now: Date }>(tx, 'select clock_timestamp() as now')).now;

export const findOrganisation = (tx: Tx, id: string): Promise<OrganisationRow | null> =>
  maybeRow<OrganisationRow>(tx, 'select id, name, uscc, region_code as "regionCode" from organisation where id = $1', [
    id,
  ]);

/** `JSCJ2026000001`: prefix, year, running number. Numbers may have gaps, never doubles. */
export async function nextNumber(
  tx: Tx,
  series: 'sale_confirmation' | 'contract' | 'transaction_certificate',
  prefix: string,
  year: number,
): Promise<string> {
  const { value } = await row<{ value: number }>(tx, `select nextval('${series}_number') as value`);
  return `${prefix}${year}${String(value).padStart(6, '0')}`;
}

export async function insertConfirmation(
  tx: Tx,
  values: {
    id: string;
    number: string;
    source: SaleSource;
    auctionId: string | null;
    transfereeId: string;
    bidderCode: string | null;
    priceMinor: number;
    concludedAt: Date;
  },
): Promise<void> {
  await rows(
    tx,
    `insert into sale_confirmation (id, number, listing_id, auction_id, exchange_id, transferor_id, transferee_id,
       bidder_code, price_minor, concluded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      values.id,
      values.number,
      values.source.listingId,
      values.auctionId,
      values.source.exchangeId,
      values.source.transferorId,
      values.transfereeId,
      values.bidderCode,
      values.priceMinor,
      values.concludedAt,
    ],
  );
}

export async function insertContract(
  tx: Tx,
  values: { id: string; saleConfirmationId: string; source: SaleSource; terms: ContractTerms },
): Promise<void> {
  await rows(
    tx,
    `insert into contract (id, number, listing_id, sale_confirmation_id, exchange_id, transferor_id, transferee_id,
       type, title, contract_amount_minor, non_technical_minor) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      values.id,
      values.terms.number,
      values.source.listingId,
      values.saleConfirmationId,
      values.source.exchangeId,
      values.source.transferorId,
      values.terms.transferee.id,
      values.terms.type,
      values.source.title,
      values.terms.contractAmountMinor,
      values.terms.nonTechnicalMinor,
    ],
  );
}

export async function insertVersion(
  tx: Tx,
  contractId: string,
  terms: ContractTerms,
  document: string,
  contentHash: string,
): Promise<void> {
  await rows(
    tx,
    'insert into contract_version (contract_id, version, terms, document, content_hash) values ($1, $2, $3, $4, $5)',
    [contractId, terms.version, JSON.stringify(terms), document, contentHash],
  );
}

/** The contract that stands, or the one this buyer had. */
export const findByListing = (tx: Tx, listingId: string, transfereeId: string): Promise<{ id: string } | null> =>
  maybeRow(
    tx,
    `select id from contract where listing_id = $1 and (state <> 'void' or transferee_id = $2)
     order by state = 'void' limit 1`,
    [listingId, transfereeId],
  );
/** What the way to pay is measured against: the rules frozen for the sale, and whose the seller is. */
export interface PaymentBasis {
  profile: Pick<RuleProfile, 'payment'> & { closingDays?: DayCount };
  ownership: string | null;
  form: 'transfer' | 'licence';
}

export const findPaymentBasis = (tx: Tx, contractId: string): Promise<PaymentBasis> =>
  row<PaymentBasis>(
    tx,
    `select coalesce(p.body, '{}') as profile, o.ownership, l.form from contract c join listing l on l.id = c.listing_id
     join organisation o on o.id = c.transferor_id
     left join rule_profile p on p.code = l.profile_code and p.version = l.profile_version where c.id = $1`,
    [contractId],
  );

/** Which of these codes are organisations of this market. */
export const organisationsByCode = (
  tx: Tx,
  codes: readonly string[],
): Promise<{ id: string; uscc: string; name: string }[]> =>
  rows(tx, 'select id, uscc, name from organisation where uscc = any($1)', [codes]);

export const lockContract = (tx: Tx, id: string): Promise<{ id: string } | null> =>
  maybeRow(tx, 'select id from contract where id = $1 for update', [id]);

export const findContract = (tx: Tx, id: string, scope: ContractScope): Promise<ContractRow | null> =>
  maybeRow<ContractRow>(tx, `${CONTRACT} where c.id = $2 and ${VISIBLE}`, [scope.organisationId, id]);

export const listContracts = (
  tx: Tx,
  filter: ContractScope & { state?: string; listingId?: string; before?: [string, string]; limit: number },
): Promise<ContractRow[]> =>
  rows<ContractRow>(
    tx,
    `${CONTRACT} where ${VISIBLE} and ($2::text is null or c.state = $2) and ($3::uuid is null or c.listing_id = $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', c.created_at), c.id) < ($4, $5::uuid))
     order by date_trunc('milliseconds', c.created_at) desc, c.id desc limit $6`,
    [
      filter.organisationId,
      filter.state ?? null,
      filter.listingId ?? null,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
    ],
  );

export const findVersion = (
  tx: Tx,
  contractId: string,
  version: number,
): Promise<{ terms: ContractTerms; document: string; contentHash: string } | null> =>
  maybeRow(
    tx,
    `select terms, document, content_hash as "contentHash" from contract_version where contract_id = $1 and version = $2`,
    [contractId, version],
  );

export const acceptancesOf = (tx: Tx, contractId: string): Promise<AcceptanceRow[]> =>
  rows<AcceptanceRow>(
    tx,
    `select version, party, organisation_id as "organisationId", content_hash as "contentHash", accepted_at as "acceptedAt"
     from contract_acceptance where contract_id = $1 order by accepted_at`,
    [contractId],
  );

export async function insertAcceptance(
  tx: Tx,
  values: {
    contractId: string;
    version: number;
    contentHash: string;
    party: Party;
    organisationId: string;
    userId: string;
  },
): Promise<void> {
  await rows(
    tx,
    `insert into contract_acceptance (contract_id, version, content_hash, party, organisation_id, accepted_by)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [values.contractId, values.version, values.contentHash, values.party, values.organisationId, values.userId],
  );
}

export async function setSigned(tx: Tx, id: string): Promise<void> {
  await rows(tx, `update contract set state = 'signed', signed_at = clock_timestamp() where id = $1`, [id]);
}

export async function setVoid(tx: Tx, id: string): Promise<void> {
  await rows(tx, `update contract set state = 'void' where id = $1`, [id]);
}

/** The latest contract that an auction led to, locked; null while it is not drafted. */
export const lockContractOfAuction = (
  tx: Tx,
  auctionId: string,
): Promise<{ id: string; state: ContractState } | null> =>
  maybeRow(
    tx,
    `select c.id, c.state from contract c
     join sale_confirmation s on s.id = c.sale_confirmation_id where s.auction_id = $1 order by c.created_at desc limit 1
     for update of c`,
    [auctionId],
  );

export async function setSettled(tx: Tx, id: string): Promise<void> {
  await rows(tx, `update contract set state = 'settled', settled_at = clock_timestamp() where id = $1`, [id]);
}

export async function setVersion(tx: Tx, id: string, version: number, nonTechnicalMinor: number): Promise<void> {
  await rows(tx, 'update contract set current_version = $2, non_technical_minor = $3 where id = $1', [
    id,
    version,
    nonTechnicalMinor,
  ]);
}

export async function insertCertificate(
  tx: Tx,
  values: { number: string; contractId: string; body: object; contentHash: string },
): Promise<string> {
  const id = newId();
  await rows(
    tx,
    'insert into transaction_certificate (id, number, contract_id, body, content_hash) values ($1, $2, $3, $4, $5)',
    [id, values.number, values.contractId, JSON.stringify(values.body), values.contentHash],
  );
  return id;
}

interface CertificateRow {
  id: string;
  number: string;
  body: unknown;
  contentHash: string;
}
const CERTIFICATE = 'select id, number, body, content_hash as "contentHash" from transaction_certificate';

export const findCertificate = (tx: Tx, contractId: string): Promise<CertificateRow | null> =>
  maybeRow<CertificateRow>(tx, `${CERTIFICATE} where contract_id = $1`, [contractId]);

export const findCertificateByNumber = (tx: Tx, number: string): Promise<CertificateRow | null> =>
  maybeRow<CertificateRow>(tx, `${CERTIFICATE} where number = $1`, [number]);
