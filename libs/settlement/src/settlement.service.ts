import { Injectable } from '@nestjs/common';
import { CertificateService, chinaYear, ContractsService, type ContractTerms } from '@jishi/contracts';
import { conflict, type Fen, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { LedgerService, type Posting } from '@jishi/ledger';
import { appendFact, Database, type Page, type Tx } from '@jishi/platform';
import { chinaDay, splitAmong } from '@jishi/pricing';
import { feeSpecs, payableSpec, saleSpec } from './account-specs';
import { DepositService } from './deposit.service';
import { type DepositRow, findDeposit } from './deposit.repository';
import { buyerFeeAccount, depositAccount, payableAccount, sellerFeeAccount, waitingAccount } from './domain/accounts';
import { leaveOut, takeFrom } from './domain/duties';
import { lastDay, lateInterest, technicalPart } from './domain/schedule';
import { settlementSums, type Sums } from './domain/sums';
import { type ListQuery, pageOf, visibleTo } from './money-scope';
import { findBearer } from './movement.repository';
import { ObjectionService } from './objection.service';
import * as payments from './payment.repository';
import type { PaymentRow } from './payment.repository';
import { PaymentService } from './payment.service';
import { PayoutService } from './payout.service';
import type { ProviderName } from './provider.port';
import * as volumes from './volume.repository';
import type { VolumeRow } from './volume.repository';

/** Interest is due a month after it was asked for. */
const INTEREST_WITHIN = { count: 30, kind: 'calendar' } as const;

/** Somebody of the seller's side, and what of a payment is theirs. */
interface Share {
  position: number;
  organisationId: string | null;
  name: string;
  amountMinor: Fen;
}

/** The one commit in which a payment is settled: all of it becomes true together, or none of it. */
@Injectable()
export class SettlementService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly contracts: ContractsService,
    private readonly deposits: DepositService,
    private readonly payments: PaymentService,
    private readonly payouts: PayoutService,
    private readonly objections: ObjectionService,
    private readonly certificates: CertificateService,
  ) {}

  /**
   * Postings, deposit offset, fees, payout obligations of all payees, what was performed; with the first due of a contract also its
   * certificate and volume record. Doing it twice does nothing.
   * Errors: `payment.not_found`, `payment.wrong_state`, and those of the ledger and of certificates.
   */
  async settle(tx: Tx, paymentId: string): Promise<void> {
    await payments.lockContractOf(tx, paymentId);
    const payment = await payments.lockPayment(tx, paymentId);
    if (!payment) throw notFound('payment.not_found');
    if (payment.state === 'settled') return;
    if (payment.state !== 'received') throw conflict('payment.wrong_state', { state: payment.state });
    const terms = await this.contracts.termsOf(tx, payment.contractId);
    const deposit = payment.depositId ? await findDeposit(tx, payment.depositId) : null;
    const sums = sumsOf(payment, deposit);
    if (deposit) await this.deposits.capture(tx, deposit.id);
    const shares = sharesOf(terms, payment, sums.payoutMinor);
    const transferId = await this.post(tx, payment, shares);
    const payoutId = await this.openPayouts(tx, payment, deposit, sums, shares);
    await this.objections.freeze(tx, payment.contractId);
    await payments.setPaymentSettled(tx, paymentId);
    await this.perform(tx, payment, terms);
    if (payment.isFirst && !(await payments.isFirstOpen(tx, payment.contractId)))
      await this.conclude(tx, payment, { transferId, payoutId });
  }

  async listVolumes(actor: Actor, query: ListQuery & { year?: number }): Promise<Page<VolumeRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await volumes.listVolumes(this.database.manager, filter), query.limit);
  }

  /** What is due first is there, fees and all: the sale is certified and counted, and what follows falls due on its days. */
  private async conclude(
    tx: Tx,
    { contractId, id: paymentId }: PaymentRow,
    of: { transferId: string | null; payoutId: string | null },
  ): Promise<void> {
    const atMs = await volumes.databaseTime(tx);
    const paidMinor = await payments.performedOf(tx, contractId);
    const certificate = await this.certificates.issue(tx, contractId, { paidMinor, atMs });
    const volumeRecordId = await volumes.insertVolume(tx, contractId, chinaYear(atMs));
    await volumes.insertSettlement(tx, { ...of, contractId, paymentId, certificateId: certificate.id });
    await payments.makeDue(tx, contractId);
    await appendFact(tx, { type: 'volume.recorded', subjectId: volumeRecordId, payload: { volumeRecordId } });
  }

  /** Null when nothing moved: fees that are nothing. */
  private async post(tx: Tx, payment: PaymentRow, shares: readonly Share[]): Promise<string | null> {
    const { contractId, exchangeId, position } = payment;
    const postings = settlementPostings(payment, shares);
    if (postings.length === 0) return null;
    const payables = shares.map((share) =>
      payableSpec({ contractId, sellerId: share.organisationId ?? payment.sellerId, exchangeId }, share.position),
    );
    const { id } = await this.ledger.post(
      tx,
      {
        reference: position === 1 ? `settlement:${contractId}` : `settlement:${contractId}:${position}`,
        kind: 'settlement',
        subjectId: contractId,
        description: payment.contractNumber,
        postings,
      },
      [saleSpec(payment), ...payables, ...feeSpecs(exchangeId)],
    );
    return id;
  }

  /** What was really paid of the price is on record, once; what came late bears the interest that was agreed. */
  private async perform(tx: Tx, payment: PaymentRow, terms: ContractTerms): Promise<void> {
    const { contractId, id: paymentId, priceMinor } = payment;
    if (priceMinor === 0 || payment.kind === 'late_interest') return;
    const before = await payments.performedOf(tx, contractId);
    const technicalMinor = technicalPart(terms, before, priceMinor);
    const performed = { contractId, paymentId, returnedPayoutId: null, amountMinor: priceMinor, technicalMinor };
    await payments.insertPerformed(tx, performed);
    const receivedAtMs = payment.receivedAt!.getTime();
    const { amountMinor } = lateInterest(terms.payment, { ...payment, receivedAtMs });
    const dueOn = lastDay(chinaDay(receivedAtMs), INTEREST_WITHIN);
    if (amountMinor > 0) await this.payments.demand(tx, { contractId, kind: 'late_interest', amountMinor, dueOn });
  }

  /** The seller's side's money, and what the deposit had beyond price and fee. Obligations only: they post when confirmed. */
  private async openPayouts(
    tx: Tx,
    payment: PaymentRow,
    deposit: DepositRow | null,
    sums: Sums,
    shares: readonly Share[],
  ): Promise<string | null> {
    const provider = payment.provider ?? 'offline_bank';
    const depositProvider = deposit?.provider ?? provider;
    if (sums.surplusMinor > 0 && payment.depositId)
      await this.payouts.open(tx, {
        kind: 'deposit_release',
        exchangeId: payment.exchangeId,
        payeeId: payment.payerId,
        payeeName: payment.payerName,
        depositId: payment.depositId,
        sourceAccount: depositAccount(payment.depositId),
        amountMinor: sums.surplusMinor,
        provider: depositProvider,
        ...(await movementOf(tx, payment.depositId)),
      });
    // the price pays first; what it lacks comes out of the deposit, from wherever that lies
    const pots =
      provider === depositProvider
        ? [{ provider, amountMinor: sums.dueMinor + sums.offsetMinor }]
        : [
            { provider, amountMinor: sums.dueMinor },
            { provider: depositProvider, amountMinor: sums.offsetMinor },
          ];
    const ids: string[] = [];
    let taken = 0;
    for (const share of shares) {
      for (const part of takeFrom(share.amountMinor, leaveOut(taken, pots)) ?? [])
        ids.push(await this.openSale(tx, payment, share, part));
      taken += share.amountMinor;
    }
    return ids[0] ?? null;
  }

  private openSale(
    tx: Tx,
    payment: PaymentRow,
    { position, organisationId, name }: Share,
    part: { provider: ProviderName; amountMinor: number },
  ): Promise<string> {
    return this.payouts.open(tx, {
      kind: 'sale',
      exchangeId: payment.exchangeId,
      payeeId: organisationId,
      payeeName: name,
      contractId: payment.contractId,
      paymentId: payment.id,
      payeePosition: position,
      sourceAccount: payableAccount(payment.contractId, position),
      ...part,
    });
  }
}

