import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, newId, notFound, unavailable } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import { AttachmentService } from '@jishi/listings';
import { appendFact, audit, Database, type Page, type Tx } from '@jishi/platform';
import { insertTransition } from './deposit.repository';
import { chargebackSpec } from './account-specs';
import { authorisedAccount, chargebackAccount, holdAccount } from './domain/accounts';
import { type ListQuery, pageOf, visibleTo } from './money-scope';
import { plainSerial } from './domain/serial';
import { findMovement } from './movement.repository';
import * as repository from './payout.repository';
import type { PayoutDraft, PayoutRow } from './payout.repository';
import { ProviderCommandService } from './provider-command.service';
import { taken } from './taken';

/** Why a payout failed for good: its money has gone another way. */
export const CHARGED_BACK = 'charged_back';

/** Money out: an obligation first, a ledger posting only when the provider, or two people, say that it left. */
@Injectable()
export class PayoutService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly commands: ProviderCommandService,
    private readonly attachments: AttachmentService,
  ) {}

  async open(tx: Tx, draft: PayoutDraft): Promise<string> {
    const id = newId();
    const originAccount =
      draft.depositId && draft.kind !== 'forfeiture'
        ? await repository.depositSourceAccount(tx, draft.depositId)
        : draft.returnsId && !draft.movementId && draft.paymentId
          ? await repository.paymentSourceAccount(tx, draft.paymentId)
          : (draft.originAccount ?? null);
    await repository.insertPayout(tx, id, {
      ...draft,
      originAccount,
      payeeAccount: originAccount ?? draft.payeeAccount ?? null,
    });
    await appendFact(tx, { type: 'payout.due', subjectId: id, payload: { payoutId: id } });
    return id;
  }

  /** Whether this deposit has its payout of that kind already. */
  isOpen(tx: Tx, kind: PayoutDraft['kind'], depositId: string): Promise<boolean> {
    return repository.hasPayout(tx, kind, depositId);
  }

  /** Whether something gives this movement back already. */
  isOpenOf(tx: Tx, movementId: string): Promise<boolean> {
    return repository.hasPayoutOf(tx, movementId);
  }

  /** Demonstrations: asks the simulated provider, outside any transaction; true when it has paid. */
  async execute(id: string): Promise<boolean> {
    const payout = await this.read(this.database.manager, id);
    if (payout.state === 'confirmed' || payout.provider !== 'simulated') return false;
    if (!(await this.database.transaction((tx) => this.sendSimulated(tx, id)))) return false;
    const answer = await this.commands.run('payout', id, payout.provider, {
      amountMinor: payout.amountMinor,
      currency: payout.currency,
      partyName: payout.payeeName,
      reference: id,
    });
    return answer.outcome === 'done';
  }

  /** What the provider called the finished payment. Errors: `settlement.provider_unknown` when it has not answered. */
  async providerReference(tx: Tx, id: string): Promise<string> {
    const reference = await repository.findProviderReference(tx, id);
    if (!reference) throw unavailable('settlement.provider_unknown', { provider: 'simulated' });
    return reference;
  }

  /** The money has left: posts it, and ends the deposit it released. Doing it twice does nothing. */
  async complete(tx: Tx, id: string, by: { userId: string | null; serial: string }): Promise<void> {
    const payout = await this.lock(tx, id);
    if (payout.state === 'confirmed') return;
    const { postings, open } = await this.wayOf(tx, payout);
    await this.ledger.post(
      tx,
      { reference: `payout:${id}`, kind: `payout.${payout.kind}`, subjectId: id, description: by.serial, postings },
      open,
    );
    await repository.setConfirmed(tx, id, by);
    if (payout.contractId) await appendFact(tx, { type: 'payout.confirmed', subjectId: id, payload: { payoutId: id } });
    if (payout.kind === 'deposit_release' && payout.depositId)
      await this.endRelease(tx, payout.depositId, { userId: by.userId, reason: `paid out ${by.serial}` });
  }

  /** On its way before the provider is asked: from then on no objection can hold it. False while one does. */
  private async sendSimulated(tx: Tx, id: string): Promise<boolean> {
    const payout = await this.lock(tx, id);
    if (payout.frozenBy || payout.state === 'cancelled') return false;
    if (payout.state === 'due') await repository.setSent(tx, id, null);
    return true;
  }

  /**
   * The maker names the account. What goes back goes to where it came from, which nobody types; where the bank did not say, a
   * paper shows it. Errors: `payout.not_found`, `payout.frozen`, `payout.wrong_state`, `payout.account_differs`, `payout.account_missing`,
   * `payout.evidence_missing`, `attachment.not_found`.
   */
  propose(actor: Actor, id: string, payeeAccount: string | undefined, evidenceId?: string): Promise<PayoutRow> {
    return this.database.transaction(async (tx) => {
      const payout = await this.ofExchange(tx, actor, id);
      refuseFrozen(payout);
      const isOpen = payout.state === 'due' || (payout.state === 'failed' && payout.provider !== 'offline_bank');
      // what goes back the way it came is nobody's to direct
      if (!isOpen || payout.provider === 'simulated' || payout.movementId)
        throw conflict('payout.wrong_state', { state: payout.state });
      // what came from an account goes back to that account and no other
      const fixed = payout.state === 'failed' ? null : payout.payeeAccount;
      if (fixed && payeeAccount && fixed !== payeeAccount) throw conflict('payout.account_differs', { account: fixed });
      const account = fixed ?? payeeAccount;
      if (!account) throw conflict('payout.account_missing');
      checkAccount(payout.provider, account);
      const needsEvidence = goesBack(payout) && payout.originAccount === null;
      if (needsEvidence && !evidenceId)
        throw conflict('payout.evidence_missing', {}, [{ path: 'evidenceId', code: 'payout.evidence_missing' }]);
      if (needsEvidence) await this.attachments.file(tx, actor, [evidenceId!], payout.exchangeId, 'evidenceId');
      const to = { payeeAccount: account, evidenceId: needsEvidence ? evidenceId! : null };
      await repository.setProposed(tx, id, actor.userId, to);
      await this.record(tx, actor, payout, 'payout.proposed', to);
      return this.read(tx, id);
    });
  }

  /** Another person confirms that the bank has paid, or lets the provider pay; then no serial is given. Errors: `payout.same_person`, `payout.wrong_state`, `payout.serial_used`,
   * `payout.not_found`, `payout.serial_missing`. */
  confirm(actor: Actor, id: string, givenSerial: string | undefined): Promise<PayoutRow> {
    const bankSerial = plainSerial(givenSerial ?? '');
    return this.database.transaction(async (tx) => {
      const payout = await this.ofExchange(tx, actor, id);
      refuseFrozen(payout);
      if (payout.state !== 'proposed') throw conflict('payout.wrong_state', { state: payout.state });
      if (payout.proposedBy === actor.userId) throw forbidden('payout.same_person');
      if (payout.provider !== 'offline_bank') return this.approve(tx, actor, payout);
      if (!bankSerial)
        throw invalid('payout.serial_missing', {}, [{ path: 'bankSerial', code: 'payout.serial_missing' }]);
      if (await repository.isSerialUsed(tx, payout.exchangeId, bankSerial))
        throw conflict('payout.serial_used', { serial: bankSerial }, [
          { path: 'bankSerial', code: 'payout.serial_used', params: { serial: bankSerial } },
        ]);
      await this.complete(tx, id, { userId: actor.userId, serial: bankSerial });
      await this.record(tx, actor, payout, 'payout.confirmed', { bankSerial });
      return this.read(tx, id);
    });
  }

  /** The checker does not agree: the payout is due again. Errors: `payout.not_found`, `payout.wrong_state`. */
  reject(actor: Actor, id: string, reason: string): Promise<PayoutRow> {
    return this.database.transaction(async (tx) => {
      const payout = await this.ofExchange(tx, actor, id);
      if (payout.state !== 'proposed') throw conflict('payout.wrong_state', { state: payout.state });
      // an account that was typed goes with the proposal: the next maker may name the right one
      await repository.setDueAgain(tx, id);
      await this.record(tx, actor, payout, 'payout.rejected', { reason, proposedBy: payout.proposedBy });
      return this.read(tx, id);
    });
  }

  /** The provider refused, for now or for good: people see why. */
  async fail(tx: Tx, id: string, failure: string): Promise<void> {
    const payout = await this.lock(tx, id);
    if (payout.state === 'confirmed' || payout.failure === CHARGED_BACK) return;
    await repository.setFailed(tx, id, failure);
    await appendFact(tx, { type: 'payout.failed', subjectId: id, payload: { payoutId: id, failure } });
  }

  /** The payer's bank has taken the money already: it is not sent back as well, and a deposit it was is over. */
  async chargedBack(tx: Tx, id: string): Promise<void> {
    await this.fail(tx, id, CHARGED_BACK);
    const { kind, depositId } = await this.read(tx, id);
    if (kind === 'deposit_release' && depositId)
      await this.endRelease(tx, depositId, { userId: null, reason: 'charged back by the payer’s bank' });
  }

  /** What the provider refused is asked for again. Errors: `payout.not_found`, `payout.wrong_state`, `payout.charged_back`. */
  retry(actor: Actor, id: string): Promise<PayoutRow> {
    return this.database.transaction(async (tx) => {
      const payout = await this.ofExchange(tx, actor, id);
      refuseFrozen(payout);
      if (payout.state !== 'failed') throw conflict('payout.wrong_state', { state: payout.state });
      if (payout.failure === CHARGED_BACK) throw conflict('payout.charged_back');
      // two people have agreed to where this goes already
      await repository.setSent(tx, id, null);
      await appendFact(tx, { type: 'payout.due', subjectId: id, payload: { payoutId: id } });
      await this.record(tx, actor, payout, 'payout.retried', { failure: payout.failure });
      return this.read(tx, id);
    });
  }

  async list(actor: Actor, query: ListQuery): Promise<Page<PayoutRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listPayouts(this.database.manager, filter), query.limit);
  }

  private async endRelease(tx: Tx, depositId: string, why: { userId: string | null; reason: string }): Promise<void> {
    if (!(await repository.markReleased(tx, depositId))) return;
    const { userId: actorId, reason } = why;
    await insertTransition(tx, { depositId, from: 'release_pending', to: 'released', reason, actorId });
  }

  private async approve(tx: Tx, actor: Actor, payout: PayoutRow): Promise<PayoutRow> {
    await repository.setSent(tx, payout.id, actor.userId);
    await appendFact(tx, { type: 'payout.approved', subjectId: payout.id, payload: { payoutId: payout.id } });
    await this.record(tx, actor, payout, 'payout.approved', { payeeAccount: payout.payeeAccount });
    return this.read(tx, payout.id);
  }

  /** Out of whose claim, and from where it lies. A promise that was let go of was never money. */
  private async wayOf(tx: Tx, payout: PayoutRow): Promise<Awaited<ReturnType<typeof taken>>> {
    const { amountMinor, exchangeId } = payout;
    const movement = payout.movementId ? await findMovement(tx, payout.movementId) : null;
    if (movement && movement.stage !== 'captured') {
      const posting = { source: holdAccount(movement.id), destination: authorisedAccount(exchangeId), amountMinor };
      return { postings: [posting], open: [] };
    }
    // the claim is spent: the refund was on its way when the payer's bank took the money, too
    const isTwice = payout.failure === CHARGED_BACK;
    const source = isTwice ? chargebackAccount(exchangeId) : payout.sourceAccount;
    const left = await taken(this.ledger, tx, { ...payout, source });
    return isTwice ? { ...left, open: [chargebackSpec(exchangeId), ...left.open] } : left;
  }

  private record(tx: Tx, actor: Actor, payout: PayoutRow, action: string, detail: object): Promise<void> {
    return audit(tx, {
      actorId: actor.userId,
      organisationId: actor.organisationId,
      action,
      subjectType: 'payout',
      subjectId: payout.id,
      detail: { ...detail, amountMinor: payout.amountMinor, payee: payout.payeeName },
    });
  }

  /** Cashiers work on their own exchange's money; to others there is no such payout. Errors: `payout.not_found`. */
  private async ofExchange(tx: Tx, actor: Actor, id: string): Promise<PayoutRow> {
    const payout = await this.lock(tx, id);
    if (payout.exchangeId !== actor.organisationId) throw notFound('payout.not_found');
    return payout;
  }

  private async lock(tx: Tx, id: string): Promise<PayoutRow> {
    const payout = await repository.lockPayout(tx, id);
    if (!payout) throw notFound('payout.not_found');
    return payout;
  }

  private async read(tx: Tx, id: string): Promise<PayoutRow> {
    const payout = await repository.findPayout(tx, id);
    if (!payout) throw notFound('payout.not_found');
    return payout;
  }
}

/** Errors: `payout.frozen`: an objection holds it. */
function refuseFrozen({ frozenBy }: PayoutRow): void {
  if (frozenBy) throw conflict('payout.frozen');
}

/** Through Stripe only a connected account can be paid. Errors: `payout.bad_account`. */
function checkAccount(provider: string, account: string): void {
  if (provider !== 'offline_bank' && !/^acct_\w{1,60}$/.test(account))
    throw invalid('payout.bad_account', { account }, [{ path: 'payeeAccount', code: 'payout.bad_account' }]);
}

const GOES_BACK: PayoutRow['kind'][] = ['deposit_release', 'forfeit_return', 'suspense_refund', 'sale_return'];
/** Money the bank brought and that goes back through the bank. */
const goesBack = ({ kind, provider }: PayoutRow): boolean => provider === 'offline_bank' && GOES_BACK.includes(kind);
