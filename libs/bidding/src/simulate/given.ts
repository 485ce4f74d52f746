import { invalid, type FieldError } from '@jishi/kernel';
import { findMode } from '../domain/mode';
import { checkRules, type AuctionRules, type ExtensionRule } from '../domain/rules';
import { commandShapes, isOffered, type GivenCommand } from './given-commands';
import { amount, count, flag, listOf, name, objectOf, oneOf, orNull, span, type Check } from './shape';

interface GivenRules {
  readonly mode: string;
  readonly startPrice: number;
  readonly increments?: readonly { readonly from: number; readonly step: number }[];
  readonly raise?: 'multiple' | 'atLeast';
  readonly selfRaise?: boolean;
  readonly closesAt?: number;
  readonly freePeriod?: number;
  readonly timer?: number;
  readonly extension?: {
    readonly trigger: number;
    readonly extend: number;
    readonly base?: 'bidTime' | 'currentEnd';
    readonly cap?: number | null;
    readonly hardStop?: number | null;
  } | null;
  readonly reserve?: number;
  readonly showReserveMet?: boolean;
  readonly sealedPrice?: 'first' | 'second';
  readonly firstRefusal?: {
    readonly window?: number;
    readonly holders: readonly { readonly bidder: string; readonly rank?: number }[];
  };
  readonly objectionWindow?: number;
  readonly bar?: number;
}

/** A sale to rehearse, as its file gives it. */
export interface GivenSale {
  readonly rules: GivenRules;
  readonly participants: readonly string[];
  readonly commands: readonly GivenCommand[];
}

const RULES = objectOf({
  required: { mode: name, startPrice: amount(1) },
  optional: {
    increments: listOf(objectOf({ required: { from: amount(0), step: amount(1) } })),
    raise: oneOf('multiple', 'atLeast'),
    selfRaise: flag,
    closesAt: span(1),
    freePeriod: span(0),
    timer: span(1),
    extension: orNull(
      objectOf({
        required: { trigger: span(0), extend: span(0) },
        optional: {
          base: oneOf('bidTime', 'currentEnd'),
          cap: orNull(count(0)),
          hardStop: orNull(span(0)),
        },
      }),
    ),
    reserve: amount(0),
    showReserveMet: flag,
    sealedPrice: oneOf('first', 'second'),
    firstRefusal: objectOf({
      required: { holders: listOf(objectOf({ required: { bidder: name }, optional: { rank: count(1) } })) },
      optional: { window: span(0) },
    }),
    objectionWindow: span(0),
    bar: span(0),
  },
});

const commandCheck: Check = (value, path, faults) => {
  const type = (value as { type?: unknown } | null)?.type;
  const shape = typeof type === 'string' && Object.hasOwn(commandShapes, type) ? commandShapes[type] : undefined;
  if (shape) return shape(value, path, faults);
  if (typeof value !== 'object' || value === null) faults.push({ path, code: 'simulate.not_an_object' });
  else oneOf(...Object.keys(commandShapes))(type, `${path}.type`, faults);
};

const SALE = objectOf({
  required: { rules: RULES, participants: listOf(name), commands: listOf(commandCheck) },
});

/** A file's content as a sale that can be run. Errors: `simulate.bad_file` with every fault, its path and its code. */
export function readSale(value: unknown): GivenSale {
  const shapeFaults: FieldError[] = [];
  SALE(value, '', shapeFaults);
  const sale = value as GivenSale;
  const faults = shapeFaults.length > 0 ? shapeFaults : [...ruleFaults(sale), ...nameFaults(sale)];
  if (faults.length > 0) throw invalid('simulate.bad_file', {}, faults);
  return sale;
}

/** What the engine itself has against the rules, in the words of the file. */
function ruleFaults({ rules: given, commands }: GivenSale): FieldError[] {
  const mode = findMode(given.mode);
  if (!mode) return [{ path: 'rules.mode', code: 'mode.unknown', params: { mode: given.mode } }];
  const noEnd = endFaults(given);
  if (noEnd.length > 0) return noEnd;
  const rules = rulesOf(given);
  const faults = [...checkRules(rules), ...mode.checkRules(rules)];
  const strange = commands.flatMap((command, i) =>
    isOffered(command, mode.commands)
      ? []
      : [{ path: `commands[${i}].type`, code: 'simulate.not_in_mode', params: { mode: given.mode } }],
  );
  return [...faults.map((fault) => ({ ...fault, path: fault.path.replaceAll(/(Minor|Ms)\b/g, '') })), ...strange];
}

