import { Injectable } from '@nestjs/common';
import {
  conflict,
  type DomainError,
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
import { checkLines, type Statement, type StatementLine } from './bank-statement';
import * as repository from './bank.repository';
import type { BankLineRow, Claim } from './bank.repository';
import { DepositService } from './deposit.service';
import { bankAccount, suspenseAccount } from './domain/accounts';
import { isSamePayer, referencesIn } from './domain/reference';
import { type ListQuery, pageOf, requireExchange, visibleTo } from './money-scope';
import { PaymentService } from './payment.service';
import { PayoutService } from './payout.service';

export interface ImportResult {
  statementId: string | null;
  inserted: number;
  /** Already known by their serial: importing twice does nothing. */
  known: number;
  proposed: number;
}

export interface MatchTarget {
  depositId?: string;
  paymentId?: string;
}

const DEFAULT_ACCOUNT = 'settlement';

/** Bank statements: money arrives in suspense, a maker says whose it is, a checker confirms, and only then it counts. */
@Injectable()
export class BankService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly deposits: DepositService,
    private readonly payments: PaymentService,
    private readonly payouts: PayoutService,
  ) {}

  /** Takes in what is new, keyed on the bank's serial number, and proposes a match where reference, amount and payer agree. Errors: `bank.bad_statement`. */
  async import(actor: Actor, statement: Statement, filename: string): Promise<ImportResult> {
    const exchangeId = actor.organisationId;
    requireExchange(actor, exchangeId);
    checkLines(statement.lines);
    const accountNumber = statement.accountNumber ?? DEFAULT_ACCOUNT;
    return this.database.transaction(async (tx) => {
      await repository.lockAccount(tx, exchangeId, accountNumber);
      const serials = statement.lines.map((line) => line.serial);
      const fresh = freshLines(statement.lines, await repository.knownSums(tx, exchangeId, accountNumber, serials));
      const known = statement.lines.length - fresh.length;
      if (fresh.length === 0) return { statementId: null, inserted: 0, known, proposed: 0 };
      const statementId = newId();
      await repository.insertStatement(tx, {
        id: statementId,
        exchangeId,
        accountNumber,
        filename,
        sha256: sha256Hex(JSON.stringify(statement.lines)),
        lineCount: statement.lines.length,
        insertedCount: fresh.length,
        userId: actor.userId,
      });
      let proposed = 0;
      for (const line of fresh)
        if (await this.take(tx, { ...line, statementId, exchangeId, accountNumber })) proposed += 1;
      await this.record(tx, actor, statementId, 'bank.statement_imported', { inserted: fresh.length, known });
      return { statementId, inserted: fresh.length, known, proposed };
    });
  }

  /** The maker says whose money it is, or agrees with the proposal. Errors: `bank.line_not_found`, `bank.wrong_state`, `bank.claim_*`, `bank.payer_differs`. */
  async match(actor: Actor, id: string, target: MatchTarget): Promise<BankLineRow> {
    const { line, refusal } = await this.database.transaction(async (tx) => {
      const current = await this.lock(tx, actor, id);
      if (!['unmatched', 'proposed', 'suspense'].includes(current.state))
        throw conflict('bank.wrong_state', { state: current.state });
      const claim = await this.claim(tx, current, target);
      const refused = whyNot(current, claim);
      // a refused match is kept as the reason why the money waits
      if (refused) await repository.setSuspense(tx, id, refused.code);
      else await repository.setMatched(tx, id, claim, actor.userId);
      await this.record(tx, actor, id, refused ? 'bank.match_refused' : 'bank.matched', { ...target });
      return { line: await this.read(tx, id), refusal: refused };
    });
    if (refusal) throw refusal;
    return line;
  }

  /** Another person confirms; now the deposit is held or the price is paid. Errors: `bank.same_person`, `bank.wrong_state`. */
  async confirm(actor: Actor, id: string): Promise<BankLineRow> {
    const { line, refusal } = await this.database.transaction(async (tx) => {
      const line = await this.lock(tx, actor, id);
      if (line.state !== 'matched') throw conflict('bank.wrong_state', { state: line.state });
      if (line.matchedBy === actor.userId) throw forbidden('bank.same_person');
      // paid twice, or ended since it was matched: the money waits again
      const refused = whyNot(line, await this.claim(tx, line, {}));
      if (refused) {
        await repository.setSuspense(tx, id, refused.code);
        return { line: await this.read(tx, id), refusal: refused };
      }
      const received = {
        provider: 'offline_bank' as const,
        source: suspenseAccount(line.exchangeId),
        reason: `bank serial ${line.serial}`,
        actorId: actor.userId,
      };
      if (line.depositId) await this.deposits.hold(tx, line.depositId, received, line.bookedOn);
      else if (line.paymentId) await this.payments.receive(tx, line.paymentId, received);
      await repository.setLineConfirmed(tx, id, actor.userId);
      await this.record(tx, actor, id, 'bank.confirmed', { amountMinor: line.amountMinor, serial: line.serial });
      return { line: await this.read(tx, id), refusal: null };
    });
    if (refusal) throw refusal;
    return line;
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
      if (line.direction !== 'credit' || !['unmatched', 'proposed', 'suspense'].includes(line.state))
        throw conflict('bank.wrong_state', { state: line.state });
      await repository.setRefunded(tx, id, reason);
      await this.payouts.open(tx, {
        kind: 'suspense_refund',
        exchangeId: line.exchangeId,
        payeeId: null,
        payeeName: line.counterpartyName,
        payeeAccount: line.counterpartyAccount || null,
        bankLineId: id,
        sourceAccount: suspenseAccount(line.exchangeId),
        amountMinor: line.amountMinor,
        provider: 'offline_bank',
      });
      await this.record(tx, actor, id, 'bank.refund_opened', { reason, amountMinor: line.amountMinor });
      return this.read(tx, id);
    });
  }

  async list(actor: Actor, query: ListQuery): Promise<Page<BankLineRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listLines(this.database.manager, filter), query.limit);
  }

  /** One new line. Money in is in the exchange's bank from now on, owed to whoever it will prove to be. */
  private async take(
    tx: Tx,
    line: StatementLine & { statementId: string; exchangeId: string; accountNumber: string },
  ): Promise<boolean> {
    if (line.direction === 'debit') {
      await repository.insertLine(tx, { ...line, state: 'noted', depositId: null, paymentId: null, reason: null });
      return false;
    }
    const claims = await repository.claimsByReference(tx, line.exchangeId, referencesIn(line.remark));
    const claim = claims.length === 1 ? claims[0]! : null;
    const refusal = claim ? whyNot(line, claim) : null;
    const fits = claim !== null && refusal === null;
    const id = await repository.insertLine(tx, {
      ...line,
      state: fits ? 'proposed' : refusal ? 'suspense' : 'unmatched',
      depositId: fits && claim.kind === 'deposit' ? claim.id : null,
      paymentId: fits && claim.kind === 'payment' ? claim.id : null,
      reason: refusal?.code ?? null,
    });
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
    return fits;
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

/** Those whose serial number is new. Errors: `bank.bad_statement` when a known one comes with another sum: not the same money. */
function freshLines(lines: readonly StatementLine[], seen: Map<string, string>): StatementLine[] {
  const errors: FieldError[] = [];
  const fresh = lines.filter((line, index) => {
    const known = seen.get(line.serial);
    seen.set(line.serial, known ?? repository.sumOf(line));
    if (known !== undefined && known !== repository.sumOf(line))
      errors.push({ path: `lines[${index}].serial`, code: 'bank.serial_differs', params: { serial: line.serial } });
    return known === undefined;
  });
  if (errors.length > 0) throw invalid('bank.bad_statement', { lines: lines.length }, errors.slice(0, 100));
  return fresh;
}

/** Why this money cannot be that claim's, or null. The payer must be the verified bidder itself. */
function whyNot(
  line: Pick<StatementLine, 'direction' | 'amountMinor' | 'counterpartyName'>,
  claim: Claim,
): DomainError | null {
  if (line.direction !== 'credit') return conflict('bank.not_a_receipt');
  if (!claim.isOpen) return conflict('bank.claim_closed', { reference: claim.reference });
  if (line.amountMinor !== claim.amountMinor)
    return conflict('bank.amount_differs', { expected: claim.amountMinor, received: line.amountMinor });
  if (!isSamePayer(line.counterpartyName, claim.payerName))
    return conflict('bank.payer_differs', { expected: claim.payerName, received: line.counterpartyName });
  return null;
}
