/** How a transferee is tied to the seller it agrees a price with. */
export const TRANSFEREE_RELATIONS = ['shared_person', 'holding', 'common_holder'] as const;
export type TransfereeRelation = (typeof TRANSFEREE_RELATIONS)[number];
