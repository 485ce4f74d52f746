import { type Command, soundEnvelope } from '@jishi/bidding';
import { invalid } from '@jishi/kernel';

/** What clients send, checked by hand: this is the hot path, and a schema library costs more than the bid itself. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface WatchMessage {
  auctionId: string;
  after: number | null;
}
export interface CommandMessage {
  auctionId: string;
  commandId: string;
  command: Command;
}

type Fields = Record<string, unknown>;

/** What a bidder may say over a socket, by the name of its event; each becomes a command of the same name. */
const COMMANDS: Readonly<Record<string, (fields: Fields) => Command>> = {
  bid: (fields) => ({ type: 'bid', amountMinor: positive(fields, 'amountMinor') }),
  maximum: (fields) => ({ type: 'maximum', amountMinor: positive(fields, 'amountMinor') }),
  match: (fields) => ({ type: 'match', priceMinor: positive(fields, 'priceMinor') }),
  seal: (fields) => ({ type: 'seal', envelope: soundEnvelope(fields['envelope']) }),
};

export const COMMAND_EVENTS: readonly string[] = Object.keys(COMMANDS);

export function parseCommand(event: string, message: unknown): CommandMessage {
  const fields = record(message);
  const auctionId = uuid(fields, 'auctionId');
  const commandId = uuid(fields, 'commandId');
  return { auctionId, commandId, command: COMMANDS[event]!(fields) };
}

export function parseWatch(message: unknown): WatchMessage {
  const fields = record(message);
  const after = fields['after'] ?? null;
  if (after !== null && !(Number.isSafeInteger(after) && (after as number) >= 0)) throw malformed('after');
  return { auctionId: uuid(fields, 'auctionId'), after: after as number | null };
}

function record(message: unknown): Fields {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) throw malformed('object');
  return message as Fields;
}

function uuid(fields: Fields, name: string): string {
  const value = fields[name];
  // Lower case, so that one auction is never two rooms.
  if (typeof value === 'string' && value.length === 36 && UUID.test(value)) return value.toLowerCase();
  throw malformed(name);
}

function positive(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw malformed(name);
}

function malformed(field: string) {
  return invalid('message.malformed', { field });
}
