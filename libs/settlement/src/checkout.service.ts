import { Injectable } from '@nestjs/common';
import { conflict, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, DatabaseClock, type Page, type Tx } from '@jishi/platform';
import { findDeposit, lockDeposit } from './deposit.repository';
import { DepositService } from './deposit.service';
import { type Channel, ExchangeProviderService } from './exchange-provider.service';
import { type ListQuery, pageOf, visibleTo } from './money-scope';
import * as repository from './movement.repository';
import type { MovementRow, SubjectKind } from './movement.repository';
import { MovementService } from './movement.service';
import { findPayment, lockPayment } from './payment.repository';
import { ProviderCommandService } from './provider-command.service';
import { findCommand } from './provider-command.repository';
import type { ProviderAnswer, ProviderName } from './provider.port';
import { Providers } from './providers';

/** How long a payer has on the provider's page. */
const PAY_MS = 60 * 60_000;
/** A page this close to its end is not handed out again. */
const LEAST_MS = 5 * 60_000;

/** What is to be paid, by whom, and whether it still can be. */
interface Payable {
  payerId: string;
  payerName: string;
  exchangeId: string;
  amountMinor: number;
  currency: string;
  reference: string;
  title: string;
  state: string;
  isOpen: boolean;
}

export interface PayingView {
  channels: Channel[];
  /** The movement that holds or paid it, else the last one begun. */
  movement: MovementRow | null;
}

