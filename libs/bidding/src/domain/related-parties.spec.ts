import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type HoldingLink, relatedParties, type RelationGraph, type RoleLink } from './related-parties';
import { RELATION_DEFAULTS, RELATION_ROLES, RELATION_RULES, type RelationRole } from './relation-rules';
import { pathInWords, percent } from './relation-words';

const holds = (holder: string, held: string, basisPoints: number): HoldingLink => ({
  type: 'holds',
  holder,
  held,
  basisPoints,
});
const role = (person: string, organisation: string, what: RelationRole): RoleLink => ({
  type: 'role',
  person,
  organisation,
  role: what,
});
const related = (graph: Partial<RelationGraph>, a: string, b: string, staff = false) =>
  relatedParties({ roles: [], holdings: [], ...graph }, a, b, RELATION_RULES, { staff });
const names = new Map([
  ['a', 'A'],
  ['b', 'B'],
  ['c', 'C'],
  ['p', '张三'],
]);

describe('related parties', () => {
  it('hold a quarter of each other, directly or along a chain, exactly', () => {
    expect(related({ holdings: [holds('a', 'b', 2_500)] }, 'a', 'b')).toMatchObject({ kind: 'holding' });
    expect(related({ holdings: [holds('a', 'b', 2_499)] }, 'a', 'b')).toBeNull();
    const chain = related({ holdings: [holds('a', 'b', 5_000), holds('b', 'c', 6_000)] }, 'a', 'c')!;
    expect(pathInWords(chain.path, names, 'zh')).toBe('A 持有 B 50%，B 持有 C 60%');
    expect(pathInWords(chain.path, names, 'en')).toBe('A holds 50% of B, B holds 60% of C');
    // 33.33 % of 75.01 % is a quarter less a hair's breadth; a float would not tell.
    expect(related({ holdings: [holds('a', 'b', 3_333), holds('b', 'c', 7_500)] }, 'a', 'c')).toBeNull();
    expect(related({ holdings: [holds('a', 'b', 3_334), holds('b', 'c', 7_500)] }, 'a', 'c')).not.toBeNull();
  });

  it('are told by several chains that together reach the threshold', () => {
    const holdings = [holds('a', 'b', 10_000), holds('a', 'c', 1_500), holds('b', 'c', 1_000)];
    expect(related({ holdings }, 'a', 'c')).toMatchObject({ kind: 'holding', path: { length: 3 } });
    expect(related({ holdings: holdings.slice(1) }, 'a', 'c')).toBeNull();
  });

  it('share a director, or are in the same hands', () => {
    expect(related({ roles: [role('p', 'a', 'director'), role('p', 'b', 'supervisor')] }, 'a', 'b')).toMatchObject({
      kind: 'shared_person',
    });
    const mixed = { roles: [role('p', 'a', 'controller')], holdings: [holds('p', 'b', 3_000)] };
    expect(related(mixed, 'a', 'b')).toMatchObject({ kind: 'common_holder' });
    expect(pathInWords(related(mixed, 'a', 'b')!.path, names, 'zh')).toBe('张三 是 A 的实际控制人，张三 持有 B 30%');
    const above = {
      roles: [role('p', 'a', 'director'), role('p', 'c', 'controller')],
      holdings: [holds('c', 'b', 6_000)],
    };
    expect(related(above, 'a', 'b')).toMatchObject({ kind: 'common_holder' });
  });

  it('are not made by an inventor who founds a company, but by the operator’s own people whatever they do', () => {
    const graph = { roles: [role('p', 'a', 'controller'), role('p', 'b', 'key_staff')] };
    expect(related(graph, 'a', 'b')).toBeNull();
    expect(related(graph, 'a', 'b', true)).toMatchObject({ kind: 'shared_person' });
  });

  it('end where holdings turn in a circle', () => {
    const holdings = [holds('a', 'b', 5_000), holds('b', 'a', 5_000), holds('b', 'c', 4_000), holds('c', 'a', 3_000)];
    expect(related({ holdings }, 'c', 'b')).not.toBeNull();
    expect(related({ holdings }, 'a', 'a')).toBeNull();
  });

  it('rest on values that name their source', () => {
    for (const { source } of Object.values(RELATION_DEFAULTS)) expect(source.length).toBeGreaterThan(8);
    expect([percent(2_500), percent(1_234), percent(1_230), percent(5)]).toEqual(['25%', '12.34%', '12.3%', '0.05%']);
  });
});

