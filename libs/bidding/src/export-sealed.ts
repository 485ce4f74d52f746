import { resealed, type TrusteeKeys } from '@jishi/sealing';
import type { BookEvent, CommandSecret } from './domain/events';
import type { Opening, SealCommand, Trustee } from './domain/sealed';
import { openingOf } from './sealed/open-with-key';

interface Revealed {
  readonly seq: number;
  readonly bidder: string;
  readonly envelope: string;
  readonly opening: Opening;
  readonly keys: TrusteeKeys;
}

/** Sealed bids are decrypted again, each with the content key that the book reveals. */
export class RevealedBids {
  private readonly envelopes = new Map<number, string>();
  private trustees: readonly Trustee[] = [];
  private readonly revealed: Revealed[] = [];
  /** Of these the book only says that no two trustees could open them. */
  unopened = 0;

  take({ seq, type, data, secret }: BookEvent): void {
    if (type === 'trustees.seated') this.trustees = (data as { trustees: readonly Trustee[] }).trustees;
    if (type === 'bid.sealed' && secret !== null)
      this.envelopes.set(seq, ((secret as CommandSecret).command as unknown as SealCommand).envelope);
    if (type !== 'bids.revealed') return;
    const keys = Object.fromEntries(this.trustees.map(({ role, publicKey }) => [role, publicKey])) as TrusteeKeys;
    for (const { bidder, ...opening } of (data as { openings: readonly (Opening & { bidder: string })[] }).openings) {
      if (opening.fault === 'envelope.unopened') this.unopened++;
      const envelope = this.envelopes.get(opening.bid);
      if (envelope !== undefined) this.revealed.push({ seq, bidder, envelope, opening, keys });
    }
  }

  async problems(auctionId: string): Promise<{ seq: number; code: string }[]> {
    const found: { seq: number; code: string }[] = [];
    for (const revealed of this.revealed) {
      // Keys and envelopes that are none make the library throw.
      const same = await opensSo(revealed, auctionId).catch(() => false);
      if (!same) found.push({ seq: revealed.seq, code: 'book.envelope_differs' });
    }
    return found;
  }
}

async function opensSo({ bidder, envelope, opening, keys }: Revealed, auctionId: string): Promise<boolean> {
  const binding = { auctionId, bidder };
  const again = await openingOf(
    envelope,
    opening.contentKey,
    binding,
    async (contentKey, amountMinor) => (await resealed(contentKey, amountMinor, binding, keys)) === envelope,
  );
  if ('fault' in again) return opening.amountMinor === null && opening.fault === again.fault;
  return opening.fault === null && opening.amountMinor === again.amountMinor;
}
