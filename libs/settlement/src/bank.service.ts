import { Injectable } from '@nestjs/common';
import {
  conflict,
  DomainError,
  type Fen,
  type FieldError,
  forbidden,
  invalid,
  newId,
  notFound,
  sha256Hex,
} from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import { audit, Database, type Page, type Tx } from '@jishi/platform';
import { bankSpec, suspenseSpec } from './account-specs';
import { BankLayoutService } from './bank-layout.service';
import { checkLines, type Statement, type StatementLine } from './bank-statement';
import * as repository from './bank.repository';
import type { BankLineRow, Claim, LineFilter, ReasonDetail } from './bank.repository';
import { DepositService } from './deposit.service';
import { bankAccount, suspenseAccount } from './domain/accounts';
import { type Fit, fitOf } from './domain/receipt';
import { referenceOfSubAccount, referencesIn } from './domain/reference';
import { plainAccount, plainSerial, recurrenceOf, type Shown, UNNAMED_ACCOUNT } from './domain/serial';
import { type ListQuery, pageOf, requireExchange, visibleTo } from './money-scope';
import { PaymentService } from './payment.service';
import { PayoutService } from './payout.service';

export interface ImportResult {
  statementId: string | null;
  inserted: number;
  /** Already known by their serial: importing twice does nothing. */
  known: number;
  proposed: number;
  /** Lines between this statement and the one before it were never imported: what is missing, where both give balances. */
  gapMinor: Fen | null;
}

export interface MatchTarget {
  depositId?: string;
  paymentId?: string;
  /** The sum differs, and the maker says how: one of several parts, or more than was due, of which the rest goes back. */
  accept?: 'part' | 'surplus';
}

/** What would become of a line, without anything becoming of it. */
export interface Judged {
  line: StatementLine;
  state: repository.BankLineState | 'known' | 'differs';
  reason: string | null;
  detail: ReasonDetail | null;
}

/** What became of one of several; `code` says why nothing did. */
export interface Done {
  id: string;
  state: string | null;
  code: string | null;
}

/** Sums must stay exact beyond what any exchange will ever see: 45 trillion yuan. */
const MAX_RECEIVED_MINOR = 2 ** 52;
const WAITING: readonly string[] = ['unmatched', 'proposed', 'suspense'];

