import { Injectable } from '@nestjs/common';
import { conflict, type FieldError, forbidden, invalid, notFound, type Fen } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, Database, toPage, type Page, type Tx } from '@jishi/platform';
import { type DayCount, type Payee, paymentRulesOf, type PaymentTerms, type SellerType } from '@jishi/pricing';
import * as repository from './contracts.repository';
import type { AcceptanceRow, ContractRow, ContractScope } from './contracts.repository';
import { checkAcceptance, isSigned, partyOf } from './domain/acceptance';
import { checkPayment, isAnnounced, type PaymentContext, requirePayment } from './domain/check-payment';
import { chinaDate } from './domain/china-time';
import { technicalAmount, type ContractTerms } from './domain/terms';
import { DEFAULT_CLOSING, DraftingService } from './drafting.service';
import { renderConfirmation } from './paper-documents';

export type ContractDetail = ContractRow & {
  terms: ContractTerms;
  acceptances: AcceptanceRow[];
  /** Where the terms of payment go beyond what guidance recommends, while they can be changed. */
  paymentWarnings: FieldError[];
};

/** A payee as the drafter names it; with a code it is that organisation of this market, under its own name. */
export type PayeeDraft = Omit<Payee, 'organisationId' | 'uscc'> & { uscc?: string | null };

export interface ContractFilter {
  state?: string;
  listingId?: string;
  before?: [string, string];
  limit: number;
}

/** A regulator reads everything; everybody else what concerns their organisation. */
const scopeOf = (actor: Actor): ContractScope => ({
  organisationId: actor.organisationKind === 'regulator' ? null : actor.organisationId,
});

@Injectable()
export class ContractsService {
  constructor(
    private readonly database: Database,
    private readonly drafting: DraftingService,
  ) {}

  async list(actor: Actor, filter: ContractFilter): Promise<Page<ContractRow>> {
    const found = await repository.listContracts(this.database.manager, {
      ...filter,
      ...scopeOf(actor),
      limit: filter.limit + 1,
    });
    return toPage(found, filter.limit, (last) => [last.createdAt.toISOString(), last.id]);
  }

  /** Errors: `contract.not_found`, also for what the actor may not see. */
  async get(actor: Actor, id: string): Promise<ContractDetail> {
    return this.detail(this.database.manager, await this.visible(this.database.manager, actor, id));
  }

  /** The stored text of a version, the current one by default. Errors: `contract.not_found`, `contract.no_version`. */
  async document(actor: Actor, id: string, version?: number): Promise<string> {
    const contract = await this.visible(this.database.manager, actor, id);
    const wanted = version ?? contract.currentVersion;
    const stored = await repository.findVersion(this.database.manager, id, wanted);
    if (!stored) throw notFound('contract.no_version', { version: wanted });
    return stored.document;
  }

  async confirmation(actor: Actor, id: string): Promise<string> {
    const contract = await this.visible(this.database.manager, actor, id);
    return renderConfirmation({
      number: contract.confirmationNumber,
      listingNumber: contract.listingNumber,
      title: contract.title,
      exchangeName: contract.exchangeName,
      transferorName: contract.transferorName,
      transfereeName: contract.transfereeName,
      bidderCode: contract.bidderCode,
      priceMinor: contract.contractAmountMinor,
      concludedOn: chinaDate(contract.concludedAt.getTime()),
    });
  }

  /**
   * One party accepts the current text; when both have, the contract is signed and payment opens.
   * Errors: `contract.not_found`, `contract.not_a_party`, `contract.not_open`, `contract.other_version`.
   */
  accept(actor: Actor, id: string, accepted: { version: number; contentHash: string }): Promise<ContractDetail> {
    return this.database.transaction(async (tx) => {
      await repository.lockContract(tx, id);
      const contract = await this.visible(tx, actor, id);
      const earlier = await repository.acceptancesOf(tx, id);
      if (this.isRepeated(actor, earlier, accepted)) return this.detail(tx, contract);
      const party = checkAcceptance(contract, { organisationId: actor.organisationId, ...accepted });
      await repository.insertAcceptance(tx, {
        contractId: id,
        ...accepted,
        party,
        organisationId: actor.organisationId,
        userId: actor.userId,
      });
      await this.record(tx, actor, id, 'contract.accepted', { party, ...accepted });
      const current = (await repository.acceptancesOf(tx, id)).filter((entry) => entry.version === accepted.version);
      if (isSigned(current.map((entry) => entry.party))) {
        await repository.setSigned(tx, id);
        await appendFact(tx, {
          type: 'contract.signed',
          subjectId: id,
          payload: { contractId: id, listingId: contract.listingId },
        });
      }
      return this.detail(tx, await this.visible(tx, actor, id));
    });
  }

