import { RELATION_ROLES, type RelationRole, type RelationRules } from './relation-rules';

/** `o:` an organisation, `p:` a person by the hash of an identity paper, `u:` somebody with an account here. */
export type NodeKey = string;

export interface RoleLink {
  type: 'role';
  person: NodeKey;
  organisation: NodeKey;
  role: RelationRole;
}
export interface HoldingLink {
  type: 'holds';
  holder: NodeKey;
  held: NodeKey;
  basisPoints: number;
}
export type Link = RoleLink | HoldingLink;

/** Who stands where and who holds what on one day. Holdings of the state are not in it: it relates nobody. */
export interface RelationGraph {
  roles: readonly RoleLink[];
  holdings: readonly HoldingLink[];
}

export type RelationKind = 'shared_person' | 'holding' | 'common_holder';
export interface Relation {
  kind: RelationKind;
  /** From the one organisation to the other, as it can be told. */
  path: Link[];
}

const WHOLE = 10_000n;

interface Chain {
  links: Link[];
  share: bigint;
}

/** Links up to whoever holds a part of this organisation; an actual controller counts as holding all of it. */
function linksUp({ roles, holdings }: RelationGraph, held: NodeKey): { holder: NodeKey; share: bigint; link: Link }[] {
  return [
    ...holdings
      .filter((link) => link.held === held)
      .map((link) => ({ holder: link.holder, share: BigInt(link.basisPoints), link })),
    ...roles
      .filter((link) => link.organisation === held && link.role === 'controller')
      .map((link) => ({ holder: link.person, share: WHOLE, link })),
  ];
}

/** All chains that end at an organisation, by where they begin; shares are exact, in units of WHOLE^-maxLinks. */
function chainsTo(graph: RelationGraph, end: NodeKey, rules: RelationRules): Map<NodeKey, Chain[]> {
  const unit = WHOLE ** BigInt(rules.maxLinks);
  const least = (unit * BigInt(rules.leastBasisPoints)) / WHOLE;
  const found = new Map<NodeKey, Chain[]>();
  const follow = (at: NodeKey, chain: Chain, seen: ReadonlySet<NodeKey>): void => {
    if (chain.links.length === rules.maxLinks) return;
    for (const { holder, share: part, link } of linksUp(graph, at)) {
      // A chain that comes back to itself says nothing new: this is where cycles end.
      if (seen.has(holder)) continue;
      const longer = { links: [link, ...chain.links], share: (chain.share * part) / WHOLE };
      if (longer.share < least) continue;
      found.set(holder, [...(found.get(holder) ?? []), longer]);
      follow(holder, longer, new Set([...seen, holder]));
    }
  };
  follow(end, { links: [], share: unit }, new Set([end]));
  return found;
}

interface Grip {
  links: Link[];
  /** By an office in the organisation itself, not by what is held of it. */
  byRole: boolean;
}

/** Everybody who has an organisation in hand: by an office in it, or by holdings that sum to the threshold. Itself too. */
function gripsOn(graph: RelationGraph, organisation: NodeKey, rules: RelationRules): Map<NodeKey, Grip> {
  const grips = new Map<NodeKey, Grip>([[organisation, { links: [], byRole: false }]]);
  for (const link of graph.roles)
    if (link.organisation === organisation && RELATION_ROLES[link.role].controlling && !grips.has(link.person))
      grips.set(link.person, { links: [link], byRole: true });
  const needed = (WHOLE ** BigInt(rules.maxLinks) * BigInt(rules.thresholdBasisPoints)) / WHOLE;
  for (const [holder, chains] of chainsTo(graph, organisation, rules)) {
    if (grips.has(holder)) continue;
    const largestFirst = [...chains].sort((a, b) => (a.share < b.share ? 1 : a.share > b.share ? -1 : 0));
    const told: Chain[] = [];
    let total = 0n;
    for (const chain of largestFirst) {
      if (total >= needed) break;
      told.push(chain);
      total += chain.share;
    }
    if (total >= needed) grips.set(holder, { links: told.flatMap(({ links }) => links), byRole: false });
  }
  return grips;
}

const ORDER: readonly RelationKind[] = ['holding', 'shared_person', 'common_holder'];

/** People of `a` and of `b`, whatever they do there: nobody who works for the one who runs a sale may bid in it. */
const sharedStaff = ({ roles }: RelationGraph, a: NodeKey, b: NodeKey): Relation[] =>
  roles
    .filter(({ organisation }) => organisation === a)
    .flatMap((ours) =>
      roles
        .filter(({ organisation, person }) => organisation === b && person === ours.person)
        .map((theirs) => ({ kind: 'shared_person' as const, path: [ours, theirs] })),
    );

/**
 * Whether two organisations are related, and how: one holds the other, somebody sits in both, or somebody has both in hand.
 * `staff`: any post in both counts. Null when they are strangers. An organisation is not its own relation.
 */
export function relatedParties(
  graph: RelationGraph,
  a: NodeKey,
  b: NodeKey,
  rules: RelationRules,
  { staff = false }: { staff?: boolean } = {},
): Relation | null {
  if (a === b) return null;
  const [onA, onB] = [gripsOn(graph, a, rules), gripsOn(graph, b, rules)];
  const found: Relation[] = staff ? sharedStaff(graph, a, b) : [];
  for (const [who, ofA] of onA) {
    const ofB = onB.get(who);
    if (!ofB) continue;
    const kind = who === a || who === b ? 'holding' : ofA.byRole && ofB.byRole ? 'shared_person' : 'common_holder';
    found.push({ kind, path: [...ofA.links, ...ofB.links] });
  }
  const place = ({ kind, path }: Relation): number => ORDER.indexOf(kind) * 1_000 + path.length;
  return found.sort((x, y) => place(x) - place(y))[0] ?? null;
}
