import { Injectable } from '@nestjs/common';
import { LedgerService } from '@jishi/ledger';
import { appendFact, type Tx } from '@jishi/platform';
import { chargebackSpec, depositSpec, holdSpecs, moneySpec, suspenseSpec } from './account-specs';
import type { DepositRow } from './deposit.repository';
import { DepositService } from './deposit.service';
import {
  authorisedAccount,
  chargebackAccount,
  depositAccount,
  holdAccount,
  moneyAccount,
  suspenseAccount,
} from './domain/accounts';
import type { Duty } from './domain/duties';
import { findBearer, type MovementRow, setBearing } from './movement.repository';
import { isOffset, type PaymentRow } from './payment.repository';
import { PaymentService } from './payment.service';
import { openPayoutsOf, type PayoutRow } from './payout.repository';
import { PayoutService } from './payout.service';
import { commandsOf } from './provider-command.repository';
import { taken } from './taken';

interface Owner {
  organisationId: string;
  exchangeId: string;
  name: string;
}

type Doing<K extends Duty['do']> = Extract<Duty, { do: K }>;

/** Does what the pure rules say must follow from a provider's word. The caller holds the locks. */
@Injectable()
export class MovementActs {
  constructor(
    private readonly ledger: LedgerService,
    private readonly deposits: DepositService,
    private readonly payments: PaymentService,
    private readonly payouts: PayoutService,
  ) {}

  async ofDeposit(tx: Tx, duty: Duty, movement: MovementRow, deposit: DepositRow): Promise<void> {
    const owner: Owner = { ...deposit, name: deposit.organisationName };
    switch (duty.do) {
      case 'hold':
        return this.hold(tx, duty, movement, deposit);
      case 'renew':
        return this.renew(tx, duty, movement, deposit);
      case 'collected':
        return this.collected(tx, movement, deposit);
      case 'expiring':
        return this.deposits.step(tx, deposit.id, 'near_expiry', 'the hold runs out');
      case 'lapse':
        if (duty.because === 'charged_back' && (await isOffset(tx, deposit.id))) return;
        return this.lapse(tx, duty, movement, deposit);
      case 'send_back':
        return this.sendBack(tx, movement, owner);
      case 'charged_back':
        return this.chargedBack(
          tx,
          duty,
          movement,
          (await isOffset(tx, deposit.id)) ? chargebackAccount(deposit.exchangeId) : depositAccount(deposit.id),
        );
      case 'came_back':
        return this.cameBack(tx, duty, movement);
      case 'receive':
        return;
    }
  }

  async ofPayment(tx: Tx, duty: Duty, movement: MovementRow, payment: PaymentRow): Promise<void> {
    const { provider, exchangeId } = movement;
    if (duty.do === 'receive') {
      await setBearing(tx, movement.id, true);
      const source = moneyAccount(provider, exchangeId);
      await this.payments.receive(tx, payment.id, { provider, source, reason: `${provider} ${movement.reference}` });
    } else if (duty.do === 'send_back')
      await this.sendBack(tx, movement, { organisationId: payment.payerId, exchangeId, name: payment.payerName });
    // the sale is settled all the same, its payouts held by the dispute: the payer owes the exchange what its bank took
    else if (duty.do === 'charged_back') await this.chargedBack(tx, duty, movement, chargebackAccount(exchangeId));
    else if (duty.do === 'came_back') await this.cameBack(tx, duty, movement);
  }

  /** What gave this movement's money back, or let its hold go, has ended, well or badly. */
  async endPayouts(tx: Tx, movement: MovementRow): Promise<void> {
    for (const payout of await openPayoutsOf(tx, movement.id)) {
      const end = await this.endOf(tx, payout, movement);
      if (end === 'released' || end === 'refunded')
        await this.payouts.complete(tx, payout.id, {
          userId: null,
          serial: `${movement.reference}:${end}:${payout.id}`,
        });
      else if (end && payout.state !== 'failed') await this.payouts.fail(tx, payout.id, end);
    }
  }