/** Bank statements: money arrives in suspense, a maker says whose it is, a checker confirms, and only then it counts. */
@Injectable()
export class BankService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly deposits: DepositService,
    private readonly payments: PaymentService,
    private readonly payouts: PayoutService,
    private readonly layouts: BankLayoutService,
  ) {}

  /** Takes in what is new, keyed on the bank's serial number, and proposes a match where reference, amount and payer agree. Errors: `bank.bad_statement`. */
  async import(actor: Actor, given: Statement, filename: string): Promise<ImportResult> {
    const exchangeId = actor.organisationId;
    requireExchange(actor, exchangeId);
    const statement = plain(given);
    checkLines(statement.lines);
    const { accountNumber } = statement;
    return this.database.transaction(async (tx) => {
      await repository.lockStatements(tx, exchangeId);
      const { fresh, errors } = judgeSerials(statement, await this.shownBefore(tx, exchangeId, statement));
      const moved = fresh.reduce((sum, line) => sum + line.amountMinor, 0);
      const stated = Math.max(...[statement.openingMinor, statement.closingMinor].map((one) => Math.abs(one ?? 0)));
      if (
        moved > MAX_RECEIVED_MINOR - (await this.ledger.balance(tx, bankAccount(exchangeId))) ||
        stated > MAX_RECEIVED_MINOR
      )
        errors.push({ path: 'lines', code: 'bank.too_much' });
      if (errors.length > 0)
        throw invalid('bank.bad_statement', { lines: statement.lines.length }, errors.slice(0, 100));
      const known = statement.lines.length - fresh.length;
      if (fresh.length === 0) return { statementId: null, inserted: 0, known, proposed: 0, gapMinor: null };
      const statementId = newId();
      const { layout = null, openingMinor = null, closingMinor = null } = statement;
      const gapMinor = await this.gapOf(tx, exchangeId, statement);
      const version = layout && (await this.layouts.of(tx, exchangeId)).find((own) => own.layout.code === layout);
      await repository.insertStatement(tx, {
        id: statementId,
        exchangeId,
        accountNumber,
        filename,
        sha256: sha256Hex(JSON.stringify(statement.lines)),
        lineCount: statement.lines.length,
        insertedCount: fresh.length,
        userId: actor.userId,
        layout,
        layoutVersion: version ? version.version : null,
        openingMinor,
        closingMinor,
        ...daysOf(statement.lines),
        gapMinor,
      });
      let proposed = 0;
      for (const line of fresh)
        if (await this.take(tx, { ...line, statementId, exchangeId, accountNumber })) proposed += 1;
      await this.record(tx, actor, statementId, 'bank.statement_imported', { inserted: fresh.length, known, gapMinor });
      return { statementId, inserted: fresh.length, known, proposed, gapMinor };
    });
  }

  /** What importing this would do; nothing is changed. The first lines only: the others are counted. */
  async preview(
    actor: Actor,
    given: Statement,
    shown: number,
  ): Promise<{ fresh: number; known: number; errors: FieldError[]; gapMinor: Fen | null; lines: Judged[] }> {
    const exchangeId = actor.organisationId;
    requireExchange(actor, exchangeId);
    const tx = this.database.manager;
    const statement = plain(given);
    checkLines(statement.lines);
    const before = await this.shownBefore(tx, exchangeId, statement);
    const { fresh, errors } = judgeSerials(statement, before);
    const lines: Judged[] = [];
    for (const line of statement.lines.slice(0, shown)) {
      const seen = recurrenceOf({ ...line, accountNumber: statement.accountNumber }, before.get(line.serial) ?? []);
      if (seen === 'new') lines.push({ line, ...(await this.judge(tx, { ...line, exchangeId })) });
      else lines.push({ line, state: seen === 'known' ? 'known' : 'differs', reason: null, detail: null });
    }
    const known = statement.lines.length - fresh.length;
    return { fresh: fresh.length, known, errors, gapMinor: await this.gapOf(tx, exchangeId, statement), lines };
  }

  /** The maker says whose money it is, or agrees with the proposal. Errors: `bank.line_not_found`, `bank.wrong_state`, `bank.claim_*`, `bank.payer_differs`, `bank.amount_differs`. */
  async match(actor: Actor, id: string, target: MatchTarget): Promise<BankLineRow> {
    const { line, refusal } = await this.database.transaction(async (tx) => {
      const current = await this.lock(tx, actor, id);
      if (!WAITING.includes(current.state)) throw conflict('bank.wrong_state', { state: current.state });
      const claim = await this.claim(tx, current, target);
      const besidesMinor = await repository.partsSum(tx, claim, id);
      const fit = fitOf(current, claim, besidesMinor);
      const isAccepted =
        fit.doubt === 'bank.amount_differs' &&
        ((target.accept === 'part' && fit.shortMinor > 0) ||
          (target.accept === 'surplus' && fit.surplusMinor > 0 && fit.surplusMinor < current.amountMinor));
      const refused = isAccepted ? null : refusalOf(fit, current, claim);
      // a refused match is kept as the reason why the money waits
      if (refused) await repository.setSuspense(tx, id, refused.code, detailOf(fit, claim, besidesMinor));
      else {
        const isPart = besidesMinor > 0 || fit.shortMinor > 0;
        await repository.setMatched(tx, id, claim, { userId: actor.userId, surplusMinor: fit.surplusMinor, isPart });
      }
      await this.record(tx, actor, id, refused ? 'bank.match_refused' : 'bank.matched', { ...target });
      return { line: await this.read(tx, id), refusal: refused };
    });
    if (refusal) throw refusal;
    return line;
  }

  /**
   * Another person confirms; now the deposit is held or the price is paid, by this line or by all its parts together, and what
   * is over begins to go back. Errors: `bank.same_person`, `bank.wrong_state`, `bank.parts_missing`.
   */
  async confirm(actor: Actor, id: string): Promise<BankLineRow> {
    const { line, refusal } = await this.database.transaction(async (tx) => {
      const lines = await repository.lockWithParts(tx, id);
      const line = lines.find((each) => each.id === id);
      if (!line || line.exchangeId !== actor.organisationId) throw notFound('bank.line_not_found');
      if (line.state !== 'matched') throw conflict('bank.wrong_state', { state: line.state });
      if (lines.some((each) => each.matchedBy === actor.userId)) throw forbidden('bank.same_person');
      const refused = await this.stillFits(tx, line, lines);
      if (refused) return { line: await this.read(tx, id), refusal: refused };
      const received = {
        provider: 'offline_bank' as const,
        source: suspenseAccount(line.exchangeId),
        reason: `bank serial ${lines.map(({ serial }) => serial).join(' ')}`.slice(0, 500),
        actorId: actor.userId,
      };
      const lastDay = lines
        .map(({ bookedOn }) => bookedOn)
        .sort()
        .at(-1)!;
      for (const each of lines) await repository.setLineConfirmed(tx, each.id, actor.userId);
      if (line.depositId) await this.deposits.hold(tx, line.depositId, received, lastDay);
      else if (line.paymentId) await this.payments.receive(tx, line.paymentId, received);
      for (const each of lines) {
        if (each.surplusMinor > 0) await this.sendBack(tx, each, each.surplusMinor);
        const { amountMinor, serial, surplusMinor } = each;
        await this.record(tx, actor, each.id, 'bank.confirmed', { amountMinor, serial, surplusMinor });
      }
      return { line: await this.read(tx, id), refusal: null };
    });
    if (refusal) throw refusal;
    return line;
  }

  /** The maker agrees with proposals, or the checker with the maker, one by one: what cannot be done says why, the others are done. */
  async many(actor: Actor, ids: readonly string[], act: 'match' | 'confirm'): Promise<Done[]> {
    const done: Done[] = [];
    for (const id of new Set(ids))
      try {
        const { state } = await (act === 'match' ? this.match(actor, id, {}) : this.confirm(actor, id));
        done.push({ id, state, code: null });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        done.push({ id, state: null, code: error.code });
      }
    return done;
  }

  /** The checker does not agree: the money waits in suspense with the reason. Errors: `bank.wrong_state`. */
  reject(actor: Actor, id: string, reason: string): Promise<BankLineRow> {
    return this.database.transaction(async (tx) => {
      const line = await this.lock(tx, actor, id);
      if (line.state !== 'matched') throw conflict('bank.wrong_state', { state: line.state });
      await repository.setSuspense(tx, id, reason);
      await this.record(tx, actor, id, 'bank.match_rejected', { reason, matchedBy: line.matchedBy });
      return this.read(tx, id);
    });
  }

  /** Money nobody can claim goes back to where it came from, through a payout of two people. */
  refund(actor: Actor, id: string, reason: string): Promise<BankLineRow> {
    return this.database.transaction(async (tx) => {
      const line = await this.lock(tx, actor, id);
      if (line.direction !== 'credit' || !WAITING.includes(line.state))
        throw conflict('bank.wrong_state', { state: line.state });
      await repository.setRefunded(tx, id, reason);
      await this.sendBack(tx, line, line.amountMinor);
      await this.record(tx, actor, id, 'bank.refund_opened', { reason, amountMinor: line.amountMinor });
      return this.read(tx, id);
    });
  }

  async list(actor: Actor, query: ListQuery & Pick<LineFilter, 'minAgeDays'>): Promise<Page<BankLineRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listLines(this.database.manager, filter), query.limit);
  }

  async statements(actor: Actor, query: ListQuery): Promise<Page<repository.StatementRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listStatements(this.database.manager, filter), query.limit);
  }

  /** Whose account of what waits, by state, reason and age. */
  ages(actor: Actor): Promise<repository.AgeRow[]> {
    return repository.listAges(this.database.manager, visibleTo(actor));
  }

  /** One line with what was noted about it. Errors: `bank.line_not_found`. */
  async detail(actor: Actor, id: string): Promise<{ line: BankLineRow; notes: repository.NoteRow[] }> {
    const tx = this.database.manager;
    const line = await repository.findLine(tx, id);
    const scope = visibleTo(actor);
    if (!line || (scope !== null && line.exchangeId !== scope)) throw notFound('bank.line_not_found');
    return { line, notes: await repository.listNotes(tx, id) };
  }

  /** What was found out, for whoever decides later. Errors: `bank.line_not_found`. */
  note(actor: Actor, id: string, text: string): Promise<{ line: BankLineRow; notes: repository.NoteRow[] }> {
    return this.database.transaction(async (tx) => {
      await this.lock(tx, actor, id);
      await repository.insertNote(tx, id, text, actor.userId);
      await this.record(tx, actor, id, 'bank.noted', {});
      return { line: await this.read(tx, id), notes: await repository.listNotes(tx, id) };
    });
  }

  /** Money in suspense, or what is left of it, to where it came from. */
  private async sendBack(tx: Tx, line: BankLineRow, amountMinor: Fen): Promise<void> {
    await this.payouts.open(tx, {
      kind: 'suspense_refund',
      exchangeId: line.exchangeId,
      payeeId: null,
      payeeName: line.counterpartyName,
      originAccount: line.counterpartyAccount || null,
      bankLineId: line.id,
      sourceAccount: suspenseAccount(line.exchangeId),
      amountMinor,
      provider: 'offline_bank',
    });
  }

  /** Paid twice, or ended since it was matched: the money waits again. Parts wait for each other. */
  private async stillFits(tx: Tx, line: BankLineRow, lines: readonly BankLineRow[]): Promise<DomainError | null> {
    const claim = await this.claim(tx, line, {});
    const besidesMinor = lines.reduce((sum, each) => sum + (each.id === line.id ? 0 : each.amountMinor), 0);
    const fit = fitOf(line, claim, besidesMinor);
    const agreedMinor = lines.reduce((sum, each) => sum + each.surplusMinor, 0);
    if (
      fit.doubt === null ||
      (fit.doubt === 'bank.amount_differs' && fit.surplusMinor > 0 && fit.surplusMinor === agreedMinor)
    )
      return null;
    if (fit.doubt === 'bank.amount_differs' && line.isPart && fit.shortMinor > 0)
      return conflict('bank.parts_missing', { expected: claim.amountMinor, missing: fit.shortMinor });
    for (const each of lines) await repository.setSuspense(tx, each.id, fit.doubt, detailOf(fit, claim, besidesMinor));
    return refusalOf(fit, line, claim);
  }

  /** What a new line is: whose reference it carries, in its remark or as the virtual account that was paid to. */
  private async judge(
    tx: Tx,
    line: StatementLine & { exchangeId: string },
  ): Promise<Pick<Judged, 'reason' | 'detail'> & { state: repository.BankLineState; claim: Claim | null }> {
    if (line.direction === 'debit') return { state: 'noted', reason: null, detail: null, claim: null };
    const virtual = line.subAccount ? referenceOfSubAccount(line.subAccount) : null;
    const references = [...new Set([...referencesIn(line.remark), ...(virtual ? [virtual] : [])])];
    const claims = await repository.claimsByReference(tx, line.exchangeId, references);
    const claim = claims.length === 1 ? claims[0]! : null;
    if (!claim) return { state: 'unmatched', reason: null, detail: null, claim: null };
    const besidesMinor = await repository.partsSum(tx, claim, null);
    const fit = fitOf(line, claim, besidesMinor);
    if (fit.doubt === null) return { state: 'proposed', reason: null, detail: null, claim };
    return { state: 'suspense', reason: fit.doubt, detail: detailOf(fit, claim, besidesMinor), claim: null };
  }

  /** One new line. Money in is in the exchange's bank from now on, owed to whoever it will prove to be. */
  private async take(
    tx: Tx,
    line: StatementLine & { statementId: string; exchangeId: string; accountNumber: string },
  ): Promise<boolean> {
    const { state, reason, detail, claim } = await this.judge(tx, line);
    const id = await repository.insertLine(tx, {
      ...line,
      state,
      depositId: claim?.kind === 'deposit' ? claim.id : null,
      paymentId: claim?.kind === 'payment' ? claim.id : null,
      reason,
      reasonDetail: detail,
    });
    if (line.direction === 'debit') return false;
    await this.ledger.post(
      tx,
      {
        reference: `bank_line:${id}`,
        kind: 'bank.received',
        subjectId: id,
        description: `bank serial ${line.serial}`,
        postings: [
          {
            source: bankAccount(line.exchangeId),
            destination: suspenseAccount(line.exchangeId),
            amountMinor: line.amountMinor,
          },
        ],
      },
      [bankSpec(line.exchangeId), suspenseSpec(line.exchangeId)],
    );
    return state === 'proposed';
  }

  /** What the statement begins with, less what the one before it ended with. Statements that overlap say nothing of it. */
  private async gapOf(tx: Tx, exchangeId: string, statement: PlainStatement): Promise<Fen | null> {
    if (statement.openingMinor === undefined || statement.openingMinor === null) return null;
    const { firstDay } = daysOf(statement.lines);
    const before = await repository.statementBefore(tx, exchangeId, statement.accountNumber, firstDay);
    return before && statement.openingMinor - before.closingMinor;
  }

  private shownBefore(tx: Tx, exchangeId: string, { lines }: PlainStatement): Promise<Map<string, Shown[]>> {
    return repository.shownBefore(
      tx,
      exchangeId,
      lines.map(({ serial }) => serial),
    );
  }

  private async claim(tx: Tx, line: BankLineRow, target: MatchTarget): Promise<Claim> {
    const named =
      target.depositId || target.paymentId ? target : { depositId: line.depositId, paymentId: line.paymentId };
    const claim = named.depositId
      ? await repository.findClaim(tx, 'deposit', named.depositId)
      : named.paymentId
        ? await repository.findClaim(tx, 'payment', named.paymentId)
        : null;
    if (!claim || claim.exchangeId !== line.exchangeId) throw notFound('bank.claim_not_found');
    return claim;
  }

  private async lock(tx: Tx, actor: Actor, id: string): Promise<BankLineRow> {
    const line = await repository.lockLine(tx, id);
    if (!line || line.exchangeId !== actor.organisationId) throw notFound('bank.line_not_found');
    return line;
  }

  private async read(tx: Tx, id: string): Promise<BankLineRow> {
    const line = await repository.findLine(tx, id);
    if (!line) throw notFound('bank.line_not_found');
    return line;
  }

  private record(
    tx: Tx,
    actor: Actor,
    subjectId: string,
    action: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const { userId, organisationId } = actor;
    return audit(tx, { actorId: userId, organisationId, action, subjectType: 'bank_line', subjectId, detail });
  }
}

