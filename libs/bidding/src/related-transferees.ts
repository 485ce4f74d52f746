import { Injectable } from '@nestjs/common';
import { DomainError, invalid } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { type ListingRow, TransfereeCheck, type TransfereeRelation } from '@jishi/listings';
import { Database, type Tx } from '@jishi/platform';
import { recordConflict } from './candidacy';
import { type Conflict, findRelation, keepFinding, KINDS } from './conflict-check';
import { partiesOfListing } from './conflict.repository';
import { organisationKeys } from './relation.repository';

const PATH = 'transfereeId';
/** How a relation was seen is for the exchange alone; a seller that hands in or concludes learns that there is one. */
const EXCHANGE_DECIDES: ReadonlySet<string> = new Set(['review', 'pre_listed']);

/** The transferee of a negotiated sale is looked at with the eyes that look at candidates. */
@Injectable()
export class RelatedTransferees extends TransfereeCheck {
  constructor(private readonly database: Database) {
    super();
  }

  async check(tx: Tx, listing: ListingRow): Promise<TransfereeRelation | null> {
    const { id, negotiatedTransfereeId: organisationId } = listing;
    if (organisationId === null) return null;
    const { transferorId, operatorIds, since } = await partiesOfListing(tx, id);
    if (operatorIds.includes(organisationId)) {
      const [own] = await organisationKeys(tx, [organisationId]);
      const params = { name: own!.name };
      const code = 'listing.transferee_runs_sale';
      throw invalid(code, params, [{ path: PATH, code, params }]);
    }
    const conflict = await findRelation(tx, { organisationId }, operatorIds, { staffOf: operatorIds, since });
    if (conflict) throw new RelatedTransferee(organisationId, conflict, EXCHANGE_DECIDES.has(listing.state));
    // Disclosing keeps nobody out: whatever either of the two says of itself counts, whenever it says it, and any post in both.
    const found = await findRelation(tx, { organisationId }, [transferorId], { staffOf: [transferorId], since: null });
    if (found && found.kind !== listing.transfereeRelation)
      await keepFinding(tx, 'negotiation', id, organisationId, found);
    return found?.kind ?? null;
  }

  async recording<T>(actor: Actor, listingId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof RelatedTransferee) {
        const { organisationId } = error;
        const at = { stage: 'negotiation', listingId, organisationId, actor } as const;
        await this.database.transaction((tx) => recordConflict(tx, at, error));
      }
      throw error;
    }
  }
}

class RelatedTransferee extends DomainError {
  constructor(
    readonly organisationId: string,
    readonly conflict: Conflict,
    forExchange: boolean,
  ) {
    const { insiderName: name, kind, pathZh, pathEn } = conflict;
    const seen = forExchange
      ? { pathZh: `依据：${pathZh}。`, pathEn: ` Seen from: ${pathEn}.` }
      : { pathZh: '', pathEn: '' };
    const params = { name, kind, ...KINDS[kind], ...seen };
    const code = 'listing.transferee_related';
    super('invalid', code, params, [{ path: PATH, code, params }]);
  }
}