  private async endOf(tx: Tx, payout: PayoutRow, { facts }: MovementRow): Promise<string | null> {
    if (facts.stage === 'voided') return 'released';
    if (facts.stage !== 'captured') return null;
    const asked = (await commandsOf(tx, payout.id))
      .filter(({ operation }) => operation === 'refund')
      .map(({ id }) => id);
    const refunds = facts.refunds.filter(({ commandId }) => commandId !== null && asked.includes(commandId));
    if (refunds.some(({ state }) => state === 'succeeded')) return 'refunded';
    // a refund that a new attempt replaced does not matter any more
    return refunds.length > 0 && refunds.every(({ state }) => state === 'failed') ? 'refund_failed' : null;
  }

  private async hold(tx: Tx, { as }: Doing<'hold'>, movement: MovementRow, deposit: DepositRow): Promise<void> {
    const { provider, exchangeId } = movement;
    if (as === 'authorised') await this.promise(tx, movement, deposit);
    await setBearing(tx, movement.id, true);
    await this.deposits.hold(tx, deposit.id, {
      provider,
      source: as === 'received' ? moneyAccount(provider, exchangeId) : null,
      reason: `${provider} ${as}`,
      actorId: null,
    });
  }

  private async renew(tx: Tx, { as }: Doing<'renew'>, movement: MovementRow, deposit: DepositRow): Promise<void> {
    const { provider, exchangeId, amountMinor } = movement;
    const old = await findBearer(tx, 'deposit', deposit.id);
    if (old?.id === movement.id) {
      await this.deposits.step(tx, deposit.id, 'renew', 'collected');
      return;
    }
    if (as === 'authorised') await this.promise(tx, movement, deposit);
    else
      await this.post(
        tx,
        `deposit.renewed:${movement.id}`,
        'deposit.renewed',
        movement.subjectId,
        {
          source: moneyAccount(provider, exchangeId),
          destination: depositAccount(deposit.id),
          amountMinor,
        },
        [moneySpec(provider, exchangeId), depositSpec(deposit)],
      );
    if (old) await setBearing(tx, old.id, false);
    await setBearing(tx, movement.id, true);
    await this.deposits.step(tx, deposit.id, 'renew', `${provider} ${as}`, provider);
    // what it replaces is let go of, before or after it runs out by itself
    if (old?.stage === 'authorised') await this.sendBack(tx, old, { ...deposit, name: deposit.organisationName });
  }

  /** The promise became money: it leaves the accounts of promises, and enters those of money. */
  private async collected(tx: Tx, movement: MovementRow, deposit: DepositRow): Promise<void> {
    const { provider, exchangeId, facts } = movement;
    await this.promise(tx, movement, deposit);
    await this.endPromise(tx, movement);
    await this.post(
      tx,
      `deposit.collected:${movement.id}`,
      'deposit.held',
      deposit.id,
      {
        source: moneyAccount(provider, exchangeId),
        destination: depositAccount(deposit.id),
        amountMinor: facts.capturedMinor,
      },
      [moneySpec(provider, exchangeId), depositSpec(deposit)],
    );
  }

  private async lapse(tx: Tx, { because }: Doing<'lapse'>, movement: MovementRow, deposit: DepositRow): Promise<void> {
    if (movement.stage === 'voided') await this.endPromise(tx, movement);
    if (deposit.state === 'held') await this.deposits.step(tx, deposit.id, 'near_expiry', because);
    await this.deposits.step(tx, deposit.id, 'lapse', because);
  }