/** A payer goes to a provider's page with a deposit or a price. */
@Injectable()
export class CheckoutService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly commands: ProviderCommandService,
    private readonly providers: Providers,
    private readonly movements: MovementService,
    private readonly exchange: ExchangeProviderService,
    private readonly deposits: DepositService,
  ) {}

  /** Errors: `deposit.not_found`, `payment.not_found`. */
  async ways(actor: Actor, kind: SubjectKind, id: string): Promise<PayingView> {
    const payable = await this.ofPayer(this.database.manager, actor, kind, id);
    const channels = payable.isOpen ? await this.exchange.offered(payable.exchangeId, kind, payable.amountMinor) : [];
    return { channels, movement: await repository.latestMovement(this.database.manager, kind, id) };
  }

  /**
   * Opens the provider's page; again gives the same page while it lasts.
   * Errors: those of ways, `settlement.nothing_to_pay`, `settlement.channel_closed`, and those of a provider's command.
   */
  async begin(
    actor: Actor,
    kind: SubjectKind,
    id: string,
    provider: ProviderName,
    returnUrl: string,
  ): Promise<MovementRow> {
    const payable = await this.ofPayer(this.database.manager, actor, kind, id);
    const offered = await this.exchange.offered(payable.exchangeId, kind, payable.amountMinor);
    if (!offered.some((one) => one.provider === provider && one.capabilities?.hasPage)) {
      const code = this.providers.isOn(provider) ? 'settlement.channel_closed' : 'settlement.provider_off';
      throw conflict(code, { provider });
    }
    const { movementId, replaced } = await this.prepare(actor, kind, id, provider, returnUrl);
    // two open pages could both be paid: the other one is closed, and if it was paid just now, its money goes back
    for (const old of replaced) await this.close(old);
    if (replaced.length > 0 && !(await this.ofPayer(this.database.manager, actor, kind, id)).isOpen) {
      await this.movements.giveUp(movementId);
      throw conflict('settlement.nothing_to_pay', { state: 'paid' });
    }
    await this.open(movementId);
    return (await repository.findMovement(this.database.manager, movementId))!;
  }

  /** Sends a begun command, again if need be; a refusal ends the movement. Errors: those of a provider's command. */
  async open(movementId: string): Promise<void> {
    const command = await findCommand(this.database.manager, movementId);
    let answer: ProviderAnswer;
    try {
      answer = await this.commands.ask(command!);
    } catch (error) {
      if ((error as { code?: string }).code === 'settlement.provider_refused') await this.movements.giveUp(movementId);
      throw error;
    }
    if (answer.outcome === 'done') await this.movements.apply(answer.snapshot);
  }

  async list(actor: Actor, query: ListQuery): Promise<Page<MovementRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listMovements(this.database.manager, filter), query.limit);
  }

  private prepare(
    actor: Actor,
    kind: SubjectKind,
    id: string,
    provider: ProviderName,
    returnUrl: string,
  ): Promise<{ movementId: string; replaced: MovementRow[] }> {
    return this.database.transaction(async (tx) => {
      await (kind === 'deposit' ? lockDeposit(tx, id) : lockPayment(tx, id));
      const payable = await this.ofPayer(tx, actor, kind, id);
      if (!payable.isOpen) throw conflict('settlement.nothing_to_pay', { state: payable.state });
      const open = await repository.openMovements(tx, kind, id);
      const now = this.clock.now();
      const same = open.find((one) => one.provider === provider && one.payUntil.getTime() > now + LEAST_MS);
      const replaced = open.filter((one) => one !== same);
      if (same) return { movementId: same.id, replaced };
      const { amountMinor, currency, payerName, reference, title, exchangeId } = payable;
      const payUntilMs = now + PAY_MS;
      const command = await this.commands.storeAnew(tx, { operation: 'begin', subjectId: id, part: 0 }, provider, {
        amountMinor,
        currency,
        partyName: payerName,
        reference,
        title,
        returnUrl,
        payUntilMs,
        ...this.holdOf(kind, provider, now),
      });
      const draft = { id: command.id, provider, subjectKind: kind, subjectId: id, exchangeId, amountMinor, currency };
      await repository.insertMovement(tx, { ...draft, payUntilMs });
      if (payable.state === 'required') await this.deposits.step(tx, id, 'begin', `to pay through ${provider}`);
      return { movementId: command.id, replaced };
    });
  }

  /** A deposit is held where the provider can; a price never is. */
  private holdOf(kind: SubjectKind, provider: ProviderName, now: number): { holdUntilMs?: number } {
    const { hold, maxHoldMs } = this.providers.get(provider).capabilities();
    return kind === 'deposit' && hold === 'authorise' && maxHoldMs ? { holdUntilMs: now + maxHoldMs } : {};
  }

  private async close(old: MovementRow): Promise<void> {
    if (!old.reference) return;
    const { amountMinor, currency, reference } = old;
    const request = { amountMinor, currency, partyName: '', reference, movement: reference };
    try {
      const answer = await this.commands.run('release', old.id, old.provider, request);
      if (answer.outcome === 'done') await this.movements.apply(answer.snapshot);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== 'settlement.provider_refused' && code !== 'settlement.provider_unknown') throw error;
      // paid in this moment? Not reachable, the sweep asks again, and money nobody needs goes back
      if (code === 'settlement.provider_refused') await this.movements.ask(old);
    }
  }

  private async ofPayer(tx: Tx, actor: Actor, kind: SubjectKind, id: string): Promise<Payable> {
    const payable = kind === 'deposit' ? await ofDeposit(tx, id) : await ofPayment(tx, id);
    if (payable?.payerId !== actor.organisationId) throw notFound(`${kind}.not_found`);
    return payable;
  }
}

async function ofDeposit(tx: Tx, id: string): Promise<Payable | null> {
  const deposit = await findDeposit(tx, id);
  return (
    deposit && {
      ...deposit,
      payerId: deposit.organisationId,
      payerName: deposit.organisationName,
      isOpen: ['required', 'pending', 'expiring', 'lapsed'].includes(deposit.state),
    }
  );
}

async function ofPayment(tx: Tx, id: string): Promise<Payable | null> {
  const payment = await findPayment(tx, id);
  return payment && { ...payment, isOpen: payment.state === 'due' && payment.amountMinor > 0 };
}
