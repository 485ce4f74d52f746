import { Injectable } from '@nestjs/common';
import { newId, notFound, sha256Hex, type Fen } from '@jishi/kernel';
import type { Tx } from '@jishi/platform';
import { renderContract } from './contract-document';
import * as repository from './contracts.repository';
import type { OrganisationRow, SaleSource } from './contracts.repository';
import { chinaDate, chinaYear } from './domain/china-time';
import { contractType, displayName, technicalAmount, type ContractTerms } from './domain/terms';

/** How a sale was concluded: by the book at the close, or by agreement after the notice. */
export interface SaleResult {
  listingId: string;
  auctionId: string | null;
  transfereeId: string;
  bidderCode: string | null;
  priceMinor: Fen;
  concludedAt: Date;
}

export const DEFAULT_CLOSING = { count: 10, kind: 'working' } as const;

/** From a result to the sale confirmation and the first version of the contract. */
@Injectable()
export class DraftingService {
  /** Answers the contract's id; a listing is confirmed once for a buyer, and no other result counts while that contract stands. */
  async draft(tx: Tx, result: SaleResult): Promise<string> {
    const existing = await repository.findByListing(tx, result.listingId, result.transfereeId);
    if (existing) return existing.id;
    const source = await this.source(tx, result.listingId);
    const transferor = await this.organisation(tx, source.transferorId);
    const transferee = await this.organisation(tx, result.transfereeId);
    const year = chinaYear(result.concludedAt.getTime());
    const saleConfirmationId = newId();
    const confirmationNumber = await repository.nextNumber(tx, 'sale_confirmation', 'JSCJ', year);
    await repository.insertConfirmation(tx, {
      id: saleConfirmationId,
      number: confirmationNumber,
      source,
      auctionId: result.auctionId,
      transfereeId: result.transfereeId,
      bidderCode: result.bidderCode,
      priceMinor: result.priceMinor,
      concludedAt: result.concludedAt,
    });
    const number = await repository.nextNumber(tx, 'contract', 'JSHT', year);
    const terms = firstTerms({ number, confirmationNumber, source, transferor, transferee, result });
    const contractId = newId();
    await repository.insertContract(tx, { id: contractId, saleConfirmationId, source, terms });
    await this.writeVersion(tx, contractId, terms);
    return contractId;
  }

  /** Renders and stores one version. Its hash covers the document, which covers every term. */
  async writeVersion(tx: Tx, contractId: string, terms: ContractTerms): Promise<void> {
    const document = renderContract(terms);
    await repository.insertVersion(tx, contractId, terms, document, sha256Hex(document));
  }

  /** The parties' agreed price of a negotiated listing. Errors: `contract.no_listing`, `contract.no_transferee`. */
  async agreed(tx: Tx, listingId: string): Promise<SaleResult> {
    const source = await this.source(tx, listingId);
    if (!source.negotiatedTransfereeId) throw notFound('contract.no_transferee', { listing: source.listingNumber });
    return {
      listingId,
      auctionId: null,
      transfereeId: source.negotiatedTransfereeId,
      bidderCode: null,
      priceMinor: source.priceMinor,
      concludedAt: await repository.databaseTime(tx),
    };
  }

  private async source(tx: Tx, listingId: string): Promise<SaleSource> {
    const source = await repository.findSaleSource(tx, listingId);
    if (!source) throw notFound('contract.no_listing', { listing: listingId });
    return source;
  }

  private async organisation(tx: Tx, id: string): Promise<OrganisationRow> {
    const organisation = await repository.findOrganisation(tx, id);
    if (!organisation) throw notFound('contract.no_organisation', { organisation: id });
    return organisation;
  }
}

function firstTerms(of: {
  number: string;
  confirmationNumber: string;
  source: SaleSource;
  transferor: OrganisationRow;
  transferee: OrganisationRow;
  result: SaleResult;
}): ContractTerms {
  const { source, result } = of;
  return {
    number: of.number,
    version: 1,
    type: contractType(source.form, source.ipKind),
    confirmationNumber: of.confirmationNumber,
    listingNumber: source.listingNumber,
    exchangeName: source.exchangeName,
    place: source.exchangeName,
    concludedOn: chinaDate(result.concludedAt.getTime()),
    transferor: of.transferor,
    transferee: of.transferee,
    subject: {
      title: source.title,
      ipKind: source.ipKind,
      country: source.country,
      patentNumber: source.patentNumber,
      applicationNumber: source.applicationNumber,
      filedOn: source.filedOn,
      grantedOn: source.grantedOn,
      inventors: source.inventors.map(displayName).filter(Boolean),
      assignees: source.assignees.map(displayName).filter(Boolean),
    },
    exclusivity: source.form === 'licence' ? 'ordinary' : null,
    contractAmountMinor: result.priceMinor,
    nonTechnicalMinor: 0,
    technicalAmountMinor: technicalAmount(result.priceMinor, 0),
    payment: { kind: 'lump_sum', within: source.closingDays ?? DEFAULT_CLOSING },
    dispute: 'court_of_transferor',
  };
}
