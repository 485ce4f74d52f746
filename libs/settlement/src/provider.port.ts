import type { Fen } from '@jishi/kernel';
import type { MovementFacts } from './domain/movement';

export const PROVIDERS = ['offline_bank', 'stripe_card', 'stripe_alipay', 'stripe_wechat_pay', 'simulated'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export const OPERATIONS = ['begin', 'capture', 'release', 'refund', 'payout'] as const;
export type Operation = (typeof OPERATIONS)[number];

export interface Capabilities {
  /** `authorise`: a promise that can run out; `collect`: the money itself; `guarantee`: somebody else's word. */
  hold: 'authorise' | 'collect' | 'guarantee';
  currencies: readonly string[];
  /** How long a hold lasts; null when it does not run out. */
  maxHoldMs: number | null;
  /** How long money can go back the way it came; null without limit. */
  refundWindowMs: number | null;
  /** The most in one movement. */
  maxAmountMinor: Fen;
  /** Whether the payer is sent to a page of the provider. */
  hasPage: boolean;
}

/** What a command says; stored with it and sent as stored, so that the same command is the same request. */
export interface ProviderRequest {
  amountMinor: Fen;
  currency: string;
  /** Who pays or is paid. */
  partyName: string;
  /** Ours: what a payer sees on the statement. */
  reference: string;
  /** begin: hold or collect; where the payer's browser goes on; until when the payer may pay, in epoch milliseconds. */
  holdUntilMs?: number;
  returnUrl?: string;
  payUntilMs?: number;
  title?: string;
  /** capture, release, refund: the provider's own name of the movement; payout: of the money it is paid from. */
  movement?: string;
  /** payout: where to. */
  payee?: string;
}

/** What a provider says of a movement now. */
export interface Snapshot {
  /** The command that began it, as the provider remembers it; null for one that is not ours. */
  commandId: string | null;
  reference: string;
  currency: string;
  facts: MovementFacts;
  /** Where the payer pays, while it can be paid. */
  payUrl: string | null;
}

/** `waiting`: the provider works by itself (people and a bank statement) and its answer comes another way. */
export type ProviderAnswer =
  | { outcome: 'done'; providerReference: string; snapshot: Snapshot }
  | { outcome: 'waiting' }
  | { outcome: 'refused'; code: string };

/** Says that something happened, and where to ask; never what. */
export interface ProviderNotice {
  eventId: string;
  reference: string;
}

/** Where a listing of events goes on: everything that happened before it has been listed. */
export interface NoticePage {
  notices: ProviderNotice[];
  cursor: string;
}

/**
 * How money really moves. Called outside any transaction, with the id of a stored command as idempotency key: the same
 * id again is the same movement. A thrown error means unknown, never failed.
 */
export interface PaymentProvider {
  readonly name: ProviderName;
  /** Whose notices tell of this provider's movements; null when nobody notifies. */
  readonly source: string | null;
  capabilities(): Capabilities;
  begin(commandId: string, request: ProviderRequest): Promise<ProviderAnswer>;
  capture(commandId: string, request: ProviderRequest): Promise<ProviderAnswer>;
  release(commandId: string, request: ProviderRequest): Promise<ProviderAnswer>;
  refund(commandId: string, request: ProviderRequest): Promise<ProviderAnswer>;
  payout(commandId: string, request: ProviderRequest): Promise<ProviderAnswer>;
  /** The movement now; null when the provider knows none of that name. */
  inquire(reference: string): Promise<Snapshot | null>;
  /** What became of a command too old for its key to be remembered; null when it never arrived. */
  find(commandId: string, operation: Operation, request: ProviderRequest): Promise<Snapshot | null>;
  /** Errors: `settlement.bad_notice` when it is not from the provider, or too old. */
  parseNotice(rawBody: Buffer, headers: Record<string, string | string[] | undefined>): ProviderNotice[];
  /** What happened since; with null, as far back as is worth looking. */
  listSince(cursor: string | null): Promise<NoticePage>;
}

export const done = (snapshot: Snapshot): ProviderAnswer => ({
  outcome: 'done',
  providerReference: snapshot.reference,
  snapshot,
});
