import { invalid, type FieldError } from '@jishi/kernel';
import type { ActorKind, Command, Envelope } from './commands';
import type { BookEvent, Draft, RejectionParams } from './events';
import type { AuctionRules } from './rules';
import type { AuctionState, Awaits, Bidder, Outcome, Phase } from './state';

/** A mode's answer to a command: what happens, or why it does not. */
export type Verdict =
  { readonly drafts: readonly Draft[] } | { readonly reject: string; readonly params?: RejectionParams };

/** A command a bidder may give in this mode while the sale is open. */
export interface ModeCommandRule<State> {
  /** False: the command is malformed and leaves no event. */
  wellFormed(command: Command): boolean;
  decide(state: State, auction: AuctionState, bidder: Bidder, envelope: Envelope): Verdict;
}

/** A command that a mode needs from those who run the sale. */
export interface ModeControl<State> {
  readonly by: readonly ActorKind[];
  readonly phases: readonly Phase[];
  wellFormed(command: Command, actor: string): boolean;
  decide(state: State, auction: AuctionState, envelope: Envelope, atMs: number): Verdict | { readonly none: string };
}

export interface SaleOutcome extends Omit<Outcome, 'endedAtMs' | 'outcome'> {
  readonly outcome: 'sold' | 'unsold';
}

/** What anyone may know of the standing price. */
export interface ModeView {
  readonly priceMinor: number | null;
  readonly leader: string | null;
  readonly nextMinimumMinor: number;
  readonly incrementMinor: number;
  readonly bidCount: number;
}

/** What anyone can check of a mode's events who does not know the private parts. `P` is what they tell. */
export interface PublicRules<P = unknown> {
  initial(rules: AuctionRules): P;
  /** What is known after an event, or the code of what is wrong with it. `sale` holds public facts only. */
  step(state: P, event: BookEvent, sale: AuctionState): P | string;
  /** Once the reserve is open. */
  outcome(state: P, sale: AuctionState): SaleOutcome;
}

/** The envelope of a public part, as its leaf text holds it. */
export interface LeafFrame {
  readonly auctionId: string;
  readonly seq: number;
  readonly atMs: number;
  readonly privateHash: string | null;
}

/**
 * A way of selling: one file of pure rules, registered in `modes.ts`. The decider and the journal know nothing else of it.
 * `State` is plain JSON, made only by `initial` and `evolve`.
 */
export interface Mode<State = unknown> {
  readonly name: string;
  readonly commands: Readonly<Record<string, ModeCommandRule<State>>>;
  readonly controls?: Readonly<Record<string, ModeControl<State>>>;
  /** Knows no late bid that others would have to answer: a profile's rule of extension does not concern it. */
  readonly neverExtends?: true;
  checkRules(rules: AuctionRules): FieldError[];
  initial(rules: AuctionRules): State;
  evolve(state: State, event: BookEvent, auction: AuctionState): State;
  view(state: State, auction: AuctionState): ModeView;
  /** A bidder's own secret, for that bidder only: the maximum by which it leads. */
  maximumOf?(state: State, code: string): number | null;
  /** True while this bidder's offer binds him: he cannot be excluded, his deposit cannot go back. */
  standing(state: State, code: string): boolean;
  /** Why the sale cannot open yet; null when it can. */
  unready?(state: State): string | null;
  /** What must happen after the end before there is a result. */
  awaits?(state: State): Awaits | null;
  /** The state without a bid; null when there is none of that seq to take out. */
  withoutBid?(state: State, bid: number, auction: AuctionState): State | null;
  conclude(state: State, auction: AuctionState): SaleOutcome;
  /** What may never happen from one event to the next, whoever wrote the book: a second look for the checker. */
  fault?(before: State, after: State): string | null;
  readonly publicly?: PublicRules;
  /** Hand-written canonical texts of hot events; each must equal the general serialiser (tested). */
  readonly leaves?: Readonly<Record<string, (data: object, frame: LeafFrame) => string>>;
}

const registered = new Map<string, Mode>();

/** Adds a mode to the table. Errors: `mode.already_registered`. */
export function registerMode<State>(mode: Mode<State>): void {
  if (registered.has(mode.name)) throw invalid('mode.already_registered', { mode: mode.name });
  registered.set(mode.name, mode as Mode);
}

export const findMode = (name: string): Mode | undefined => registered.get(name);

/** Errors: `mode.unknown`. */
export function modeOf(rules: AuctionRules): Mode {
  const mode = registered.get(rules.mode);
  if (!mode) throw invalid('mode.unknown', { mode: rules.mode });
  return mode;
}
