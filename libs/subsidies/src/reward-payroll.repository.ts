import type { Fen } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { TaxFlag, WAGE_TOTAL } from './domain/reward-tax';

export const PAYROLL_STATES = ['exported', 'recorded', 'paid'] as const;
export type PayrollState = (typeof PAYROLL_STATES)[number];

export interface PayrollRow {
  id: string;
  number: string;
  organisationId: string;
  totalMinor: Fen;
  /** People and cases in it. */
  lines: number;
  cases: number;
  exports: number;
  madeByName: string;
  createdAt: Date;
  /** A day, `2026-12-15`. */
  paidOn: string | null;
  voucherNumber: string | null;
  recordedBy: string | null;
  recordedByName: string | null;
  confirmedByName: string | null;
  confirmedAt: Date | null;
  state: PayrollState;
}

const STATE = `case when p.confirmed_by is not null then 'paid' when p.recorded_by is not null then 'recorded' else 'exported' end`;
const PAYROLL = `select p.id, p.number, p.organisation_id as "organisationId", p.total_minor as "totalMinor",
    (select count(*)::int from reward_payroll_line l where l.payroll_id = p.id) as lines,
    (select count(*)::int from reward_case r where r.payroll_id = p.id) as cases,
    (select count(*)::int from reward_export e where e.payroll_id = p.id) as exports,
    u.name as "madeByName", p.made_at as "createdAt", p.paid_on::text as "paidOn", p.voucher_number as "voucherNumber",
    p.recorded_by as "recordedBy", v.name as "recordedByName", w.name as "confirmedByName", p.confirmed_at as "confirmedAt",
    ${STATE} as state
  from reward_payroll p join user_account u on u.id = p.made_by
  left join user_account v on v.id = p.recorded_by left join user_account w on w.id = p.confirmed_by`;

export const findPayroll = (tx: Tx, id: string): Promise<PayrollRow | null> =>
  maybeRow<PayrollRow>(tx, `${PAYROLL} where p.id = $1`, [id]);

export async function lockPayroll(tx: Tx, id: string): Promise<PayrollRow | null> {
  await rows(tx, 'select id from reward_payroll where id = $1 for update', [id]);
  return findPayroll(tx, id);
}