/** What the seller pays for itself brings a fee and nothing else. */
const sumsOf = (payment: PaymentRow, deposit: DepositRow | null): Sums =>
  payment.kind === 'seller_fee'
    ? {
        offsetMinor: 0,
        dueMinor: payment.amountMinor,
        surplusMinor: 0,
        payoutMinor: 0,
        feesMinor: payment.sellerFeeMinor,
      }
    : settlementSums({ ...payment, depositMinor: deposit?.amountMinor ?? 0 });

/** Who of the seller's side gets how much; the seller all of it where the contract names nobody else. */
function sharesOf({ payees = [] }: ContractTerms, { sellerId, sellerName }: PaymentRow, payoutMinor: Fen): Share[] {
  if (payees.length === 0)
    return [{ position: 1, organisationId: sellerId, name: sellerName, amountMinor: payoutMinor }];
  const amounts = splitAmong(payoutMinor, payees);
  return payees.map(({ organisationId, name }, i) => ({
    position: i + 1,
    organisationId,
    name,
    amountMinor: amounts[i]!,
  }));
}

/** The movement a deposit came with, for what goes back of it. */
async function movementOf(tx: Tx, depositId: string): Promise<{ movementId?: string }> {
  const bearer = await findBearer(tx, 'deposit', depositId);
  return bearer ? { movementId: bearer.id } : {};
}

/** Into the sale's account what the deposit brings, out of it fees and what is the seller's: it ends at zero. */
function settlementPostings(payment: PaymentRow, shares: readonly Share[]): Posting[] {
  const sale = waitingAccount(payment);
  const postings: Posting[] = [
    { source: sale, destination: buyerFeeAccount(payment.exchangeId), amountMinor: payment.buyerFeeMinor },
    { source: sale, destination: sellerFeeAccount(payment.exchangeId), amountMinor: payment.sellerFeeMinor },
    ...shares.map(({ position, amountMinor }) => ({
      source: sale,
      destination: payableAccount(payment.contractId, position),
      amountMinor,
    })),
  ];
  if (payment.depositId)
    postings.unshift({
      source: depositAccount(payment.depositId),
      destination: sale,
      amountMinor: payment.depositOffsetMinor,
    });
  return postings.filter((posting) => posting.amountMinor > 0);
}