  /**
   * The transferor declares non-technical costs: a new version, which both must accept.
   * Errors: those of accept, and `contract.non_technical_out_of_range`, `contract.accepted_already`.
   */
  revise(actor: Actor, id: string, change: { nonTechnicalMinor: Fen }): Promise<ContractDetail> {
    return this.database.transaction(async (tx) => {
      await repository.lockContract(tx, id);
      const contract = await this.visible(tx, actor, id);
      if (partyOf(contract, actor.organisationId) !== 'transferor') throw forbidden('contract.transferor_only');
      if (contract.state !== 'drafted') throw conflict('contract.not_open', { state: contract.state });
      const accepted = await repository.acceptancesOf(tx, id);
      if (accepted.some((entry) => entry.version === contract.currentVersion && entry.party === 'transferee'))
        throw conflict('contract.accepted_already');
      const { terms } = await this.detail(tx, contract);
      const version = contract.currentVersion + 1;
      const technicalAmountMinor = technicalAmount(contract.contractAmountMinor, change.nonTechnicalMinor);
      await this.drafting.writeVersion(tx, id, { ...terms, ...change, version, technicalAmountMinor });
      await repository.setVersion(tx, id, version, change.nonTechnicalMinor);
      await this.record(tx, actor, id, 'contract.revised', { version, ...change });
      return this.detail(tx, await this.visible(tx, actor, id));
    });
  }

  /**
   * How the contract is paid, and to whom of the seller's side: drafted by the transferor, or by its exchange for it; a new
   * version, which both must accept. Errors: `contract.not_found`, `contract.not_open`, `contract.accepted_already`,
   * `contract.drafted_by_others`, `contract.announced_terms`, `payment_terms.invalid`.
   */
  setPayment(
    actor: Actor,
    id: string,
    change: { payment: PaymentTerms; payees: readonly PayeeDraft[] },
  ): Promise<ContractDetail> {
    return this.database.transaction(async (tx) => {
      await repository.lockContract(tx, id);
      const contract = await this.visible(tx, actor, id);
      if (actor.organisationId !== contract.transferorId && actor.organisationId !== contract.exchangeId)
        throw forbidden('contract.drafted_by_others');
      if (contract.state !== 'drafted') throw conflict('contract.not_open', { state: contract.state });
      const accepted = await repository.acceptancesOf(tx, id);
      if (accepted.some((entry) => entry.version === contract.currentVersion && entry.party === 'transferee'))
        throw conflict('contract.accepted_already');
      const payees = await this.named(tx, contract, change.payees);
      requirePayment(change.payment, payees, await this.paymentContext(tx, contract));
      const { terms } = await this.detail(tx, contract);
      // who was outbid was outbid on the announced terms: the seller does not soften them for the winner without the exchange
      const isSeller = actor.organisationId === contract.transferorId;
      if (isSeller && contract.auctionId && !isAnnounced(change.payment, terms.payment, await this.announced(tx, id)))
        throw forbidden('contract.announced_terms');
      const version = contract.currentVersion + 1;
      await this.drafting.writeVersion(tx, id, { ...terms, version, payment: change.payment, payees });
      await repository.setVersion(tx, id, version, contract.nonTechnicalMinor);
      await this.record(tx, actor, id, 'contract.payment_drafted', { version, kind: change.payment.kind, payees });
      return this.detail(tx, await this.visible(tx, actor, id));
    });
  }

  /** The terms both have accepted, or the current ones. Errors: `contract.not_found`. */
  async termsOf(tx: Tx, id: string): Promise<ContractTerms> {
    const contract = await repository.findContract(tx, id, { organisationId: null });
    const version = contract && (await repository.findVersion(tx, id, contract.currentVersion));
    if (!version) throw notFound('contract.not_found');
    return version.terms;
  }

