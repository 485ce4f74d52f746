import type { Command } from '../domain/commands';
import { MAX_EXTENSION_MS, MAX_REASON, MAX_TEXT } from '../domain/well-formed';
import { amount, count, flag, moment, name, objectOf, oneOf, span, text, type Check, type Shape } from './shape';

/** A command of the file. `bid`, `objection` and `target` name an event by its seq, or the command that made it by its id. */
export interface GivenCommand {
  readonly at: number;
  readonly type: string;
  readonly id?: string;
  readonly bidder?: string;
  readonly by?: string;
  readonly amount?: number;
  readonly price?: number;
  readonly reason?: string;
  readonly text?: string;
  readonly extend?: number;
  readonly to?: number;
  readonly about?: 'qualification' | 'bid' | 'result';
  readonly upheld?: boolean;
  readonly annul?: boolean;
  readonly bid?: number | string;
  readonly objection?: number | string;
  readonly target?: number | string;
}

/** What a command needs to know of the sale before it becomes the engine's. */
export interface Sale {
  /** seq of the event that a seq or an id names. */
  readonly seqOf: (named: number | string) => number;
  readonly priceMinor: number | null;
  /** When the book begins, before the opening. */
  readonly originMs: number;
}

interface Kind {
  readonly by: 'bidder' | 'operator' | 'party';
  /** What a mode calls it; without, every mode has it. */
  readonly in?: readonly string[];
  readonly shape: Shape;
  toCommand(given: GivenCommand, sale: Sale): Command;
}

const REASON = '推演';
/** Nobody whom a file can name. */
const APPROVER = 'operator:simulation:approver';
const reasonOf = ({ reason = REASON }: GivenCommand): { reason: string } => ({ reason });
const withAmount = { required: { amount: amount(1) } };
const reason = { optional: { reason: text(MAX_REASON) } };
const withReason = (required: Record<string, Check>): Shape => ({ required, ...reason });

const event: Check = (value, path, faults) =>
  typeof value === 'string' ? name(value, path, faults) : count(1)(value, path, faults);

/** The commands a file may give, as data. */
const kinds: Readonly<Record<string, Kind>> = {
  bid: {
    by: 'bidder',
    in: ['bid', 'seal'],
    shape: withAmount,
    toCommand: (given) => ({ type: 'bid', amountMinor: given.amount! }),
  },
  maximum: {
    by: 'bidder',
    in: ['maximum'],
    shape: withAmount,
    toCommand: (given) => ({ type: 'maximum', amountMinor: given.amount! }),
  },
  match: {
    by: 'bidder',
    shape: { optional: { price: amount(1) } },
    // Whoever gives no price saw the present one.
    toCommand: ({ price }, { priceMinor }) => ({ type: 'match', priceMinor: price ?? priceMinor ?? 1 }),
  },
  object: {
    by: 'party',
    shape: {
      required: { about: oneOf('qualification', 'bid', 'result') },
      optional: { target: event, text: text(MAX_TEXT) },
    },
    toCommand: ({ about, target, text = REASON }, { seqOf }) => ({
      type: 'object',
      about: about!,
      target: target === undefined ? null : seqOf(target),
      text,
    }),
  },
  appeal: {
    by: 'party',
    shape: { required: { objection: event }, optional: { text: text(MAX_TEXT) } },
    toCommand: ({ objection, text = REASON }, { seqOf }) => ({ type: 'appeal', objection: seqOf(objection!), text }),
  },
  pause: { by: 'operator', shape: reason, toCommand: (given) => ({ type: 'pause', ...reasonOf(given) }) },
  resume: { by: 'operator', shape: reason, toCommand: (given) => ({ type: 'resume', ...reasonOf(given) }) },
  extend: {
    by: 'operator',
    shape: withReason({ extend: span(1, MAX_EXTENSION_MS) }),
    toCommand: (given) => ({ type: 'extend', extendMs: given.extend!, ...reasonOf(given) }),
  },
  reschedule: {
    by: 'operator',
    shape: withReason({ to: moment }),
    toCommand: (given, { originMs }) => ({
      type: 'reschedule',
      toMs: Math.max(0, given.to! - originMs),
      ...reasonOf(given),
    }),
  },
  void: {
    by: 'operator',
    shape: withReason({ bid: event }),
    toCommand: (given, { seqOf }) => ({
      type: 'void',
      bid: seqOf(given.bid!),
      approvedBy: APPROVER,
      ...reasonOf(given),
    }),
  },
  terminate: { by: 'operator', shape: reason, toCommand: (given) => ({ type: 'terminate', ...reasonOf(given) }) },
  exclude: {
    by: 'operator',
    shape: withReason({ bidder: name }),
    toCommand: (given) => ({ type: 'exclude', organisationId: given.bidder!, ...reasonOf(given) }),
  },
  rule: {
    by: 'operator',
    shape: { required: { objection: event, upheld: flag }, optional: { annul: flag, reason: text(MAX_TEXT) } },
    toCommand: (given, { seqOf }) => ({
      type: 'rule',
      objection: seqOf(given.objection!),
      upheld: given.upheld!,
      annul: given.annul ?? false,
      ...reasonOf(given),
    }),
  },
  default: { by: 'operator', shape: reason, toCommand: (given) => ({ type: 'default', ...reasonOf(given) }) },
};

/** False when the sale's mode knows nothing like it. */
export const isOffered = ({ type }: GivenCommand, offered: Readonly<Record<string, unknown>>): boolean =>
  kinds[type]!.in?.some((command) => Object.hasOwn(offered, command)) ?? true;

export const toCommand = (given: GivenCommand, sale: Sale): Command => kinds[given.type]!.toCommand(given, sale);

const operator: Check = (value, path, faults) => {
  if (typeof value !== 'string' || !/^operator(:[A-Za-z0-9._-]{1,64})?$/.test(value))
    faults.push({ path, code: 'simulate.bad_choice', params: { choices: 'operator, operator:<person>' } });
};

const who: Readonly<Record<Kind['by'], Shape>> = {
  bidder: { required: { bidder: name } },
  operator: { required: { by: operator } },
  party: { optional: { bidder: name, by: oneOf('seller') } },
};

export const commandShapes: Readonly<Record<string, Check>> = Object.fromEntries(
  Object.entries(kinds).map(([type, { by, shape }]) => [
    type,
    objectOf({
      required: { at: moment, type: name, ...who[by].required, ...shape.required },
      optional: { id: name, ...who[by].optional, ...shape.optional },
    }),
  ]),
);
