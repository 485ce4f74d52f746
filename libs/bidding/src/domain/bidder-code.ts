import { sha256, sha256Hex } from '@jishi/kernel';
import { hashesOf, type SuiteName } from './suite';
import type { AuctionState } from './state';

/**
 * A code nobody can link to the order of admission: drawn among the unused ones by the command's own salt.
 * The pool is much larger than the number of bidders, so a code does not tell how many there are.
 */
export function drawCode(state: AuctionState, salt: string): string {
  const digits = Math.max(2, String(state.bidders.size * 2).length);
  const taken = new Set([...state.bidders.values()].map((bidder) => bidder.code));
  const free: string[] = [];
  for (let n = 1; n < 10 ** digits; n++) {
    const code = `B${String(n).padStart(digits, '0')}`;
    if (!taken.has(code)) free.push(code);
  }
  return free[sha256(`${salt}code`).readUIntBE(0, 6) % free.length]!;
}

export const identitySaltOf = (salt: string): string => sha256Hex(`${salt}identity`).slice(0, 32);
export const reserveSaltOf = (salt: string): string => sha256Hex(`${salt}reserve`).slice(0, 32);

/** Hash of salt ‖ value in the book's suite: says nothing of the value until the salt is published. */
export const commitment = (suite: SuiteName, salt: string, value: string): string => hashesOf(suite).hex(salt + value);