export const listPayrolls = (
  tx: Tx,
  filter: { organisationId: string; state: string | null; before?: [string, string]; limit: number },
): Promise<PayrollRow[]> =>
  rows<PayrollRow>(
    tx,
    `${PAYROLL} where p.organisation_id = $1 and ($2::text is null or ${STATE} = $2)
       and ($3::timestamptz is null or (date_trunc('milliseconds', p.made_at), p.id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', p.made_at) desc, p.id desc limit $5`,
    [filter.organisationId, filter.state, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );

/** `JSGZ2026000001`. */
export async function nextPayrollNumber(tx: Tx, year: string): Promise<string> {
  const { value } = await row<{ value: number }>(tx, `select nextval('reward_payroll_number') as value`);
  return `JSGZ${year}${String(value).padStart(6, '0')}`;
}

export async function insertPayroll(
  tx: Tx,
  given: { id: string; number: string; organisationId: string; totalMinor: Fen; by: string; at: Date },
): Promise<void> {
  await rows(
    tx,
    `insert into reward_payroll (id, number, organisation_id, total_minor, made_by, made_at) values ($1, $2, $3, $4, $5, $6)`,
    [given.id, given.number, given.organisationId, given.totalMinor, given.by, given.at],
  );
}

export interface PayrollLine {
  caseId: string;
  shareId: string;
  name: string;
  employeeNumber: string;
  affiliation: string;
  awardMinor: Fen;
  paidDirectMinor: Fen;
  payableMinor: Fen;
  tax: TaxFlag;
  wageTotal: typeof WAGE_TOTAL;
}

export type PayrollLineRow = PayrollLine & {
  position: number;
  rewardNumber: string;
  title: string;
  contractNumber: string;
};

export async function insertPayrollLines(
  tx: Tx,
  of: { payrollId: string; organisationId: string },
  lines: readonly PayrollLine[],
): Promise<void> {
  for (const [i, line] of lines.entries())
    await rows(
      tx,
      `insert into reward_payroll_line (payroll_id, organisation_id, case_id, share_id, position, name, employee_number, affiliation,
         award_minor, paid_direct_minor, payable_minor, tax, wage_total)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        of.payrollId,
        of.organisationId,
        line.caseId,
        line.shareId,
        i + 1,
        line.name,
        line.employeeNumber,
        line.affiliation,
        line.awardMinor,
        line.paidDirectMinor,
        line.payableMinor,
        JSON.stringify(line.tax),
        JSON.stringify(line.wageTotal),
      ],
    );
}

export const listPayrollLines = (tx: Tx, payrollId: string): Promise<PayrollLineRow[]> =>
  rows<PayrollLineRow>(
    tx,
    `select l.case_id as "caseId", l.share_id as "shareId", l.position, l.name, l.employee_number as "employeeNumber", l.affiliation,
       l.award_minor as "awardMinor", l.paid_direct_minor as "paidDirectMinor", l.payable_minor as "payableMinor", l.tax,
       l.wage_total as "wageTotal", r.number as "rewardNumber", c.title, c.number as "contractNumber"
     from reward_payroll_line l join reward_case r on r.id = l.case_id join contract c on c.id = r.contract_id
     where l.payroll_id = $1 order by l.position`,
    [payrollId],
  );

/** Approved and in no payroll yet, the oldest first. */
export const lockApproved = (
  tx: Tx,
  organisationId: string,
  limit: number,
): Promise<{ id: string; receivedAt: Date }[]> =>
  rows(
    tx,
    `select r.id, (select min(i.received_at) from reward_income i where i.case_id = r.id and i.amount_minor > 0) as "receivedAt"
     from reward_case r where r.organisation_id = $1 and r.state = 'approved' order by r.approved_at, r.id limit $2
     for update of r`,
    [organisationId, limit],
  );

export const casesOfPayroll = (tx: Tx, payrollId: string): Promise<{ id: string }[]> =>
  rows(tx, 'select id from reward_case where payroll_id = $1 order by id for update', [payrollId]);

export interface ExportRow {
  round: number;
  format: 'csv' | 'xlsx';
  madeByName: string;
  madeAt: Date;
  reason: string;
}

export const listExports = (tx: Tx, payrollId: string): Promise<ExportRow[]> =>
  rows<ExportRow>(
    tx,
    `select e.round, e.format, u.name as "madeByName", e.made_at as "madeAt", e.reason
     from reward_export e join user_account u on u.id = e.made_by where e.payroll_id = $1 order by e.round`,
    [payrollId],
  );

export async function insertExport(
  tx: Tx,
  given: { payrollId: string; round: number; format: 'csv' | 'xlsx'; by: string; at: Date; reason: string },
): Promise<void> {
  await rows(
    tx,
    `insert into reward_export (payroll_id, round, format, made_by, made_at, reason) values ($1, $2, $3, $4, $5, $6)`,
    [given.payrollId, given.round, given.format, given.by, given.at, given.reason],
  );
}

export const isVoucherUsed = async (
  tx: Tx,
  organisationId: string,
  voucher: string,
  payrollId: string,
): Promise<boolean> =>
  (await maybeRow(tx, 'select 1 from reward_payroll where organisation_id = $1 and voucher_number = $2 and id <> $3', [
    organisationId,
    voucher,
    payrollId,
  ])) !== null;

/** With null the entry is taken back. */
export const setPayment = (
  tx: Tx,
  id: string,
  payment: { paidOn: string; voucherNumber: string; by: string; at: Date } | null,
): Promise<unknown> =>
  rows(
    tx,
    'update reward_payroll set paid_on = $2, voucher_number = $3, recorded_by = $4, recorded_at = $5 where id = $1',
    [id, payment?.paidOn ?? null, payment?.voucherNumber ?? null, payment?.by ?? null, payment?.at ?? null],
  );

export const setPaymentConfirmed = (tx: Tx, id: string, by: string, at: Date): Promise<unknown> =>
  rows(tx, 'update reward_payroll set confirmed_by = $2, confirmed_at = $3 where id = $1', [id, by, at]);
