import { Injectable } from '@nestjs/common';
import { conflict, forbidden, type Fen } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import { AttachmentService } from '@jishi/listings';
import { audit, Database, DatabaseClock, type Tx } from '@jishi/platform';
import { forfeitShareSpecs } from './account-specs';
import { type CaseRow, findResale, isResaleOpen } from './default.repository';
import { DefaultService } from './default.service';
import { findDeposit } from './deposit.repository';
import * as repository from './distribution.repository';
import type { DistributionRow } from './distribution.repository';
import { forfeitAccount, forfeitIncomeAccount, forfeitShareAccount } from './domain/accounts';
import { nextCaseState, requireFinal } from './domain/default-case';
import { isUntouched } from './domain/duties';
import { type Cost, sharesOf, shortfallOf, waterfall, type WaterfallLine } from './domain/waterfall';
import { findBearer } from './movement.repository';
import { PayoutService } from './payout.service';

/** What a distribution would be, before anybody agrees to it. */
export interface Preview {
  depositMinor: Fen;
  /** Null while it is not sold again and nobody gave that up. */
  resale: { contractId: string; contractNumber: string; priceMinor: Fen } | null;
  shortfallMinor: Fen;
  lines: WaterfallLine[];
}

/** A forfeited deposit goes down its waterfall: reckoned by one person, agreed to by another, posted in one transfer. */
@Injectable()
export class DistributionService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly cases: DefaultService,
    private readonly ledger: LedgerService,
    private readonly payouts: PayoutService,
    private readonly attachments: AttachmentService,
  ) {}

  /** Errors: `default.not_found`, `forfeiture.no_deposit`. */
  async preview(actor: Actor, id: string, costs: readonly Cost[]): Promise<Preview> {
    const found = await this.database.transaction((tx) => this.cases.lockOf(tx, actor, id));
    return this.reckon(this.database.manager, found, costs);
  }

  find(caseId: string): Promise<DistributionRow | null> {
    return repository.findDistribution(this.database.manager, caseId);
  }

  /**
   * `givenUp` says why it is not sold again: then there is no shortfall. Each cost names its paper, which the bidder reads, too.
   * Errors: `default.not_found`, `default.wrong_state`, `default.appeal_open`, `forfeiture.disputed`, `forfeiture.resale_unknown`,
   * `forfeiture.resale_open`, `attachment.not_found`.
   */
  propose(actor: Actor, id: string, given: { costs: Cost[]; givenUp?: string }): Promise<DistributionRow> {
    return this.database.transaction(async (tx) => {
      const found = await this.final(tx, actor, id);
      const { depositMinor, resale, shortfallMinor, lines } = await this.reckon(tx, found, given.costs);
      const givenUp = resale ? null : (given.givenUp ?? null);
      if (!resale && givenUp === null) throw conflict('forfeiture.resale_unknown');
      if (!resale && (await isResaleOpen(tx, found))) throw conflict('forfeiture.resale_open');
      const papers = [...new Set(given.costs.map(({ paperId }) => paperId))];
      await this.attachments.file(tx, actor, papers, found.organisationId, 'costs');
      await repository.storeDistribution(tx, {
        caseId: id,
        resaleMinor: resale?.priceMinor ?? null,
        resaleContractId: resale?.contractId ?? null,
        givenUp,
        shortfallMinor,
        costs: given.costs,
        lines,
        totalMinor: depositMinor,
        proposedBy: actor.userId,
      });
      await this.record(tx, actor, found, 'forfeiture.distribution_proposed', { shortfallMinor, givenUp });
      return (await repository.findDistribution(tx, id))!;
    });
  }

  /** Errors: those of propose, `forfeiture.not_proposed`, `forfeiture.changed`, `default.same_person`. */
  approve(actor: Actor, id: string): Promise<DistributionRow> {
    return this.database.transaction(async (tx) => {
      const found = await this.final(tx, actor, id);
      const given = await repository.findDistribution(tx, id);
      if (!given) throw conflict('forfeiture.not_proposed');
      if (given.proposedBy === actor.userId) throw forbidden('default.same_person');
      const { resale, lines } = await this.reckon(tx, found, given.costs);
      // sold again since it was reckoned, or for another price
      if ((resale?.contractId ?? null) !== given.resaleContractId || total(lines) !== given.totalMinor)
        throw conflict('forfeiture.changed');
      if (!resale && (await isResaleOpen(tx, found))) throw conflict('forfeiture.resale_open');
      const transferId = await this.post(tx, found, lines);
      await repository.setDistributed(tx, id, { userId: actor.userId, transferId });
      await this.openPayouts(tx, found, lines);
      await this.cases.step(tx, actor, found, 'distribute', {}, { transferId });
      await this.cases.tell(tx, found, 'forfeiture.distributed');
      return (await repository.findDistribution(tx, id))!;
    });
  }

  private async reckon(tx: Tx, found: CaseRow, costs: readonly Cost[]): Promise<Preview> {
    if (!found.depositId || found.depositMinor === null) throw conflict('forfeiture.no_deposit');
    const resale = found.decidedAt ? await findResale(tx, found) : null;
    const shortfallMinor = resale ? shortfallOf(found.priceMinor, resale.priceMinor) : 0;
    const { depositMinor, rules } = found;
    const lines = waterfall({ depositMinor, costs, shortfallMinor, restTo: rules.deposits.restTo });
    return { depositMinor, resale, shortfallMinor, lines };
  }

  /** Nothing is distributed that may still go back. */
  private async final(tx: Tx, actor: Actor, id: string): Promise<CaseRow> {
    const found = await this.cases.lockOf(tx, actor, id);
    nextCaseState(found.state, 'distribute');
    requireFinal(found, this.clock.now());
    const bearer = found.depositId && (await findBearer(tx, 'deposit', found.depositId));
    if (bearer && !isUntouched(bearer.facts)) throw conflict('forfeiture.disputed');
    return found;
  }

  private async post(tx: Tx, found: CaseRow, lines: readonly WaterfallLine[]): Promise<string> {
    const depositId = found.depositId!;
    const { exchangeId, sellerId, organisationId: bidderId } = found;
    const accountOf = (to: WaterfallLine['to']): string =>
      to === 'exchange' ? forfeitIncomeAccount(exchangeId) : forfeitShareAccount(depositId, to);
    const transfer = await this.ledger.post(
      tx,
      {
        reference: `forfeiture:${found.id}`,
        kind: 'forfeiture',
        subjectId: depositId,
        description: found.contractNumber,
        postings: lines
          .filter(({ paidMinor }) => paidMinor > 0)
          .map(({ to, paidMinor }) => ({
            source: forfeitAccount(depositId),
            destination: accountOf(to),
            amountMinor: paidMinor,
          })),
      },
      forfeitShareSpecs({ depositId, exchangeId, sellerId, bidderId }),
    );
    return transfer.id;
  }

  private async openPayouts(tx: Tx, found: CaseRow, lines: readonly WaterfallLine[]): Promise<void> {
    const depositId = found.depositId!;
    const { seller, bidder } = sharesOf(lines);
    const provider = (await findDeposit(tx, depositId))?.provider ?? 'offline_bank';
    const common = { exchangeId: found.exchangeId, depositId, provider };
    if (seller > 0)
      await this.payouts.open(tx, {
        ...common,
        kind: 'forfeiture',
        payeeId: found.sellerId,
        payeeName: found.sellerName,
        sourceAccount: forfeitShareAccount(depositId, 'seller'),
        amountMinor: seller,
      });
    if (bidder === 0) return;
    const bearer = await findBearer(tx, 'deposit', depositId);
    await this.payouts.open(tx, {
      ...common,
      ...(bearer ? { movementId: bearer.id } : {}),
      kind: 'forfeit_return',
      payeeId: found.organisationId,
      payeeName: found.organisationName,
      sourceAccount: forfeitShareAccount(depositId, 'bidder'),
      amountMinor: bidder,
    });
  }

  private record(tx: Tx, actor: Actor, found: CaseRow, action: string, detail: Record<string, unknown>): Promise<void> {
    return audit(tx, {
      actorId: actor.userId,
      organisationId: actor.organisationId,
      action,
      subjectType: 'default_case',
      subjectId: found.id,
      detail,
    });
  }
}

const total = (lines: readonly WaterfallLine[]): Fen => lines.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
