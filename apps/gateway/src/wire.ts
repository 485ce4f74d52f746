import { invalid } from '@jishi/kernel';

/** What clients send, checked by hand: this is the hot path, and a schema library costs more than the bid itself. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface WatchMessage {
  auctionId: string;
  after: number | null;
}
export interface BidMessage {
  auctionId: string;
  commandId: string;
  amountMinor: number;
}

export function parseBid(message: unknown): BidMessage {
  const fields = record(message);
  return {
    auctionId: uuid(fields, 'auctionId'),
    commandId: uuid(fields, 'commandId'),
    amountMinor: positive(fields, 'amountMinor'),
  };
}

export function parseWatch(message: unknown): WatchMessage {
  const fields = record(message);
  const after = fields['after'] ?? null;
  if (after !== null && !(Number.isSafeInteger(after) && (after as number) >= 0)) throw malformed('after');
  return { auctionId: uuid(fields, 'auctionId'), after: after as number | null };
}

function record(message: unknown): Record<string, unknown> {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) throw malformed('object');
  return message as Record<string, unknown>;
}

function uuid(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  // Lower case, so that one auction is never two rooms.
  if (typeof value === 'string' && value.length === 36 && UUID.test(value)) return value.toLowerCase();
  throw malformed(name);
}

function positive(fields: Record<string, unknown>, name: string): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw malformed(name);
}

function malformed(field: string) {
  return invalid('message.malformed', { field });
}