type PlainStatement = Statement & { accountNumber: string };

/** Numbers as they are kept: one writing for one number. */
const plain = (statement: Statement): PlainStatement => ({
  ...statement,
  accountNumber: plainAccount(statement.accountNumber ?? '') || UNNAMED_ACCOUNT,
  lines: statement.lines.map((line) => ({ ...line, serial: plainSerial(line.serial) })),
});

/** Those whose serial number is new; with an error where a known one comes with another sum, or with the same in another account. */
function judgeSerials(
  { lines, accountNumber }: PlainStatement,
  before: ReadonlyMap<string, readonly Shown[]>,
): { fresh: StatementLine[]; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const here = new Map<string, Shown>();
  const fresh = lines.filter((line, index) => {
    const { serial } = line;
    const shown = { ...line, accountNumber };
    const first = here.get(serial);
    const seen = recurrenceOf(shown, first ? [first] : (before.get(serial) ?? []));
    if (!first) here.set(serial, shown);
    if (seen === 'differs' || seen === 'elsewhere')
      errors.push({ path: `lines[${index}].serial`, code: `bank.serial_${seen}`, params: { serial } });
    return seen === 'new';
  });
  return { fresh, errors };
}

const daysOf = (lines: readonly StatementLine[]): { firstDay: string; lastDay: string } => {
  const days = lines.map(({ bookedOn }) => bookedOn).sort();
  return { firstDay: days[0]!, lastDay: days.at(-1)! };
};

const detailOf = ({ shortMinor, surplusMinor }: Fit, claim: Claim, besidesMinor: Fen): ReasonDetail => ({
  kind: claim.kind,
  id: claim.id,
  reference: claim.reference,
  payerName: claim.payerName,
  expectedMinor: claim.amountMinor,
  besidesMinor,
  shortMinor,
  surplusMinor,
});

/** What the maker is told. */
function refusalOf(
  { doubt }: Fit,
  line: Pick<StatementLine, 'amountMinor' | 'counterpartyName'>,
  claim: Claim,
): DomainError | null {
  switch (doubt) {
    case null:
      return null;
    case 'bank.claim_closed':
      return conflict(doubt, { reference: claim.reference });
    case 'bank.amount_differs':
      return conflict(doubt, { expected: claim.amountMinor, received: line.amountMinor });
    case 'bank.payer_differs':
      return conflict(doubt, { expected: claim.payerName, received: line.counterpartyName });
    case 'bank.not_a_receipt':
      return conflict(doubt);
  }
}
