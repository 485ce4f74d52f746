import { createDecipheriv } from 'node:crypto';
import { type Binding, bodyContext, parseEnvelope, readAmount } from '@jishi/sealing';
import { MAX_AMOUNT_MINOR } from '../domain/rules';

export type Opened = { readonly amountMinor: number } | { readonly fault: EnvelopeFault };
/**
 * Why a bid gives no amount: it does not have the format, the key does not open it, there is no amount in it, no two trustees
 * found a key, or it was not sealed as the format says (and might have opened otherwise for other trustees).
 */
export type EnvelopeFault =
  | 'envelope.malformed'
  | 'envelope.does_not_open'
  | 'envelope.bad_amount'
  | 'envelope.unopened'
  | 'envelope.inconsistent';

const TAG_BYTES = 16;

/** What a content key finds in an envelope. Pure and synchronous: for whoever checks a revealed book. */
export function openWithKey(envelope: string, contentKey: string, binding: Binding): Opened {
  const parts = parseEnvelope(envelope);
  if (!parts) return { fault: 'envelope.malformed' };
  const key = Buffer.from(contentKey, 'base64url');
  const text = key.length === 32 ? decrypted(parts.body, key, bodyContext(binding)) : null;
  if (text === null) return { fault: 'envelope.does_not_open' };
  const amountMinor = readAmount(text);
  return amountMinor !== null && amountMinor <= MAX_AMOUNT_MINOR ? { amountMinor } : { fault: 'envelope.bad_amount' };
}

/** The whole rule for an opening, as the book's `reveal` is made and checked by it. `sealedSo`: the key seals it the same again. */
export async function openingOf(
  envelope: string,
  contentKey: string | null,
  binding: Binding,
  sealedSo: (contentKey: string, amountMinor: number) => boolean | Promise<boolean>,
): Promise<Opened> {
  if (!parseEnvelope(envelope)) return { fault: 'envelope.malformed' };
  if (contentKey === null) return { fault: 'envelope.unopened' };
  const opened = openWithKey(envelope, contentKey, binding);
  if ('fault' in opened) return opened;
  return (await sealedSo(contentKey, opened.amountMinor)) ? opened : { fault: 'envelope.inconsistent' };
}

function decrypted(body: Uint8Array, key: Uint8Array, context: Uint8Array): string | null {
  // The key is drawn for this one bid, so the nonce is fixed (see the format).
  const cipher = createDecipheriv('aes-256-gcm', key, new Uint8Array(12), { authTagLength: TAG_BYTES });
  cipher.setAAD(context);
  cipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return cipher.update(body.subarray(0, -TAG_BYTES), undefined, 'latin1') + cipher.final('latin1');
  } catch {
    return null; // another key, another place, or changed
  }
}
