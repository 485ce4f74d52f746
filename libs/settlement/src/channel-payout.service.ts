import { Injectable } from '@nestjs/common';
import { DomainError } from '@jishi/kernel';
import { Database } from '@jishi/platform';
import { findDeposit } from './deposit.repository';
import { leaveOut, takeFrom } from './domain/duties';
import * as movements from './movement.repository';
import type { MovementRow } from './movement.repository';
import { MovementService } from './movement.service';
import { findPayout, type PayoutRow, takenBefore } from './payout.repository';
import { CHARGED_BACK, PayoutService } from './payout.service';
import { type CommandRow, commandsOf, latestCommand } from './provider-command.repository';
import { ProviderCommandService } from './provider-command.service';
import type { Operation } from './provider.port';

/** What goes to somebody else than where it came from. */
const PAID_ON: readonly string[] = ['sale', 'forfeiture'];

/** Money out through a provider of payments: back the way it came, or on to a payee. Outside any transaction. */
@Injectable()
export class ChannelPayoutService {
  constructor(
    private readonly database: Database,
    private readonly commands: ProviderCommandService,
    private readonly movements: MovementService,
    private readonly payouts: PayoutService,
  ) {}

  /** Asks the provider for what this payout needs; again does nothing more. A refusal fails the payout, with its reason. */
  async execute(payout: PayoutRow): Promise<void> {
    if (payout.failure === CHARGED_BACK) return;
    try {
      if (payout.movementId) await this.giveBack(payout, payout.movementId);
      else if (PAID_ON.includes(payout.kind) && payout.state === 'sent') await this.payOn(payout);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'settlement.provider_refused') throw error;
      const reason = String(error.params?.['reason'] ?? error.code);
      await this.database.transaction((tx) => this.payouts.fail(tx, payout.id, reason));
    }
  }

  /** The winner's promise is made money while it still can be. Twice does nothing. */
  async collectDeposit(auctionId: string, organisationId: string): Promise<void> {
    const { manager } = this.database;
    const bearer = await movements.findBearerOf(manager, auctionId, organisationId);
    if (bearer?.stage !== 'authorised') return;
    const deposit = await findDeposit(manager, bearer.subjectId);
    if (deposit?.state !== 'held' && deposit?.state !== 'expiring') return;
    await this.command('capture', bearer.id, bearer, bearer.amountMinor).catch(async (error: unknown) => {
      if (!(error instanceof DomainError) || error.code !== 'settlement.provider_refused') throw error;
      await this.movements.ask(bearer);
    });
  }

  private async giveBack(payout: PayoutRow, movementId: string): Promise<void> {
    const movement = (await movements.findMovement(this.database.manager, movementId))!;
    // over already: only our side is left to do
    if (movement.stage === 'voided') return this.movements.look(movementId);
    const operation = movement.stage === 'captured' ? 'refund' : 'release';
    if (operation === 'refund') await this.replaceFailedRefund(payout, movement);
    await this.command(operation, payout.id, movement, payout.amountMinor);
  }

  /** A refund that was taken and failed later is no answer any more: the next one is a command of its own. */
  private async replaceFailedRefund(payout: PayoutRow, movement: MovementRow): Promise<void> {
    const key = { operation: 'refund' as const, subjectId: payout.id, part: 0 };
    await this.database.transaction(async (tx) => {
      await movements.lockMovement(tx, movement.id);
      const last = await latestCommand(tx, key);
      const refund = movement.facts.refunds.find(({ commandId }) => commandId !== null && commandId === last?.id);
      if (last && refund?.state === 'failed') await this.commands.storeAnew(tx, key, last.provider, last.request);
    });
  }

  private async command(operation: Operation, subjectId: string, of: MovementRow, amountMinor: number): Promise<void> {
    const { currency, provider, reference } = of;
    const request = { amountMinor, currency, partyName: '', reference: subjectId, movement: reference! };
    const answer = await this.commands.run(operation, subjectId, provider, request);
    if (answer.outcome !== 'done') return;
    await this.movements.apply(answer.snapshot);
    // the command was answered long ago, and much may have happened since
    await this.movements.ask(of);
  }

  /** A sum that no single charge covers is paid from several, each a command of its own. */
  private async payOn(payout: PayoutRow): Promise<void> {
    const { manager } = this.database;
    // what was asked for before counts as it was asked, whatever lies with the provider now
    const asked = await this.standing(payout);
    const rest = payout.amountMinor - asked.reduce((sum, { request }) => sum + request.amountMinor, 0);
    const pots =
      payout.kind === 'forfeiture'
        ? await movements.potsOfDeposit(manager, payout.depositId!)
        : leaveOut(
            await takenBefore(manager, payout),
            await movements.potsOf(manager, payout.paymentId!, payout.provider),
          );
    const parts = takeFrom(rest, lessTaken(pots, asked));
    if (!parts) return this.database.transaction((tx) => this.payouts.fail(tx, payout.id, 'not_enough_with_provider'));
    const common = { currency: payout.currency, partyName: payout.payeeName, reference: payout.id };
    const added: CommandRow[] = [];
    for (const [index, { reference, amountMinor }] of parts.entries()) {
      const request = { ...common, amountMinor, movement: reference, payee: payout.payeeAccount! };
      const key = { operation: 'payout' as const, subjectId: payout.id, part: asked.length + index };
      added.push(await this.commands.store(manager, key, payout.provider, request));
    }
    const serials: string[] = [];
    for (const command of [...asked, ...added]) {
      const answer = await this.commands.ask(command);
      if (answer.outcome === 'done') serials.push(answer.providerReference);
    }
    const serial = serials.join(' ');
    await this.database.transaction((tx) => this.payouts.complete(tx, payout.id, { userId: null, serial }));
  }

  /** Commands that were sent or will be; one to another account whose answer never came is asked what became of it first. */
  private async standing(payout: PayoutRow): Promise<CommandRow[]> {
    const standing: CommandRow[] = [];
    for (const command of await commandsOf(this.database.manager, payout.id)) {
      if (command.state === 'refused') continue;
      const isElsewhere = command.request.payee !== payout.payeeAccount;
      const isRefused = isElsewhere && (await this.commands.ask(command).then(() => false, isRefusal));
      if (!isRefused) standing.push(command);
    }
    return standing;
  }

  /** For a payout that somebody may have ended since it was read. */
  async executeById(id: string): Promise<void> {
    const payout = await findPayout(this.database.manager, id);
    if (payout && payout.state !== 'confirmed' && payout.provider.startsWith('stripe')) await this.execute(payout);
  }
}

/** Anything else is no answer, and goes on up. */
function isRefusal(error: unknown): true {
  if (error instanceof DomainError && error.code === 'settlement.provider_refused') return true;
  throw error;
}

const lessTaken = (pots: readonly movements.Pot[], asked: readonly CommandRow[]): movements.Pot[] =>
  pots.map((pot) => ({
    ...pot,
    amountMinor: asked
      .filter(({ request }) => request.movement === pot.reference)
      .reduce((rest, { request }) => rest - request.amountMinor, pot.amountMinor),
  }));
