import type { Fen } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { InvoiceItem, InvoiceKind, InvoiceState } from './domain/invoice';
import type { VatRate } from './domain/vat';
import type { InvoiceMediaType } from './invoice-file';
import type { IssuedInvoice } from './invoice-issuer.port';
import type { MoneyFilter } from './money-scope';

export interface InvoiceRow {
  id: string;
  number: string;
  contractId: string;
  contractNumber: string;
  listingTitle: string;
  exchangeId: string;
  issuerId: string;
  issuerName: string;
  issuerTaxNumber: string | null;
  recipientId: string;
  recipientName: string;
  item: InvoiceItem;
  kind: InvoiceKind;
  title: string;
  taxNumber: string;
  amountMinor: Fen;
  /** Taken back by red invoices. */
  reversedMinor: Fen;
  currency: string;
  remark: string;
  state: InvoiceState;
  /** Why it was declined, or is to be reversed. */
  reason: string | null;
  paperNumber: string | null;
  issuedOn: string | null;
  replacesId: string | null;
  replacesNumber: string | null;
  replacedById: string | null;
  createdAt: Date;
}

const INVOICE = `select i.id, i.number, i.contract_id as "contractId", c.number as "contractNumber",
    c.title as "listingTitle", i.exchange_id as "exchangeId", i.issuer_id as "issuerId", s.name as "issuerName",
    s.uscc as "issuerTaxNumber", i.recipient_id as "recipientId", r.name as "recipientName", i.item, i.kind, i.title,
    i.tax_number as "taxNumber", i.amount_minor as "amountMinor",
    coalesce((select -sum(p.amount_minor) from invoice_paper p where p.invoice_id = i.id and p.amount_minor < 0), 0)::bigint
      as "reversedMinor",
    i.currency, i.remark, i.state,
    (select nullif(t.reason, '') from invoice_step t where t.invoice_id = i.id and t.to_state = i.state
     order by t.at desc limit 1) as reason,
    b.number as "paperNumber", to_char(b.issued_on, 'YYYY-MM-DD') as "issuedOn", i.replaces_id as "replacesId",
    o.number as "replacesNumber", (select n.id from invoice n where n.replaces_id = i.id) as "replacedById",
    i.created_at as "createdAt"
  from invoice i join contract c on c.id = i.contract_id join organisation s on s.id = i.issuer_id
  join organisation r on r.id = i.recipient_id left join invoice o on o.id = i.replaces_id
  left join invoice_paper b on b.invoice_id = i.id and b.reverses_id is null`;

export const findInvoice = (tx: Tx, id: string): Promise<InvoiceRow | null> =>
  maybeRow<InvoiceRow>(tx, `${INVOICE} where i.id = $1`, [id]);

export interface InvoiceFilter extends MoneyFilter {
  contractId?: string;
  item?: InvoiceItem;
  side?: 'issued' | 'received';
}

/** Those the reader's organisation issues or receives; a regulator sees all. */
export const listInvoices = (tx: Tx, filter: InvoiceFilter): Promise<InvoiceRow[]> =>
  rows<InvoiceRow>(
    tx,
    `${INVOICE} where ($1::uuid is null or $1 = i.issuer_id and $8::text is distinct from 'received'
         or $1 = i.recipient_id and $8::text is distinct from 'issued')
       and ($2::text is null or i.state = $2) and ($3::uuid is null or i.contract_id = $3)
       and ($4::text is null or i.item = $4)
       and ($5::timestamptz is null or (date_trunc('milliseconds', i.created_at), i.id) < ($5, $6::uuid))
     order by date_trunc('milliseconds', i.created_at) desc, i.id desc limit $7`,
    [
      filter.organisationId,
      filter.state ?? null,
      filter.contractId ?? null,
      filter.item ?? null,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
      filter.side ?? null,
    ],
  );

export const nextNumber = async (tx: Tx, year: number): Promise<string> => {
  const { value } = await row<{ value: number }>(tx, `select nextval('invoice_number') as value`);
  return `JSFP${year}${String(value).padStart(6, '0')}`;
};

export interface NewInvoice {
  id: string;
  number: string;
  contractId: string;
  exchangeId: string;
  issuerId: string;
  recipientId: string;
  item: InvoiceItem;
  kind: InvoiceKind;
  title: string;
  taxNumber: string;
  amountMinor: Fen;
  remark: string;
  replacesId: string | null;
  requestedBy: string;
}

