/** On what a right of first refusal rests (Civil Code §847, §859, §860); all of them at a transfer, none at a licence. */
export const FIRST_REFUSAL_GROUNDS = ['inventor', 'commissioner', 'co_developer'] as const;
export type FirstRefusalGround = (typeof FIRST_REFUSAL_GROUNDS)[number];

/** Rank 1 goes before rank 2. */
export interface FirstRefusalRight {
  rank: number;
  ground: FirstRefusalGround;
}

export const MAX_RANK = 99;
