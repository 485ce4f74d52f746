/** Seeds that once failed, and what they found: they run first, for ever. What they found has a spec of its own as well. */
export const REGRESSIONS: Readonly<Record<number, string>> = {
  242: 'a copy of a bid that came in time was refused because a later copy of it was too late',
  478: 'an auction that the flush still needed was dropped from memory: its bidder was told there is no such auction',
  2974: 'the check of a public book forgot how often the end had moved, and called a lawful end wrong',
  6721: 'an acknowledged command was answered as a reused id, because another payload waited under its id',
};
