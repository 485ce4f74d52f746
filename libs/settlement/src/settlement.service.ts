import { Injectable } from '@nestjs/common';
import { CertificateService, chinaYear } from '@jishi/contracts';
import { conflict, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { LedgerService, type Posting } from '@jishi/ledger';
import { appendFact, Database, type Page, type Tx } from '@jishi/platform';
import { feeSpecs, payableSpec, saleSpec } from './account-specs';
import { DepositService } from './deposit.service';
import { type DepositRow, findDeposit } from './deposit.repository';
import { buyerFeeAccount, depositAccount, payableAccount, saleAccount, sellerFeeAccount } from './domain/accounts';
import { takeFrom } from './domain/duties';
import { settlementSums, type Sums } from './domain/sums';
import { type ListQuery, pageOf, visibleTo } from './money-scope';
import { findBearer } from './movement.repository';
import { lockPayment, type PaymentRow, setPaymentSettled } from './payment.repository';
import { PayoutService } from './payout.service';
import type { ProviderName } from './provider.port';
import * as volumes from './volume.repository';
import type { VolumeRow } from './volume.repository';

/** The one commit in which a sale is settled: all of it becomes true together, or none of it. */
@Injectable()
export class SettlementService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerService,
    private readonly deposits: DepositService,
    private readonly payouts: PayoutService,
    private readonly certificates: CertificateService,
  ) {}

  /**
   * Postings, deposit offset, fees, payout obligation, certificate and volume record. Doing it twice does nothing.
   * Errors: `payment.not_found`, `payment.wrong_state`, and those of the ledger and of certificates.
   */
  async settle(tx: Tx, paymentId: string): Promise<void> {
    const payment = await lockPayment(tx, paymentId);
    if (!payment) throw notFound('payment.not_found');
    if (payment.state === 'settled') return;
    if (payment.state !== 'received') throw conflict('payment.wrong_state', { state: payment.state });
    const deposit = payment.depositId ? await findDeposit(tx, payment.depositId) : null;
    const sums = settlementSums({ ...payment, depositMinor: deposit?.amountMinor ?? 0 });
    if (deposit) await this.deposits.capture(tx, deposit.id);
    const seller = { contractId: payment.contractId, sellerId: payment.sellerId, exchangeId: payment.exchangeId };
    const transfer = await this.ledger.post(
      tx,
      {
        reference: `settlement:${payment.contractId}`,
        kind: 'settlement',
        subjectId: payment.contractId,
        description: payment.contractNumber,
        postings: settlementPostings(payment, sums),
      },
      [saleSpec(payment), payableSpec(seller), ...feeSpecs(payment.exchangeId)],
    );
    const payoutId = await this.openPayouts(tx, payment, deposit, sums);
    const atMs = await volumes.databaseTime(tx);
    const certificate = await this.certificates.issue(tx, payment.contractId, { paidMinor: payment.priceMinor, atMs });
    const volumeRecordId = await volumes.insertVolume(tx, payment.contractId, chinaYear(atMs));
    await volumes.insertSettlement(tx, {
      contractId: payment.contractId,
      paymentId,
      transferId: transfer.id,
      payoutId,
      certificateId: certificate.id,
    });
    await setPaymentSettled(tx, paymentId);
    await appendFact(tx, { type: 'volume.recorded', subjectId: volumeRecordId, payload: { volumeRecordId } });
  }

  async listVolumes(actor: Actor, query: ListQuery & { year?: number }): Promise<Page<VolumeRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await volumes.listVolumes(this.database.manager, filter), query.limit);
  }

  /** The seller's money, and what the deposit had beyond price and fee. Obligations only: they post when confirmed. */
  private async openPayouts(
    tx: Tx,
    payment: PaymentRow,
    deposit: DepositRow | null,
    sums: Sums,
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
    const ids: string[] = [];
    const pots =
      provider === depositProvider
        ? [{ provider, amountMinor: sums.dueMinor + sums.offsetMinor }]
        : [
            { provider, amountMinor: sums.dueMinor },
            { provider: depositProvider, amountMinor: sums.offsetMinor },
          ];
    for (const part of takeFrom(sums.payoutMinor, pots) ?? []) ids.push(await this.openSale(tx, payment, part));
    return ids[0] ?? null;
  }

  private openSale(
    tx: Tx,
    payment: PaymentRow,
    part: { provider: ProviderName; amountMinor: number },
  ): Promise<string> {
    return this.payouts.open(tx, {
      kind: 'sale',
      exchangeId: payment.exchangeId,
      payeeId: payment.sellerId,
      payeeName: payment.sellerName,
      contractId: payment.contractId,
      sourceAccount: payableAccount(payment.contractId),
      ...part,
    });
  }
}

/** The movement a deposit came with, for what goes back of it. */
async function movementOf(tx: Tx, depositId: string): Promise<{ movementId?: string }> {
  const bearer = await findBearer(tx, 'deposit', depositId);
  return bearer ? { movementId: bearer.id } : {};
}

/** Into the sale's account what the deposit brings, out of it fees and the seller's due: it ends at zero. */
function settlementPostings(payment: PaymentRow, sums: Sums): Posting[] {
  const sale = saleAccount(payment.contractId);
  const postings: Posting[] = [
    { source: sale, destination: buyerFeeAccount(payment.exchangeId), amountMinor: payment.buyerFeeMinor },
    { source: sale, destination: sellerFeeAccount(payment.exchangeId), amountMinor: payment.sellerFeeMinor },
    { source: sale, destination: payableAccount(payment.contractId), amountMinor: sums.payoutMinor },
  ];
  if (payment.depositId)
    postings.unshift({
      source: depositAccount(payment.depositId),
      destination: sale,
      amountMinor: payment.depositOffsetMinor,
    });
  return postings.filter((posting) => posting.amountMinor > 0);
}