export async function insertInvoice(tx: Tx, invoice: NewInvoice): Promise<void> {
  await rows(
    tx,
    `insert into invoice (id, number, contract_id, exchange_id, issuer_id, recipient_id, item, kind, title, tax_number,
       amount_minor, remark, replaces_id, requested_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      invoice.id,
      invoice.number,
      invoice.contractId,
      invoice.exchangeId,
      invoice.issuerId,
      invoice.recipientId,
      invoice.item,
      invoice.kind,
      invoice.title,
      invoice.taxNumber,
      invoice.amountMinor,
      invoice.remark,
      invoice.replacesId,
      invoice.requestedBy,
    ],
  );
}

export async function setInvoiceState(tx: Tx, id: string, state: InvoiceState): Promise<void> {
  await rows(tx, 'update invoice set state = $2 where id = $1', [id, state]);
}

export interface InvoiceStepRow {
  event: string;
  state: InvoiceState;
  reason: string;
  actorName: string;
  organisationName: string;
  at: Date;
}

export async function insertStep(
  tx: Tx,
  step: {
    id: string;
    invoiceId: string;
    event: string;
    state: InvoiceState;
    reason: string;
    userId: string;
    organisationId: string;
  },
): Promise<void> {
  await rows(
    tx,
    `insert into invoice_step (id, invoice_id, event, to_state, reason, actor_id, organisation_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [step.id, step.invoiceId, step.event, step.state, step.reason, step.userId, step.organisationId],
  );
}

export const stepsOf = (tx: Tx, invoiceId: string): Promise<InvoiceStepRow[]> =>
  rows<InvoiceStepRow>(
    tx,
    `select t.event, t.to_state as state, t.reason, u.name as "actorName", o.name as "organisationName", t.at
     from invoice_step t join user_account u on u.id = t.actor_id join organisation o on o.id = t.organisation_id
     where t.invoice_id = $1 order by t.at, t.id`,
    [invoiceId],
  );

export interface InvoicePaperRow {
  id: string;
  reversesId: string | null;
  code: string;
  number: string;
  issuedOn: string;
  amountMinor: Fen;
  netMinor: Fen;
  taxMinor: Fen;
  vatCode: string;
  vatEffectiveOn: string;
  exemption: string;
  reason: string;
  filename: string;
  mediaType: InvoiceMediaType;
  size: number;
  sha256: string;
  scanned: boolean;
  recordedByName: string;
  recordedAt: Date;
}

/** The blue one first, then what took it back. */
export const papersOf = (tx: Tx, invoiceId: string): Promise<InvoicePaperRow[]> =>
  rows<InvoicePaperRow>(
    tx,
    `select p.id, p.reverses_id as "reversesId", p.code, p.number, to_char(p.issued_on, 'YYYY-MM-DD') as "issuedOn",
       p.amount_minor as "amountMinor", p.net_minor as "netMinor", p.tax_minor as "taxMinor", p.vat_code as "vatCode",
       to_char(p.vat_effective_on, 'YYYY-MM-DD') as "vatEffectiveOn", p.exemption, p.reason, f.filename,
       f.media_type as "mediaType", f.size, f.sha256, f.scanned, u.name as "recordedByName",
       p.recorded_at as "recordedAt"
     from invoice_paper p join invoice_file f on f.id = p.file_id join user_account u on u.id = p.recorded_by
     where p.invoice_id = $1
     order by p.recorded_at, p.id`,
    [invoiceId],
  );

export interface NewPaper extends IssuedInvoice {
  id: string;
  invoiceId: string;
  issuerId: string;
  reversesId: string | null;
  amountMinor: Fen;
  netMinor: Fen;
  taxMinor: Fen;
  vatCode: string;
  vatEffectiveOn: string;
  exemption: string;
  reason: string;
  adapter: string;
  fileId: string;
  userId: string;
}

/** False when the issuer has recorded an invoice of this number already. */
export async function insertPaper(tx: Tx, paper: NewPaper): Promise<boolean> {
  const inserted = await rows(
    tx,
    `insert into invoice_paper (id, invoice_id, issuer_id, reverses_id, code, number, issued_on, amount_minor, net_minor,
       tax_minor, vat_code, vat_effective_on, exemption, reason, adapter, file_id, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     on conflict on constraint invoice_number_once do nothing returning id`,
    [
      paper.id,
      paper.invoiceId,
      paper.issuerId,
      paper.reversesId,
      paper.code,
      paper.number,
      paper.issuedOn,
      paper.amountMinor,
      paper.netMinor,
      paper.taxMinor,
      paper.vatCode,
      paper.vatEffectiveOn,
      paper.exemption,
      paper.reason,
      paper.adapter,
      paper.fileId,
      paper.userId,
    ],
  );
  return inserted.length === 1;
}

export type VatRateRow = VatRate & { effectiveOn: string; nameZh: string; nameEn: string; source: string };

const RATE = `select code, to_char(effective_on, 'YYYY-MM-DD') as "effectiveOn", numerator, denominator, exempt,
    name_zh as "nameZh", name_en as "nameEn", source from vat_rate`;

/** Each rate as it is on a day. */
export const ratesOn = (tx: Tx, day: string): Promise<VatRateRow[]> =>
  rows<VatRateRow>(
    tx,
    `select * from (select distinct on (code) * from (${RATE}) r where "effectiveOn" <= $1
       order by code, "effectiveOn" desc) found order by code`,
    [day],
  );

export const findRate = (tx: Tx, code: string, effectiveOn: string): Promise<VatRateRow | null> =>
  maybeRow<VatRateRow>(tx, `${RATE} where code = $1 and effective_on = $2`, [code, effectiveOn]);

/** One item of one sale: what was received of it, and what invoices say of that. */
export interface ClaimRow {
  contractId: string;
  contractNumber: string;
  listingTitle: string;
  exchangeId: string;
  item: InvoiceItem;
  issuerId: string;
  issuerName: string;
  recipientId: string;
  recipientName: string;
  recipientTaxNumber: string | null;
  receivedMinor: Fen;
  requestedMinor: Fen;
  invoicedMinor: Fen;
  /** Received and neither invoiced nor asked for. */
  openMinor: Fen;
  settledAt: Date | null;
}

/** `sales` chooses the contracts, so that no others are added up. */
const claims = (sales: string): string => `select v.item, c.id as "contractId", c.number as "contractNumber",
    c.title as "listingTitle", c.exchange_id as "exchangeId", v.issuer as "issuerId", s.name as "issuerName",
    v.recipient as "recipientId", r.name as "recipientName", r.uscc as "recipientTaxNumber",
    m.received as "receivedMinor", m.requested as "requestedMinor", m.invoiced as "invoicedMinor",
    m.received - m.requested - m.invoiced as "openMinor", c.settled_at as "settledAt"
  from contract c
  cross join lateral (values ('buyer_fee', c.exchange_id, c.transferee_id), ('seller_fee', c.exchange_id, c.transferor_id),
    ('price', c.transferor_id, c.transferee_id)) v (item, issuer, recipient)
  cross join lateral (select invoice_received(c.id, v.item) as received,
    coalesce((select sum(i.amount_minor) from invoice i
      where i.contract_id = c.id and i.item = v.item and i.state = 'requested'), 0)::bigint as requested,
    coalesce((select sum(p.amount_minor) from invoice_paper p join invoice i on i.id = p.invoice_id
      where i.contract_id = c.id and i.item = v.item), 0)::bigint as invoiced) m
  join organisation s on s.id = v.issuer join organisation r on r.id = v.recipient
  where ${sales} and exists (select 1 from payment p where p.contract_id = c.id and p.state = 'settled')`;

export const findClaim = (tx: Tx, contractId: string, item: InvoiceItem): Promise<ClaimRow | null> =>
  maybeRow<ClaimRow>(tx, `${claims('c.id = $1')} and v.item = $2`, [contractId, item]);

export interface ClaimFilter {
  organisationId: string | null;
  contractId?: string;
  side?: 'issued' | 'received';
  /** Only those of which not everything is invoiced. */
  open?: boolean;
  before?: [string, string];
  limit: number;
}

/** Of what the reader's organisation invoices or paid, the newest contracts first. */
export const listClaims = (tx: Tx, filter: ClaimFilter): Promise<ClaimRow[]> =>
  rows<ClaimRow>(
    tx,
    `select * from (${claims(`($1::uuid is null or $1 in (c.exchange_id, c.transferor_id, c.transferee_id))
       and ($2::uuid is null or c.id = $2)`)}) found
     where "receivedMinor" > 0 and ($1::uuid is null or $1 = "issuerId" and $3::text is distinct from 'received'
         or $1 = "recipientId" and $3::text is distinct from 'issued')
       and (not $4::boolean or "invoicedMinor" < "receivedMinor")
       and ($5::text is null or ("contractId", item) < ($6::uuid, $5))
     order by "contractId" desc, item desc limit $7`,
    [
      filter.organisationId,
      filter.contractId ?? null,
      filter.side ?? null,
      filter.open ?? false,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
    ],
  );

/** Whoever invoices a sale waits for whoever else does. */
export const lockSale = (tx: Tx, contractId: string): Promise<{ id: string } | null> =>
  maybeRow(tx, 'select id from contract where id = $1 for update', [contractId]);
