import { canonicalJson, sha256Hex } from '@jishi/kernel';
import type { Envelope } from './commands';
import type { BookEvent, CommandSecret, Draft, PublicEvent } from './events';
import { findMode } from './mode';
import { DEFAULT_SUITE, hashesOf, type Hashes } from './suite';

/** An event as it stands in the book: texts exactly as hashed. */
export interface SealedEvent {
  readonly seq: number;
  readonly type: string;
  /** Canonical JSON of the public part: the leaf of the tree. */
  readonly publicText: string;
  /** Canonical JSON of the private part, null when there is none. */
  readonly privateText: string | null;
  readonly salt: string | null;
}

/** Canonical text of a command, for comparing the payloads of a repeated id. */
export const commandText = (command: Envelope['command']): string =>
  command.type === 'bid' && Object.keys(command).length === 2 && typeof command['amountMinor' as never] === 'number'
    ? `{"amountMinor":${String(command['amountMinor' as never])},"type":"bid"}`
    : canonicalJson(command);

/** Private part of a command's own event. Ids are plain names (checked), so they need no escaping. */
export const commandSecretText = (actor: string, command: string, commandId: string): string =>
  `{"actor":"${actor}","command":${command},"commandId":"${commandId}"}`;

/** Each private part has its own salt, all from the command's: opening one event opens no other. */
const saltOf = (salt: string, index: number): string =>
  index === 0 ? salt : sha256Hex(`${salt}${index}`).slice(0, 32);

/**
 * Gives a draft its place in the book. `index` is its place among the events of its command, `command` the canonical text of
 * that command (known to the journal already).
 */
export function seal(
  place: { readonly auctionId: string; readonly seq: number; readonly atMs: number; readonly mode: string },
  draft: Draft,
  index: number,
  salt: string,
  command: string,
  hashes: Hashes = hashesOf(DEFAULT_SUITE),
): SealedEvent {
  const { auctionId, seq, atMs } = place;
  let privateText: string | null = null;
  let usedSalt: string | null = null;
  let privateHash: string | null = null;
  if (draft.secret !== null) {
    const plain = index === 0 && Object.keys(draft.secret).length === 3;
    const secret = draft.secret as CommandSecret;
    privateText = plain ? commandSecretText(secret.actor, command, secret.commandId) : canonicalJson(secret);
    usedSalt = saltOf(salt, index);
    privateHash = hashes.hex(usedSalt + privateText);
  }
  const byHand = findMode(place.mode)?.leaves?.[draft.type];
  const publicText = byHand
    ? byHand(draft.data, { auctionId, seq, atMs, privateHash })
    : canonicalJson({ ...draft.data, auctionId, seq, atMs, type: draft.type, privateHash });
  return { seq, type: draft.type, publicText, privateText, salt: usedSalt };
}

/** Reads an event of the book back for the engine. */
export function unseal(event: Pick<SealedEvent, 'publicText' | 'privateText'>): BookEvent {
  const { auctionId: _a, privateHash: _p, seq, atMs, type, ...data } = JSON.parse(event.publicText) as PublicEvent;
  return {
    seq,
    atMs,
    type,
    data,
    secret: event.privateText === null ? null : (JSON.parse(event.privateText) as object),
  };
}
