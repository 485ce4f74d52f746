import { type Contribution, ROLES, type TrusteeRole } from '@jishi/sealing';
import type { ContributionRow } from './opening.repository';

export interface Progress {
  readonly bids: number;
  readonly opened: number;
  /** Two trustees tried, and it did not open; the third may still try. */
  readonly unopened: number;
  /** For how many bids each has done its part. */
  readonly contributed: Readonly<Record<TrusteeRole, number>>;
  /** Every bid is opened or has been tried by two. */
  readonly ready: boolean;
}

/** How far the opening is. Pure. */
export function progressOf(
  bids: readonly number[],
  contributions: readonly ContributionRow[],
  keys: ReadonlyMap<number, unknown>,
): Progress {
  const given = new Map<number, ContributionRow[]>(bids.map((bid) => [bid, []]));
  for (const contribution of contributions) given.get(contribution.bid)?.push(contribution);
  const opened = bids.filter((bid) => keys.has(bid)).length;
  const unopened = bids.filter((bid) => !keys.has(bid) && wasTried(given.get(bid)!)).length;
  const contributed = Object.fromEntries(
    ROLES.map((role) => [role, contributions.filter((c) => c.role === role && given.has(c.bid)).length]),
  ) as Record<TrusteeRole, number>;
  return { bids: bids.length, opened, unopened, contributed, ready: opened + unopened === bids.length };
}

/** Two have contributed, and at least one way from one of them to the other came to its end without a key. */
function wasTried(given: readonly ContributionRow[]): boolean {
  return given.some(({ role: outer, layers }) =>
    given.some(({ role: inner, keys }) => outer !== inner && (layers[inner] === null || outer in keys)),
  );
}

/** Whose layers are not what the opened bid shows they had to be. */
export function wrongLayers(
  expected: Readonly<Record<string, string>>,
  given: readonly (Pick<Contribution, 'layers'> & { readonly role: TrusteeRole })[],
): TrusteeRole[] {
  return given
    .filter(({ role, layers }) =>
      Object.entries(layers).some(([inner, layer]) => layer !== expected[`${role}>${inner}`]),
    )
    .map(({ role }) => role);
}