/** The definition, written out without any thought of speed: every simple chain, downwards, as exact fractions. */
function shareOf(graph: RelationGraph, from: string, to: string): boolean {
  const edges = [
    ...graph.holdings.map(({ holder, held, basisPoints }) => ({ holder, held, part: BigInt(basisPoints) })),
    ...graph.roles
      .filter((link) => link.role === 'controller')
      .map(({ person, organisation }) => ({ holder: person, held: organisation, part: 10_000n })),
  ];
  const { maxLinks, leastBasisPoints, thresholdBasisPoints } = RELATION_RULES;
  const whole = 10_000n ** BigInt(maxLinks);
  let total = 0n;
  const walk = (at: string, seen: string[], numerator: bigint, links: number): void => {
    if (at === to && links > 0) {
      const share = numerator * 10_000n ** BigInt(maxLinks - links);
      if (share * 10_000n >= whole * BigInt(leastBasisPoints)) total += share;
      return;
    }
    if (links === maxLinks) return;
    for (const { holder, held, part } of edges)
      if (holder === at && !seen.includes(held)) walk(held, [...seen, held], numerator * part, links + 1);
  };
  walk(from, [from], 1n, 0);
  return total * 10_000n >= whole * BigInt(thresholdBasisPoints);
}

const ORGANISATIONS = ['a', 'b', 'c', 'd', 'e'];
const PEOPLE = ['p', 'q'];
const arbitraryGraph: fc.Arbitrary<RelationGraph> = fc.record({
  holdings: fc.array(
    fc
      .tuple(
        fc.constantFrom(...ORGANISATIONS, ...PEOPLE),
        fc.constantFrom(...ORGANISATIONS),
        fc.integer({ min: 1, max: 10_000 }),
      )
      .filter(([holder, held]) => holder !== held)
      .map(([holder, held, part]) => holds(holder, held, part)),
    { maxLength: 9 },
  ),
  roles: fc.array(
    fc
      .tuple(
        fc.constantFrom(...PEOPLE),
        fc.constantFrom(...ORGANISATIONS),
        fc.constantFrom(...(Object.keys(RELATION_ROLES) as RelationRole[])),
      )
      .map(([person, organisation, what]) => role(person, organisation, what)),
    { maxLength: 4 },
  ),
});

describe('against the definition written out', () => {
  const inHand = (graph: RelationGraph, who: string, organisation: string): boolean =>
    who === organisation ||
    graph.roles.some(
      (link) => link.person === who && link.organisation === organisation && RELATION_ROLES[link.role].controlling,
    ) ||
    shareOf(graph, who, organisation);

  it('finds the same, in either direction, with a path of true links', () => {
    fc.assert(
      fc.property(arbitraryGraph, fc.boolean(), (graph, staff) => {
        const expected =
          [...ORGANISATIONS, ...PEOPLE].some((who) => inHand(graph, who, 'a') && inHand(graph, who, 'b')) ||
          (staff &&
            PEOPLE.some((who) =>
              ['a', 'b'].every((end) => graph.roles.some((link) => link.person === who && link.organisation === end)),
            ));
        const found = relatedParties(graph, 'a', 'b', RELATION_RULES, { staff });
        expect(found !== null).toBe(expected);
        expect(relatedParties(graph, 'b', 'a', RELATION_RULES, { staff }) !== null).toBe(expected);
        if (!found) return;
        const links = [...graph.holdings, ...graph.roles];
        expect(found.path.every((link) => links.includes(link as never))).toBe(true);
        const touched = new Set(found.path.flatMap((link) => Object.values(link)));
        expect([touched.has('a'), touched.has('b')]).toEqual([true, true]);
      }),
      { numRuns: 1_500 },
    );
  });
});
