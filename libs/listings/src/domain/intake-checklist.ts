import type { FieldError } from '@jishi/kernel';

/** Papers a seller hands in with a listing. */
export const INTAKE_ITEMS = [
  'application_form',
  'licence',
  'mandate',
  'ownership',
  'decision',
  'pricing',
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

/** What has no register has no certificate of it. */
const UNREGISTERED = new Set(['know_how', 'none']);
const MAX_SCANS = 20;

/** What the exchange will ask for: who sells, by whose leave, what is owned, and, where the price is agreed, how it was found. */
export function requiredItems(listing: { ipKind: string; pricingWay: string }): IntakeItem[] {
  return INTAKE_ITEMS.filter((item) => {
    if (item === 'other' || item === 'encumbrance') return false;
    if (item === 'ownership') return !UNREGISTERED.has(listing.ipKind);
    return item !== 'pricing' || listing.pricingWay === 'negotiated';
  });
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
