import { randomBytes } from 'node:crypto';

const BYTES = 16;
const BLOCK = 512;

/** 128 random bits in hex, drawn in blocks: one call to the system for hundreds of salts. */
export function entropyPool(): () => string {
  let block = '';
  let at = 0;
  return () => {
    if (at >= block.length) {
      block = randomBytes(BYTES * BLOCK).toString('hex');
      at = 0;
    }
    return block.slice(at, (at += BYTES * 2));
  };
}