function endFaults({ closesAt, freePeriod, timer }: GivenRules): FieldError[] {
  const timed = freePeriod !== undefined && timer !== undefined;
  const half = (freePeriod !== undefined) !== (timer !== undefined);
  if (half || timed === (closesAt !== undefined)) return [{ path: 'rules.closesAt', code: 'simulate.no_one_end' }];
  return [];
}

/** Each name once, and only names that were introduced. */
function nameFaults({ rules, participants, commands }: GivenSale): FieldError[] {
  const faults: FieldError[] = [];
  const known = new Set(participants);
  const needOnce = (codes: readonly string[], path: (i: number) => string): void =>
    codes.forEach((code, i) => {
      if (codes.indexOf(code) < i) faults.push({ path: path(i), code: 'simulate.twice' });
    });
  needOnce(participants, (i) => `participants[${i}]`);
  const needKnown = (code: string | undefined, path: string): void => {
    if (code !== undefined && !known.has(code)) faults.push({ path, code: 'simulate.unknown_participant' });
  };
  const holders = rules.firstRefusal?.holders.map(({ bidder }) => bidder) ?? [];
  const holder = (i: number): string => `rules.firstRefusal.holders[${i}].bidder`;
  needOnce(holders, holder);
  holders.forEach((bidder, i) => needKnown(bidder, holder(i)));
  const ids = new Set<string>();
  commands.forEach(({ bidder, by, id }, i) => {
    if ((bidder ?? by) === undefined) faults.push({ path: `commands[${i}].bidder`, code: 'simulate.missing_field' });
    if (bidder !== undefined && by === 'seller')
      faults.push({ path: `commands[${i}].by`, code: 'simulate.two_parties' });
    needKnown(bidder, `commands[${i}].bidder`);
    if (id === undefined) return;
    if (ids.has(id)) faults.push({ path: `commands[${i}].id`, code: 'simulate.twice' });
    ids.add(id);
  });
  commands.forEach((command, i) => {
    for (const field of ['bid', 'objection', 'target'] as const) {
      const named = command[field];
      if (typeof named === 'string' && !ids.has(named))
        faults.push({ path: `commands[${i}].${field}`, code: 'simulate.unknown_reference' });
    }
  });
  return faults;
}

/** Sealed bids rise by no steps; the table only has to be there. */
const DEFAULTS: Readonly<Record<string, Partial<GivenRules>>> = {
  sealed: { increments: [{ from: 0, step: 1 }], sealedPrice: 'first' },
};

/** The rules as the engine takes them. A timed period restarts its timer unless the file says otherwise. */
export function rulesOf(given: GivenRules): AuctionRules {
  const rules = { ...DEFAULTS[given.mode], ...given };
  const { mode, startPrice, increments = [], timer = 0, sealedPrice, firstRefusal } = rules;
  return {
    mode,
    startPriceMinor: startPrice,
    freePeriodMs: rules.closesAt ?? rules.freePeriod!,
    timerMs: timer,
    extension: extensionOf(
      rules.extension === undefined && timer > 0 ? { trigger: timer, extend: timer } : rules.extension,
    ),
    increments: increments.map(({ from, step }) => ({ fromMinor: from, stepMinor: step })),
    raise: rules.raise ?? 'multiple',
    selfRaise: rules.selfRaise ?? false,
    closeDrainMs: 0,
    showReserveMet: rules.showReserveMet ?? false,
    ...(sealedPrice === undefined ? {} : { sealedPrice }),
    ...(firstRefusal?.window === undefined ? {} : { firstRefusalWindowMs: firstRefusal.window }),
    ...(rules.objectionWindow === undefined ? {} : { objectionWindowMs: rules.objectionWindow }),
    ...(rules.bar === undefined ? {} : { barMs: rules.bar }),
  };
}

function extensionOf(given: GivenRules['extension']): ExtensionRule | null {
  if (!given) return null;
  const { trigger, extend, base = 'bidTime', cap = null, hardStop = null } = given;
  return { triggerMs: trigger, extendMs: extend, base, cap, hardStopMs: hardStop };
}
