import type { FieldError } from '@jishi/kernel';
import type { ListingPaper } from '@jishi/pricing';

/** Papers a seller hands in with a listing. */
export const INTAKE_ITEMS = [
  'application_form',
  'licence',
  'mandate',
  'ownership',
  'decision',
  'pricing',
  'consent',
  'clearance',
  'encumbrance',
  'other',
] as const;
export type IntakeItem = (typeof INTAKE_ITEMS)[number];

export interface HandedIn {
  item: IntakeItem;
  copies: number;
  note: string;
  attachmentIds: string[];
}

/** Who comes, and for whom: any counter asks for it. */
const OF_THE_COUNTER: readonly IntakeItem[] = ['application_form', 'licence', 'mandate'];
/** As what a paper that the rules of the sale ask for is handed in. */
const HANDED_IN_AS: Readonly<Record<ListingPaper, IntakeItem>> = {
  ownership_proof: 'ownership',
  decision_minutes: 'decision',
  valuation_report: 'pricing',
  inventors_consent: 'consent',
  co_owners_consent: 'consent',
  export_control_clearance: 'clearance',
  authorisation: 'mandate',
};
const MAX_SCANS = 20;

/** What the counter asks for, and what the exchange will: the papers of the rules of the sale. */
export function requiredItems(papers: readonly ListingPaper[]): IntakeItem[] {
  const asked = new Set([...OF_THE_COUNTER, ...papers.map((paper) => HANDED_IN_AS[paper])]);
  return INTAKE_ITEMS.filter((item) => asked.has(item));
}

/** What is still missing after all receipts so far. */
export const missingItems = (required: readonly IntakeItem[], handedIn: Iterable<string>): IntakeItem[] => {
  const there = new Set(handedIn);
  return required.filter((item) => !there.has(item));
};

export function checkHandedIn(items: readonly HandedIn[]): FieldError[] {
  const errors: FieldError[] = [];
  if (items.length === 0) errors.push({ path: 'items', code: 'intake.nothing_handed_in' });
  const seen = new Set<string>();
  items.forEach(({ item, attachmentIds }, i) => {
    if (seen.has(item)) errors.push({ path: `items[${i}].item`, code: 'intake.item_twice' });
    // A paper nobody can see again is not on record.
    if (attachmentIds.length === 0) errors.push({ path: `items[${i}].attachmentIds`, code: 'intake.no_scan' });
    seen.add(item);
  });
  const scans = items.flatMap(({ attachmentIds }) => attachmentIds).length;
  if (scans > MAX_SCANS) errors.push({ path: 'items', code: 'intake.too_many_scans', params: { max: MAX_SCANS } });
  return errors;
}
