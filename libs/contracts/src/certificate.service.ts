import { Injectable } from '@nestjs/common';
import { canonicalJson, conflict, notFound, sha256Hex, type Fen } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, type Tx } from '@jishi/platform';
import * as repository from './contracts.repository';
import { chinaDate, chinaYear } from './domain/china-time';
import { renderCertificate, type CertificatePaper } from './paper-documents';

/** The last paper of a sale. Settlement calls it in its one commit, so that money and certificate cannot differ. */
@Injectable()
export class CertificateService {
  constructor(private readonly database: Database) {}

  /** Marks the contract settled and issues its certificate. Errors: `contract.not_found`, `contract.not_signed`. */
  async issue(
    tx: Tx,
    contractId: string,
    settled: { paidMinor: Fen; atMs: number },
  ): Promise<{ id: string; number: string }> {
    await repository.lockContract(tx, contractId);
    const contract = await repository.findContract(tx, contractId, { organisationId: null });
    if (!contract) throw notFound('contract.not_found');
    if (contract.state !== 'signed') throw conflict('contract.not_signed', { state: contract.state });
    const number = await repository.nextNumber(tx, 'transaction_certificate', 'JSZM', chinaYear(settled.atMs));
    const body: CertificatePaper = {
      number,
      contractNumber: contract.number,
      confirmationNumber: contract.confirmationNumber,
      title: contract.title,
      exchangeName: contract.exchangeName,
      transferorName: contract.transferorName,
      transfereeName: contract.transfereeName,
      contractAmountMinor: contract.contractAmountMinor,
      technicalAmountMinor: contract.technicalAmountMinor,
      paidMinor: settled.paidMinor,
      ...(settled.paidMinor < contract.contractAmountMinor ? { isPartly: true } : {}),
      issuedOn: chinaDate(settled.atMs),
    };
    const contentHash = sha256Hex(canonicalJson(body));
    const id = await repository.insertCertificate(tx, { number, contractId, body, contentHash });
    await repository.setSettled(tx, contractId);
    return { id, number };
  }

  /** Errors: `contract.not_found`, `contract.no_certificate`. */
  async document(actor: Actor, contractId: string): Promise<string> {
    const organisationId = actor.organisationKind === 'regulator' ? null : actor.organisationId;
    const contract = await repository.findContract(this.database.manager, contractId, { organisationId });
    if (!contract) throw notFound('contract.not_found');
    const certificate = await repository.findCertificate(this.database.manager, contractId);
    if (!certificate) throw notFound('contract.no_certificate', { number: contract.number });
    return renderCertificate(certificate.body as CertificatePaper, codeOf(certificate.contentHash));
  }

  /** What a paper that somebody holds says, if it is ours; whoever does not hold it learns nothing. Errors: `certificate.not_ours`. */
  async check(number: string, code: string): Promise<CheckedCertificate> {
    const found = await repository.findCertificateByNumber(this.database.manager, number.trim().toUpperCase());
    if (!found || codeOf(found.contentHash) !== written(code)) throw notFound('certificate.not_ours');
    return { ...(found.body as CertificatePaper), contentHash: found.contentHash };
  }
}

export type CheckedCertificate = CertificatePaper & { contentHash: string };

/** Sixteen characters of the hash over everything the paper says: nobody guesses them, and they fit no other paper. */
const codeOf = (contentHash: string): string => contentHash.slice(0, 16).toUpperCase();
const written = (code: string): string => code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
