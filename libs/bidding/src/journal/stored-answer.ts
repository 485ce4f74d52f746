import type { Ack } from '../answers';
import type { CommandSecret, PublicEvent, RejectionParams } from '../domain/events';
import { leafHash } from '../domain/merkle';
import { modeOf } from '../domain/mode';
import { commandText } from '../domain/seal';
import type { Held, StoredCommand } from './ports';

/**
 * The answer to a command whose id is in the book already, long after: the same decision, with the present head, which
 * covers the same leaf. Another payload under a used id is refused.
 */
export function storedAnswer(stored: StoredCommand, text: string, held: Held | undefined): Ack {
  const { auctionId, seq } = stored;
  if (stored.taken) return { accepted: false, auctionId, seq: null, code: 'command.id_reused' };
  const secret = JSON.parse(stored.privateText) as CommandSecret & { code?: string; params?: RejectionParams };
  if (commandText(secret.command) !== text) return { accepted: false, auctionId, seq: null, code: 'command.id_reused' };
  const seen = JSON.parse(stored.publicText) as PublicEvent;
  if (seen.type === 'command.rejected' || !held?.head)
    return { accepted: false, auctionId, seq, code: secret.code ?? 'internal', params: secret.params ?? {} };
  const { state, head } = held;
  const view = modeOf(state.rules!).view(state.mode, state);
  const number = (value: unknown, otherwise: number | null) => (typeof value === 'number' ? value : otherwise);
  return {
    accepted: true,
    auctionId,
    seq,
    atMs: seen.atMs,
    arrivedAtMs: number(seen['arrivedAtMs'], seen.atMs)!,
    priceMinor: number(seen['amountMinor'], view.priceMinor),
    leader: typeof seen['bidder'] === 'string' ? seen['bidder'] : view.leader,
    endsAtMs: number(seen['endsAtMs'], state.endsAtMs)!,
    leafHash: leafHash(stored.publicText).toString('hex'),
    head,
  };
}