  /** Nobody's yet: into suspense if it is money, and back the way it came. */
  private async sendBack(tx: Tx, movement: MovementRow, owner: Owner): Promise<void> {
    const { id, provider, exchangeId, facts, amountMinor } = movement;
    const isMoney = facts.stage === 'captured';
    if (await this.payouts.isOpenOf(tx, id)) return;
    if (isMoney)
      await this.post(
        tx,
        `stray:${id}`,
        'movement.stray',
        movement.subjectId,
        {
          source: moneyAccount(provider, exchangeId),
          destination: suspenseAccount(exchangeId),
          amountMinor: facts.capturedMinor,
        },
        [moneySpec(provider, exchangeId), suspenseSpec(exchangeId)],
      );
    else await this.promise(tx, movement, owner);
    await this.payouts.open(tx, {
      kind: 'suspense_refund',
      exchangeId,
      payeeId: owner.organisationId,
      payeeName: owner.name,
      movementId: id,
      sourceAccount: isMoney ? suspenseAccount(exchangeId) : holdAccount(id),
      amountMinor: isMoney ? facts.capturedMinor : amountMinor,
      provider,
    });
  }

  /** The payer's bank took it back: from the claim it paid while that has it, else it is to be recovered from the payer. */
  private async chargedBack(tx: Tx, duty: Doing<'charged_back'>, movement: MovementRow, claim: string): Promise<void> {
    const { exchangeId, provider, id, subjectId } = movement;
    // never taken in: nothing to take out
    if (!movement.bearing && !(await this.payouts.isOpenOf(tx, id))) return;
    // waiting to go back: it went another way, and will not go twice
    const waiting = await openPayoutsOf(tx, id);
    for (const payout of waiting) await this.payouts.chargedBack(tx, payout.id);
    // of what nobody claims only its own part is its own, and that only until it has gone back
    if (!movement.bearing) claim = waiting.length > 0 ? suspenseAccount(exchangeId) : chargebackAccount(exchangeId);
    const source = (await this.ledger.balance(tx, claim)) >= duty.amountMinor ? claim : chargebackAccount(exchangeId);
    const { amountMinor, reference } = duty;
    const { postings, open } = await taken(this.ledger, tx, { source, provider, exchangeId, amountMinor });
    await this.ledger.post(
      tx,
      { reference: `charged_back:${reference}`, kind: 'movement.charged_back', subjectId, postings },
      [chargebackSpec(exchangeId), ...open],
    );
  }

  /** Its deposit is released and its payout ended; the money waits for a cashier, who finds another way to its owner. */
  private async cameBack(tx: Tx, { reference, amountMinor }: Doing<'came_back'>, movement: MovementRow): Promise<void> {
    const { exchangeId, provider, id, subjectId } = movement;
    await this.post(
      tx,
      `came_back:${reference}`,
      'movement.came_back',
      subjectId,
      { source: moneyAccount(provider, exchangeId), destination: suspenseAccount(exchangeId), amountMinor },
      [moneySpec(provider, exchangeId), suspenseSpec(exchangeId)],
    );
    await appendFact(tx, {
      type: 'movement.came_back',
      subjectId,
      payload: { movementId: id, reference, amountMinor, exchangeId },
    });
  }

  private promise(tx: Tx, movement: MovementRow, owner: { organisationId: string; exchangeId: string }): Promise<void> {
    const { id, exchangeId, amountMinor } = movement;
    return this.post(
      tx,
      `hold:${id}`,
      'hold.authorised',
      movement.subjectId,
      {
        source: authorisedAccount(exchangeId),
        destination: holdAccount(id),
        amountMinor,
      },
      holdSpecs(id, owner),
    );
  }

  private endPromise(tx: Tx, { id, exchangeId, amountMinor, subjectId }: MovementRow): Promise<void> {
    return this.post(tx, `hold.ended:${id}`, 'hold.ended', subjectId, {
      source: holdAccount(id),
      destination: authorisedAccount(exchangeId),
      amountMinor,
    });
  }

  private async post(
    tx: Tx,
    reference: string,
    kind: string,
    subjectId: string,
    posting: { source: string; destination: string; amountMinor: number },
    open: Parameters<LedgerService['post']>[2] = [],
  ): Promise<void> {
    await this.ledger.post(tx, { reference, kind, subjectId, postings: [posting] }, open);
  }
}