  /** The contract of an auction, locked; null while it is not drafted. */
  ofAuction(tx: Tx, auctionId: string): Promise<{ id: string; state: ContractRow['state'] } | null> {
    return repository.lockContractOfAuction(tx, auctionId);
  }

  /** The winner defaulted: a contract that is not settled ends. Errors: `contract.not_open`. */
  async cancel(tx: Tx, contractId: string, reason: string): Promise<void> {
    await repository.lockContract(tx, contractId);
    const contract = await repository.findContract(tx, contractId, { organisationId: null });
    if (!contract) throw notFound('contract.not_found');
    const { state, exchangeId: organisationId } = contract;
    if (state === 'void') return;
    if (state === 'settled') throw conflict('contract.not_open', { state });
    await repository.setVoid(tx, contractId);
    await audit(tx, {
      actorId: null,
      organisationId,
      action: 'contract.cancelled',
      subjectType: 'contract',
      subjectId: contractId,
      detail: { reason },
    });
  }

  private isRepeated(
    actor: Actor,
    earlier: AcceptanceRow[],
    accepted: { version: number; contentHash: string },
  ): boolean {
    return earlier.some(
      (entry) =>
        entry.organisationId === actor.organisationId &&
        entry.version === accepted.version &&
        entry.contentHash === accepted.contentHash,
    );
  }

  private async visible(tx: Tx, actor: Actor, id: string): Promise<ContractRow> {
    const contract = await repository.findContract(tx, id, scopeOf(actor));
    if (!contract) throw notFound('contract.not_found');
    return contract;
  }

  private async detail(tx: Tx, contract: ContractRow): Promise<ContractDetail> {
    const version = await repository.findVersion(tx, contract.id, contract.currentVersion);
    if (!version) throw new Error(`contract ${contract.number} has no text for version ${contract.currentVersion}`);
    const { terms } = version;
    const isOpen = contract.state === 'drafted';
    const paymentWarnings = isOpen ? checkPayment(terms.payment, await this.paymentContext(tx, contract)).warnings : [];
    return { ...contract, terms, acceptances: await repository.acceptancesOf(tx, contract.id), paymentWarnings };
  }

  private async paymentContext(tx: Tx, contract: ContractRow): Promise<PaymentContext> {
    const { profile, ownership, form } = await repository.findPaymentBasis(tx, contract.id);
    const seller: SellerType | null = ownership === 'state_owned' ? 'state_owned' : null;
    const today = chinaDate((await repository.databaseTime(tx)).getTime());
    return { priceMinor: contract.contractAmountMinor, rules: paymentRulesOf(profile, { seller, form }), today };
  }

  private async announced(tx: Tx, contractId: string): Promise<DayCount> {
    return (await repository.findPaymentBasis(tx, contractId)).profile.closingDays ?? DEFAULT_CLOSING;
  }

  /** Payees of this market are called what they are called here. */
  private async named(tx: Tx, contract: ContractRow, payees: readonly PayeeDraft[]): Promise<Payee[]> {
    const codes = payees.flatMap(({ uscc }) => (uscc ? [uscc] : []));
    const known = new Map((await repository.organisationsByCode(tx, codes)).map((one) => [one.uscc, one]));
    const errors = payees.flatMap(({ uscc }, i): FieldError[] => {
      const path = `payees[${i}].uscc`;
      const found = uscc ? known.get(uscc) : null;
      if (found === undefined) return [{ path, code: 'payment_terms.no_such_payee' }];
      // who pays, and who keeps the money, is not paid it
      return found && [contract.transfereeId, contract.exchangeId].includes(found.id)
        ? [{ path, code: 'payment_terms.not_a_payee' }]
        : [];
    });
    if (errors.length > 0) throw invalid('payment_terms.invalid', { count: errors.length }, errors);
    return payees.map(({ uscc, name, ...part }) => {
      const found = known.get(uscc ?? '');
      return { organisationId: found?.id ?? null, uscc: uscc ?? null, name: found?.name ?? name.trim(), ...part };
    });
  }

  private record(tx: Tx, actor: Actor, id: string, action: string, detail: Record<string, unknown>): Promise<void> {
    const { userId, organisationId } = actor;
    return audit(tx, { actorId: userId, organisationId, action, subjectType: 'contract', subjectId: id, detail });
  }
}
