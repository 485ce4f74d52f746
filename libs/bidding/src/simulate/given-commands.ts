import type { Command } from '../domain/commands';
import { flag, name, objectOf, oneOf, text, wholeNumber, type Check, type Shape } from './shape';

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
}

interface Kind {
  readonly by: 'bidder' | 'operator' | 'party';
  readonly shape: Shape;
  toCommand(given: GivenCommand, sale: Sale): Command;
}

const REASON = '推演';
const reasonOf = ({ reason = REASON }: GivenCommand): { reason: string } => ({ reason });
const amount = { required: { amount: wholeNumber(1) } };
const reason = { optional: { reason: text } };
const withReason = (required: Record<string, Check>): Shape => ({ required, ...reason });

const event: Check = (value, path, faults) =>
  typeof value === 'string' ? name(value, path, faults) : wholeNumber(1)(value, path, faults);

/** The commands a file may give, as data. */
const kinds: Readonly<Record<string, Kind>> = {
  bid: { by: 'bidder', shape: amount, toCommand: ({ amount }) => ({ type: 'bid', amountMinor: amount! }) },
  maximum: { by: 'bidder', shape: amount, toCommand: ({ amount }) => ({ type: 'maximum', amountMinor: amount! }) },
  match: {
    by: 'bidder',
    shape: { optional: { price: wholeNumber(1) } },
    // Whoever gives no price saw the present one.
    toCommand: ({ price }, { priceMinor }) => ({ type: 'match', priceMinor: price ?? priceMinor ?? 1 }),
  },
  object: {
    by: 'party',
    shape: { required: { about: oneOf('qualification', 'bid', 'result') }, optional: { target: event, text } },
    toCommand: ({ about, target, text = REASON }, { seqOf }) => ({
      type: 'object',
      about: about!,
      target: target === undefined ? null : seqOf(target),
      text,
    }),
  },
  appeal: {
    by: 'party',
    shape: { required: { objection: event }, optional: { text } },
    toCommand: ({ objection, text = REASON }, { seqOf }) => ({ type: 'appeal', objection: seqOf(objection!), text }),
  },
  pause: { by: 'operator', shape: reason, toCommand: (given) => ({ type: 'pause', ...reasonOf(given) }) },
  resume: { by: 'operator', shape: reason, toCommand: (given) => ({ type: 'resume', ...reasonOf(given) }) },
  extend: {
    by: 'operator',
    shape: withReason({ extend: wholeNumber(1) }),
    toCommand: (given) => ({ type: 'extend', extendMs: given.extend!, ...reasonOf(given) }),
  },
  reschedule: {
    by: 'operator',
    shape: withReason({ to: wholeNumber(0) }),
    toCommand: (given) => ({ type: 'reschedule', toMs: given.to!, ...reasonOf(given) }),
  },
  void: {
    by: 'operator',
    shape: withReason({ bid: event }),
    toCommand: (given, { seqOf }) => ({
      type: 'void',
      bid: seqOf(given.bid!),
      approvedBy: 'operator:approver',
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
    shape: { required: { objection: event, upheld: flag }, optional: { annul: flag, reason: text } },
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
      required: { at: wholeNumber(0), type: text, ...who[by].required, ...shape.required },
      optional: { id: name, ...who[by].optional, ...shape.optional },
    }),
  ]),
);
