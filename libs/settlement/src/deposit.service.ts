import { Injectable } from '@nestjs/common';
import { conflict, forbidden, newId, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import { OPEN_STATES } from '@jishi/listings';
import { appendFact, Database, DatabaseClock, type Page, type Tx } from '@jishi/platform';
import { depositMinor, startOfChinaDay } from '@jishi/pricing';
import { Book } from './book.port';
import { isBoundByCase } from './default.repository';
import * as repository from './deposit.repository';
import type { DepositRow, TransitionRow } from './deposit.repository';
import { bankAccount, depositAccount, forfeitAccount, suspenseAccount } from './domain/accounts';
import { nextDepositState, type DepositEvent, type DepositState } from './domain/deposit';
import { paymentReference } from './domain/reference';
import { bankSpec, depositSpec, forfeitSpec, moneySpec, suspenseSpec } from './account-specs';
import { type ListQuery, pageOf, visibleTo } from './money-scope';
import { findBearer } from './movement.repository';
import { PayoutService } from './payout.service';
import type { ProviderName } from './provider.port';
import { ProviderCommandService } from './provider-command.service';

const DAY_MS = 24 * 3_600_000;
const forfeitReference = (depositId: string): string => `deposit.forfeited:${depositId}`;
const OPEN_LISTINGS: readonly string[] = [...OPEN_STATES, 'suspended'];

/** Lets its bidder bid: it may not go while the book shows a standing bid. */
const isAtStake = (state: DepositState): boolean => state === 'held' || state === 'expiring';

/** Deposits from the demand to their end. Money in: the ledger first, then the book. Money out: the book first. */
@Injectable()
export class DepositService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly payouts: PayoutService,
    private readonly commands: ProviderCommandService,
    private readonly book: Book,
    private readonly clock: DatabaseClock,
  ) {}

  /**
   * Asks an approved candidate for the deposit. `demandId` is the approval that asks: told twice, it asks once; one approval later,
   * when the last deposit has gone back, it asks anew. Never for two at a time.
   */
  async require(
    tx: Tx,
    of: { listingId: string; auctionId: string; organisationId: string; demandId: string; dueAt: Date | null },
  ): Promise<void> {
    const terms = await repository.findDepositTerms(tx, of.listingId);
    if (!terms) throw notFound('deposit.no_listing', { listing: of.listingId });
    if (!OPEN_LISTINGS.includes(terms.listingState)) return;
    await repository.insertDeposit(tx, {
      ...of,
      id: newId(),
      exchangeId: terms.exchangeId,
      amountMinor: depositMinor(terms.profile, terms.priceMinor),
      reference: paymentReference('D', await repository.nextReferenceNumber(tx)),
    });
  }

  /**
   * The money is here: into the ledger, and the fact that lets the bidder in. `source` is the account it comes from; null for
   * a promise, which stands in its own accounts, apart from money. `bookedOn` is the day on which a bank booked it, where people
   * match its lines: a candidate is not late because they took their time. Errors: `deposit.not_found`, `deposit.wrong_state`.
   */
  async hold(
    tx: Tx,
    id: string,
    received: { provider: ProviderName; source: string | null; reason: string; actorId: string | null },
    bookedOn: string | null = null,
  ): Promise<DepositRow> {
    const deposit = await this.lock(tx, id);
    const nowMs = this.clock.now();
    const paidAtMs = bookedOn === null ? nowMs : Math.min(nowMs, startOfChinaDay(bookedOn) + DAY_MS - 1);
    await this.change(tx, deposit, 'receive', received);
    if (received.source)
      await this.ledger.post(
        tx,
        {
          reference: `deposit.held:${id}`,
          kind: 'deposit.held',
          subjectId: id,
          description: received.reason,
          postings: [{ source: received.source, destination: depositAccount(id), amountMinor: deposit.amountMinor }],
        },
        [moneySpec(received.provider, deposit.exchangeId), depositSpec(deposit)],
      );
    await appendFact(tx, {
      type: 'deposit.held',
      subjectId: id,
      payload: { depositId: id, auctionId: deposit.auctionId, organisationId: deposit.organisationId, paidAtMs },
    });
    return this.read(tx, id);
  }

  /** One step of its life that moves no money by itself. Errors: `deposit.not_found`, `deposit.wrong_state`. */
  async step(
    tx: Tx,
    id: string,
    event: Extract<DepositEvent, 'begin' | 'near_expiry' | 'renew' | 'lapse'>,
    reason: string,
    provider?: ProviderName,
  ): Promise<void> {
    const deposit = await this.lock(tx, id);
    await this.change(tx, deposit, event, { reason, actorId: null, ...(provider ? { provider } : {}) });
    const { auctionId, organisationId } = deposit;
    const type = { near_expiry: 'deposit.expiring', renew: 'deposit.renewed', lapse: 'deposit.lapsed', begin: null }[
      event
    ];
    if (type)
      await appendFact(tx, {
        type,
        subjectId: id,
        payload: { depositId: id, auctionId, organisationId, reason, wasLapsed: deposit.state === 'lapsed' },
      });
  }

  /** Nobody paid in time. False when it was paid, or ended, since the clock looked. */
  async expireUnpaid(tx: Tx, id: string): Promise<boolean> {
    const deposit = await this.lock(tx, id);
    if (deposit.state !== 'required' && deposit.state !== 'pending') return false;
    await this.change(tx, deposit, 'expire', { reason: 'not paid in time', actorId: null });
    const { auctionId, listingId, organisationId } = deposit;
    await appendFact(tx, {
      type: 'deposit.expired',
      subjectId: id,
      payload: { depositId: id, auctionId, listingId, organisationId },
    });
    return true;
  }

  /** Of a winner that defaulted: on its way out of its hands, while the second person looks at it. Errors: `deposit.wrong_state`. */
  async queueForfeit(tx: Tx, id: string, why: { reason: string; actorId: string }): Promise<DepositRow> {
    const deposit = await this.lock(tx, id);
    const bearer = await findBearer(tx, 'deposit', id);
    // a promise is no money: it was collected before this, or there is nothing to keep
    if (bearer && bearer.stage !== 'captured') throw conflict('forfeiture.not_collected');
    await this.change(tx, deposit, 'queue_forfeit', why);
    return deposit;
  }

  /** The second person did not agree. Errors: `deposit.wrong_state`. */
  async keep(tx: Tx, id: string, why: { reason: string; actorId: string }): Promise<void> {
    await this.change(tx, await this.lock(tx, id), 'keep', why);
  }

  /** Both agreed: it is the bidder's no more. Errors: `deposit.wrong_state`. */
  async forfeit(tx: Tx, id: string, why: { reason: string; actorId: string }): Promise<void> {
    const deposit = await this.lock(tx, id);
    await this.change(tx, deposit, 'forfeit', why);
    await this.ledger.post(
      tx,
      {
        reference: forfeitReference(id),
        kind: 'deposit.forfeited',
        subjectId: id,
        description: why.reason,
        postings: [{ source: depositAccount(id), destination: forfeitAccount(id), amountMinor: deposit.amountMinor }],
      },
      [depositSpec(deposit), forfeitSpec(deposit)],
    );
  }

  /** It was not to be kept, as a ruling found: the bidder's again, and on its way back. Errors: `deposit.wrong_state`. */
  async restore(tx: Tx, id: string, why: { reason: string; actorId: string }): Promise<void> {
    const deposit = await this.lock(tx, id);
    await this.change(tx, deposit, 'uphold_appeal', why);
    await this.ledger.reverse(tx, forfeitReference(id), {
      reference: `deposit.forfeit_reversed:${id}`,
      kind: 'deposit.forfeit_reversed',
      description: why.reason,
    });
    await this.giveBack(tx, { ...deposit, state: 'held' }, why.reason, why.actorId);
  }

  /** Demonstrations only: pays through the simulated provider. Errors: `settlement.provider_off`, those of hold. */
  async simulatePayment(actor: Actor, id: string): Promise<DepositRow> {
    const deposit = await this.read(this.database.manager, id);
    if (deposit.organisationId !== actor.organisationId) throw notFound('deposit.not_found');
    if (deposit.state === 'held') return deposit;
    // refuse before money moves: an ended deposit can no longer be paid
    if (!(await this.commands.wasAsked('begin', id, 'simulated'))) nextDepositState(deposit.state, 'receive');
    await this.commands.run('begin', id, 'simulated', {
      amountMinor: deposit.amountMinor,
      currency: deposit.currency,
      partyName: deposit.organisationName,
      reference: deposit.reference,
    });
    return this.database.transaction(async (tx) => {
      const current = await this.lock(tx, id);
      if (current.state === 'held') return current;
      if (current.state === 'expired') return this.sendBackLate(tx, current);
      return this.hold(tx, id, {
        provider: 'simulated',
        source: bankAccount(deposit.exchangeId),
        reason: 'simulated payment',
        actorId: actor.userId,
      });
    });
  }

  /**
   * A bidder gives up: out of the book first, then the money back. Refused while the book shows a standing bid.
   * Errors: `deposit.not_found`, `deposit.standing_bid`, `deposit.won`, `deposit.frozen`, `deposit.admission_pending`,
   * `deposit.under_default`, `deposit.wrong_state`.
   */
  async withdraw(actor: Actor, id: string): Promise<DepositRow> {
    const deposit = await this.read(this.database.manager, id);
    const isOwner = deposit.organisationId === actor.organisationId;
    if (!isOwner && deposit.exchangeId !== actor.organisationId) throw notFound('deposit.not_found');
    if (!isOwner && !actor.permissions.has('deposit.manage')) throw forbidden('settlement.other_exchange');
    const left = isAtStake(deposit.state);
    if (left) await this.leaveBook(deposit);
    return this.database.transaction(async (tx) => {
      const current = await this.lock(tx, id);
      // paid since we looked: its admission is on the way, and nobody has left the book yet
      if (isAtStake(current.state) && !left) throw conflict('deposit.admission_pending');
      if (await isBoundByCase(tx, current.auctionId, current.organisationId)) throw conflict('deposit.under_default');
      await this.giveBack(tx, current, 'withdrawn by the bidder', actor.userId);
      return this.read(tx, id);
    });
  }

  /** After the close nobody but the winner has money here: paid deposits go back, unpaid demands end. */
  async releaseLosers(tx: Tx, auctionId: string, winnerId: string | null): Promise<void> {
    for (const { id, organisationId } of await repository.lockDepositsOfAuction(tx, auctionId)) {
      const deposit = await this.read(tx, id);
      const ended = !['required', 'pending', 'held', 'expiring', 'lapsed'].includes(deposit.state);
      if (organisationId === winnerId || ended || (await isBoundByCase(tx, auctionId, organisationId))) continue;
      await this.giveBack(tx, deposit, winnerId ? 'another bidder won' : 'the auction ended without a sale', null);
    }
  }

  /** Whoever was not admitted has nothing at stake here. */
  async releaseRefused(tx: Tx, auctionId: string, organisationId: string): Promise<void> {
    const deposit = await repository.findDepositOf(tx, auctionId, organisationId);
    if (!deposit) return;
    const current = await this.lock(tx, deposit.id);
    if (isAtStake(current.state) && !(await isBoundByCase(tx, auctionId, organisationId)))
      await this.giveBack(tx, current, 'not admitted to the auction', null);
  }

  /** The winner's deposit becomes part of the price, inside settlement's one commit. */
  async capture(tx: Tx, id: string): Promise<void> {
    const deposit = await this.lock(tx, id);
    await this.change(tx, deposit, 'queue_capture', { reason: 'offset against the price', actorId: null });
    await this.change(tx, { ...deposit, state: 'capture_pending' }, 'capture', {
      reason: 'offset against the price',
      actorId: null,
    });
  }

  /** With what became of it, step by step. Errors: `deposit.not_found`. */
  async get(actor: Actor, id: string): Promise<DepositRow & { steps: TransitionRow[] }> {
    const deposit = await this.read(this.database.manager, id);
    const mine = visibleTo(actor);
    if (mine !== null && ![deposit.organisationId, deposit.exchangeId].includes(mine))
      throw notFound('deposit.not_found');
    return { ...deposit, steps: await repository.listTransitions(this.database.manager, id) };
  }

  async list(actor: Actor, query: ListQuery & { auctionId?: string }): Promise<Page<DepositRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listDeposits(this.database.manager, filter), query.limit);
  }

  /** The demand ended while the provider was collecting: the money is real and goes back through suspense. */
  private async sendBackLate(tx: Tx, deposit: DepositRow): Promise<DepositRow> {
    const { id, exchangeId, amountMinor } = deposit;
    if (await this.payouts.isOpen(tx, 'suspense_refund', id)) return deposit;
    await this.ledger.post(
      tx,
      {
        reference: `deposit.late:${id}`,
        kind: 'deposit.late',
        subjectId: id,
        postings: [{ source: bankAccount(exchangeId), destination: suspenseAccount(exchangeId), amountMinor }],
      },
      [bankSpec(exchangeId), suspenseSpec(exchangeId)],
    );
    await this.payouts.open(tx, {
      kind: 'suspense_refund',
      exchangeId,
      payeeId: deposit.organisationId,
      payeeName: deposit.organisationName,
      depositId: id,
      sourceAccount: suspenseAccount(exchangeId),
      amountMinor,
      provider: 'simulated',
    });
    return deposit;
  }

  private async leaveBook(deposit: DepositRow): Promise<void> {
    const before = await this.book.standing(deposit.auctionId, deposit.organisationId);
    if (before.won) throw conflict('deposit.won');
    if (before.frozen) throw conflict('deposit.frozen');
    if (before.state === 'closed') return;
    if (before.standing) throw conflict('deposit.standing_bid');
    // never in the book: the admission is still on its way, and after a release it would let in a bidder without a deposit
    if (!before.admitted && before.code === null) throw conflict('deposit.admission_pending');
    // a fresh command each time: an earlier refusal, under a bid since outbid, must not be answered again
    await this.book.exclude(deposit.auctionId, deposit.organisationId, newId(), 'deposit withdrawn');
    const after = await this.book.standing(deposit.auctionId, deposit.organisationId);
    if (after.won) throw conflict('deposit.won');
    if (after.standing || (after.admitted && after.state !== 'closed')) throw conflict('deposit.standing_bid');
  }

  private async giveBack(tx: Tx, deposit: DepositRow, reason: string, actorId: string | null): Promise<void> {
    if (deposit.state === 'required' || deposit.state === 'pending' || deposit.state === 'lapsed') {
      await this.change(tx, deposit, 'expire', { reason, actorId });
      return;
    }
    await this.change(tx, deposit, 'queue_release', { reason, actorId });
    const bearer = await findBearer(tx, 'deposit', deposit.id);
    const terms = await repository.findDepositTerms(tx, deposit.listingId);
    await this.payouts.open(tx, {
      ...(bearer ? { movementId: bearer.id } : {}),
      kind: 'deposit_release',
      exchangeId: deposit.exchangeId,
      payeeId: deposit.organisationId,
      payeeName: deposit.organisationName,
      depositId: deposit.id,
      sourceAccount: depositAccount(deposit.id),
      amountMinor: deposit.amountMinor,
      provider: deposit.provider ?? 'offline_bank',
      // "within one day" is twenty-four hours
      dueAt: new Date(this.clock.now() + (terms?.profile.refundDays ?? 1) * DAY_MS),
    });
  }

  private async change(
    tx: Tx,
    deposit: DepositRow,
    event: DepositEvent,
    why: { reason: string; actorId: string | null; provider?: ProviderName },
  ): Promise<void> {
    const state = nextDepositState(deposit.state, event);
    const ended = ['released', 'captured', 'forfeited', 'expired'].includes(state);
    await repository.setDepositState(tx, deposit.id, {
      state,
      ended,
      held: event === 'receive',
      ...(why.provider ? { provider: why.provider } : {}),
    });
    await repository.insertTransition(tx, { depositId: deposit.id, from: deposit.state, to: state, ...why });
  }

  private async lock(tx: Tx, id: string): Promise<DepositRow> {
    const deposit = await repository.lockDeposit(tx, id);
    if (!deposit) throw notFound('deposit.not_found');
    return deposit;
  }

  private async read(tx: Tx, id: string): Promise<DepositRow> {
    const deposit = await repository.findDeposit(tx, id);
    if (!deposit) throw notFound('deposit.not_found');
    return deposit;
  }
}
