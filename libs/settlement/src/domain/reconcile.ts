import type { Fen } from '@jishi/kernel';
import { normaliseName } from './reference';

/** One movement of money as one side tells it. */
export interface Entry {
  id: string;
  /** What both sides call it: a bank's serial number, a line, a command. */
  key: string;
  direction: 'in' | 'out';
  amountMinor: Fen;
  /** `2026-11-23`, on the exchange's clock. */
  day: string;
  party: string;
  label: string;
  /** The bank's own number, where several of its accounts may hold the same line. */
  serial?: string;
}

/** A place where money lies, as our ledger and as the outside world tell it: `bank`, or a provider. */
export interface Place {
  place: string;
  ledger: readonly Entry[];
  outside: readonly Entry[];
}

export const DIFFERENCES = [
  'missing_outside',
  'awaiting_statement',
  'missing_in_ledger',
  'amount_differs',
  'twice_outside',
  'twice_in_ledger',
  'other_day',
  'other_serial',
] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

export interface Difference {
  place: string;
  kind: DifferenceKind;
  key: string;
  /** What each side moved on this day; money out is negative. */
  ledgerMinor: Fen;
  outsideMinor: Fen;
  /** Ledger less outside. */
  driftMinor: Fen;
  ledger: Entry | null;
  outside: Entry | null;
}

export interface PlaceTotals {
  place: string;
  ledgerInMinor: Fen;
  ledgerOutMinor: Fen;
  outsideInMinor: Fen;
  outsideOutMinor: Fen;
  driftMinor: Fen;
}

export interface Reconciliation {
  items: Difference[];
  totals: PlaceTotals[];
  driftMinor: Fen;
}

const signed = ({ direction, amountMinor }: Entry): Fen => (direction === 'in' ? amountMinor : -amountMinor);
const same = (a: Entry, b: Entry): boolean => signed(a) === signed(b);

function grouped(entries: readonly Entry[], by: (entry: Entry) => string): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(by(entry));
    if (group) group.push(entry);
    else groups.set(by(entry), [entry]);
  }
  return groups;
}

/**
 * A day's ledger against what bank and providers say of it. Entries of other days come along only as counterparts: every
 * difference says what each side moved on this day, so the drifts of all differences are the drift of the day, always.
 * Without a statement for the day, what the bank has not shown yet is waited for.
 */
export function reconcile(day: string, places: readonly Place[], { covered }: { covered: boolean }): Reconciliation {
  const items = places.flatMap((place) => differencesOf(day, place, covered));
  const totals = places.map((place) => totalsOf(day, place));
  return { items, totals, driftMinor: totals.reduce((sum, { driftMinor }) => sum + driftMinor, 0) };
}

function totalsOf(day: string, { place, ledger, outside }: Place): PlaceTotals {
  const sum = (entries: readonly Entry[], direction: Entry['direction']): Fen =>
    entries
      .filter((entry) => entry.day === day && entry.direction === direction)
      .reduce((total, { amountMinor }) => total + amountMinor, 0);
  const totals = {
    place,
    ledgerInMinor: sum(ledger, 'in'),
    ledgerOutMinor: sum(ledger, 'out'),
    outsideInMinor: sum(outside, 'in'),
    outsideOutMinor: sum(outside, 'out'),
  };
  const driftMinor = totals.ledgerInMinor - totals.ledgerOutMinor - totals.outsideInMinor + totals.outsideOutMinor;
  return { ...totals, driftMinor };
}

function differencesOf(day: string, { place, ledger, outside }: Place, covered: boolean): Difference[] {
  const found: Difference[] = [];
  const tell = (kind: DifferenceKind, ours: Entry | null, theirs: Entry | null): void => {
    const ledgerMinor = ours?.day === day ? signed(ours) : 0;
    const outsideMinor = theirs?.day === day ? signed(theirs) : 0;
    if (ours?.day !== day && theirs?.day !== day) return;
    const key = (ours ?? theirs)!.key;
    const driftMinor = ledgerMinor - outsideMinor;
    found.push({ place, kind, key, ledgerMinor, outsideMinor, driftMinor, ledger: ours, outside: theirs });
  };
  const [byKey, theirsByKey] = [grouped(ledger, ({ key }) => key), grouped(outside, ({ key }) => key)];
  const alone: { ours: Entry[]; theirs: Entry[] } = { ours: [], theirs: [] };
  for (const key of new Set([...byKey.keys(), ...theirsByKey.keys()])) {
    const [ours, theirs] = [[...(byKey.get(key) ?? [])], [...(theirsByKey.get(key) ?? [])]];
    const [known, shown] = [ours.length > 0, theirs.length > 0];
    pairOff(ours, theirs, (a, b) => same(a, b) && a.day === b.day);
    for (const [a, b] of pairOff(ours, theirs, same)) tell('other_day', a, b);
    for (const [a, b] of pairOff(ours, theirs, () => true)) tell('amount_differs', a, b);
    // one of them is more than the other side ever had
    if (shown) for (const entry of ours) tell('twice_in_ledger', entry, null);
    else alone.ours.push(...ours);
    if (known) for (const entry of theirs) tell('twice_outside', null, entry);
    else alone.theirs.push(...theirs);
  }
  // a number that was mistyped: the same sum to the same payee on the same day is what was meant
  for (const [a, b] of pairByPayee(alone.ours, alone.theirs)) tell('other_serial', a, b);
  for (const entry of alone.ours)
    tell(
      !covered && place === 'bank' && entry.direction === 'out' ? 'awaiting_statement' : 'missing_outside',
      entry,
      null,
    );
  for (const entry of alone.theirs) tell('missing_in_ledger', null, entry);
  for (const entry of inTwoAccounts(outside)) tell('twice_outside', { ...entry, key: `twice:${entry.id}` }, entry);
  return found;
}

/** Takes out of both lists, in their order, those that fit each other. */
function pairOff(ours: Entry[], theirs: Entry[], fits: (a: Entry, b: Entry) => boolean): [Entry, Entry][] {
  const pairs: [Entry, Entry][] = [];
  for (let at = 0; at < ours.length;) {
    const other = theirs.findIndex((entry) => fits(ours[at]!, entry));
    if (other < 0) at += 1;
    else pairs.push([...ours.splice(at, 1), ...theirs.splice(other, 1)] as [Entry, Entry]);
  }
  return pairs;
}

function pairByPayee(ours: Entry[], theirs: Entry[]): [Entry, Entry][] {
  const nameOf = (entry: Entry): string => `${entry.day}/${signed(entry)}/${normaliseName(entry.party)}`;
  const isPayee = ({ direction, party }: Entry): boolean => direction === 'out' && normaliseName(party) !== '';
  const waiting = grouped(theirs.filter(isPayee), nameOf);
  const pairs: [Entry, Entry][] = [];
  for (const entry of ours.filter(isPayee)) {
    const other = waiting.get(nameOf(entry))?.shift();
    if (other) pairs.push([entry, other]);
  }
  for (const [a, b] of pairs) {
    ours.splice(ours.indexOf(a), 1);
    theirs.splice(theirs.indexOf(b), 1);
  }
  return pairs;
}

/** The bank's line taken in under two account numbers: both are booked, so nothing drifts, and one of them is not money. */
function inTwoAccounts(outside: readonly Entry[]): Entry[] {
  const numbered = outside.filter(({ direction, serial }) => direction === 'in' && serial !== undefined);
  const alike = grouped(numbered, (entry) =>
    [entry.serial, signed(entry), entry.day, normaliseName(entry.party)].join('/'),
  );
  return [...alike.values()].flatMap((group) => group.slice(1));
}
