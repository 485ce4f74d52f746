import type { Fen } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { RoyaltyLine } from './domain/royalty';

export interface RoyaltyReportRow {
  id: string;
  contractId: string;
  period: number;
  fromOn: string;
  toOn: string;
  baseMinor: Fen;
  note: string;
  documentIds: string[];
  amountMinor: Fen;
  trace: RoyaltyLine[];
  /** `audited`: what the auditor found stands in its place. */
  state: 'filed' | 'objected' | 'agreed' | 'audited';
  submissions: number;
  answer: string | null;
  filedAt: Date;
  answeredAt: Date | null;
  auditAskedBy: string | null;
  auditAskedAt: Date | null;
  auditReason: string | null;
  foundBaseMinor: Fen | null;
  finding: string | null;
  findingDocumentId: string | null;
  foundAt: Date | null;
  paymentId: string | null;
  auditPaymentId: string | null;
}

const REPORT = `select id, contract_id as "contractId", period, to_char(from_on, 'YYYY-MM-DD') as "fromOn",
    to_char(to_on, 'YYYY-MM-DD') as "toOn", base_minor as "baseMinor", note, document_ids as "documentIds",
    amount_minor as "amountMinor", trace, state, submissions, answer, filed_at as "filedAt",
    answered_at as "answeredAt", audit_asked_by as "auditAskedBy", audit_asked_at as "auditAskedAt",
    audit_reason as "auditReason", found_base_minor as "foundBaseMinor", finding,
    finding_document_id as "findingDocumentId", found_at as "foundAt", payment_id as "paymentId",
    audit_payment_id as "auditPaymentId"
  from royalty_report`;

/** In the order of their periods. */
export const reportsOf = (tx: Tx, contractId: string): Promise<RoyaltyReportRow[]> =>
  rows<RoyaltyReportRow>(tx, `${REPORT} where contract_id = $1 order by period`, [contractId]);

export const findReport = (tx: Tx, id: string): Promise<RoyaltyReportRow | null> =>
  maybeRow<RoyaltyReportRow>(tx, `${REPORT} where id = $1`, [id]);

export interface Filing {
  baseMinor: Fen;
  note: string;
  documentIds: readonly string[];
  amountMinor: Fen;
  trace: readonly RoyaltyLine[];
  userId: string;
}

export async function insertReport(
  tx: Tx,
  of: Filing & { id: string; contractId: string; period: number; fromOn: string; toOn: string },
): Promise<void> {
  await rows(
    tx,
    `insert into royalty_report (id, contract_id, period, from_on, to_on, base_minor, note, document_ids, amount_minor,
       trace, filed_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      of.id,
      of.contractId,
      of.period,
      of.fromOn,
      of.toOn,
      of.baseMinor,
      of.note,
      of.documentIds,
      of.amountMinor,
      JSON.stringify(of.trace),
      of.userId,
    ],
  );
}

export async function fileAgain(tx: Tx, id: string, of: Filing): Promise<void> {
  await rows(
    tx,
    `update royalty_report set base_minor = $2, note = $3, document_ids = $4, amount_minor = $5, trace = $6, filed_by = $7,
       filed_at = clock_timestamp(), state = 'filed', submissions = submissions + 1, answer = null, answered_by = null,
       answered_at = null
     where id = $1`,
    [id, of.baseMinor, of.note, of.documentIds, of.amountMinor, JSON.stringify(of.trace), of.userId],
  );
}

export async function setAnswer(
  tx: Tx,
  id: string,
  answer: { state: 'agreed' | 'objected'; answer: string | null; userId: string; paymentId: string | null },
): Promise<void> {
  await rows(
    tx,
    `update royalty_report set state = $2, answer = $3, answered_by = $4, answered_at = clock_timestamp(), payment_id = $5
     where id = $1`,
    [id, answer.state, answer.answer, answer.userId, answer.paymentId],
  );
}

export async function setAuditAsked(tx: Tx, id: string, userId: string, reason: string): Promise<void> {
  await rows(
    tx,
    `update royalty_report set audit_asked_by = $2, audit_asked_at = clock_timestamp(), audit_reason = $3 where id = $1`,
    [id, userId, reason],
  );
}

export async function setFinding(
  tx: Tx,
  id: string,
  found: {
    baseMinor: Fen;
    finding: string;
    documentId: string;
    amountMinor: Fen;
    trace: readonly RoyaltyLine[];
    userId: string;
    paymentId: string | null;
  },
): Promise<void> {
  await rows(
    tx,
    `update royalty_report set state = 'audited', found_base_minor = $2, finding = $3, finding_document_id = $4,
       amount_minor = $5, trace = $6, found_by = $7, found_at = clock_timestamp(), audit_payment_id = $8 where id = $1`,
    [
      id,
      found.baseMinor,
      found.finding,
      found.documentId,
      found.amountMinor,
      JSON.stringify(found.trace),
      found.userId,
      found.paymentId,
    ],
  );
}
