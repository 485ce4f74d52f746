import { DomainError, invalid } from '@jishi/kernel';
import type { Tx } from '@jishi/platform';
import { insertFinding, type ConflictStage, type SaleParties } from './conflict.repository';
import { relatedParties, type RelationKind } from './domain/related-parties';
import { RELATION_RULES } from './domain/relation-rules';
import { pathInWords } from './domain/relation-words';
import './qualification.messages';
import { chinaToday, organisationKeys, relationGraph } from './relation.repository';

export interface Conflict {
  insiderId: string;
  insiderName: string;
  kind: RelationKind;
  pathZh: string;
  pathEn: string;
}

export interface Candidate {
  organisationId: string;
  /** Who acts for it in this sale; null when nobody but its own people does. */
  representative?: { key: string; name: string } | null;
}

/** Seller's and operator's own people, and whom shared people or holdings tie to them, may not bid (Auction Act §22, §30). */
export const findConflict = (
  tx: Tx,
  candidate: Candidate,
  { transferorId, operatorIds, since }: Omit<SaleParties, 'listingId'>,
  day?: string,
): Promise<Conflict | null> =>
  findRelation(tx, candidate, [transferorId, ...operatorIds], { staffOf: operatorIds, since, day });

/** The first of these insiders to whom anything ties a candidate; of those in `staffOf` any post counts, not only a leading one. */
export async function findRelation(
  tx: Tx,
  { organisationId, representative = null }: Candidate,
  insiderIds: readonly string[],
  { staffOf, since, day }: { staffOf: readonly string[]; since: Date | null; day?: string | undefined },
): Promise<Conflict | null> {
  const known = await organisationKeys(tx, [organisationId, ...insiderIds]);
  const of = new Map(known.map((organisation) => [organisation.id, organisation]));
  const candidate = of.get(organisationId);
  if (!candidate) throw invalid('application.own_organisation');
  const looked = { day: day ?? (await chinaToday(tx)), maxLinks: RELATION_RULES.maxLinks, candidateId: organisationId };
  const { graph, names } = await relationGraph(tx, known, { ...looked, since });
  const acting = representative && {
    type: 'role' as const,
    person: representative.key,
    organisation: candidate.key,
    role: 'representative' as const,
  };
  if (representative && !names.has(representative.key)) names.set(representative.key, representative.name);
  const whole = { ...graph, roles: acting ? [...graph.roles, acting] : graph.roles };
  for (const insiderId of insiderIds) {
    const insider = of.get(insiderId)!;
    const staff = staffOf.includes(insiderId);
    const relation = relatedParties(whole, candidate.key, insider.key, RELATION_RULES, { staff });
    if (relation) {
      const { kind, path } = relation;
      const [pathZh, pathEn] = [pathInWords(path, names, 'zh'), pathInWords(path, names, 'en')];
      return { insiderId, insiderName: insider.name, kind, pathZh, pathEn };
    }
  }
  return null;
}

export const KINDS: Record<RelationKind, { kindZh: string; kindEn: string }> = {
  shared_person: { kindZh: '人员兼任', kindEn: 'somebody belongs to both' },
  holding: { kindZh: '持股或控制', kindEn: 'one holds or controls the other' },
  common_holder: { kindZh: '同受一方持股或控制', kindEn: 'both are in the same hands' },
};

/** The candidate learns that it is so and of what kind; how it was seen is for the exchange. */
export class RelatedParty extends DomainError {
  constructor(
    readonly conflict: Conflict,
    forExchange: boolean,
  ) {
    const { kind, pathZh, pathEn } = conflict;
    const path = forExchange
      ? { pathZh: `依据：${pathZh}。`, pathEn: ` Seen from: ${pathEn}.` }
      : { pathZh: '', pathEn: '' };
    super('forbidden', 'application.related_party', { kind, ...KINDS[kind], ...path });
  }
}

export const keepFinding = (
  tx: Tx,
  stage: ConflictStage,
  listingId: string,
  organisationId: string,
  { insiderId, kind, pathZh, pathEn }: Conflict,
): Promise<void> => insertFinding(tx, { listingId, organisationId, insiderId, stage, kind, pathZh, pathEn });
