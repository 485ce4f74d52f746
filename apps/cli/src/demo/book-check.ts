import { createHash } from 'node:crypto';
import type { PublicEvent } from '@jishi/bidding';
import { canonicalJson } from '@jishi/kernel';

/** An acknowledged bid, as the bidder remembers it. */
export interface Receipt {
  seq: number;
  bidder: string;
  amountMinor: number;
  leafHash?: string;
  /** What the platform signed when it acknowledged: the root of the first `seq` events. */
  head?: { seq: number; root: string };
}

export interface BookFacts {
  events: number;
  bids: number;
  extensions: number;
  winner: string | null;
  priceMinor: number | null;
  root: string;
}

/**
 * Checks the public book of a closed auction as anyone could who has downloaded it: nothing missing, prices only rise,
 * one close with one winner, and every acknowledged bid is where its receipt says. Written apart from the engine on
 * purpose: a fault there should not excuse itself here. Throws at the first contradiction.
 */
export function checkBook(events: readonly PublicEvent[], receipts: readonly Receipt[]): BookFacts {
  let price: number | null = null;
  let leader: string | null = null;
  let atMs = 0;
  let endsAtMs = 0;
  let bids = 0;
  let extensions = 0;
  let closed: PublicEvent | null = null;
  events.forEach((event, index) => {
    demand(event.seq === index + 1, `event ${index + 1} is missing: found ${event.seq}`);
    demand(event.atMs >= atMs, `time goes backwards at ${event.seq}`);
    const final = event.type === 'auction.awarded' || event.type === 'auction.failed';
    demand(closed === null || final, `event ${event.seq} follows the close`);
    atMs = event.atMs;
    if (typeof event['endsAtMs'] === 'number' && event.type !== 'bid.accepted') endsAtMs = event['endsAtMs'];
    if (event.type === 'auction.extended') extensions += 1;
    if (event.type === 'auction.closed') closed = event;
    if (event.type !== 'bid.accepted') return;
    const amount = event['amountMinor'] as number;
    demand(price === null || amount > price, `the price fell at ${event.seq}`);
    demand((event['arrivedAtMs'] as number) < endsAtMs, `bid ${event.seq} arrived after the end`);
    demand(event['bidder'] !== leader, `bid ${event.seq} raises its own bidder's price`);
    endsAtMs = event['endsAtMs'] as number;
    price = amount;
    leader = event['bidder'] as string;
    bids += 1;
  });
  checkReceipts(events, receipts);
  const close = closed as PublicEvent | null;
  demand(close !== null, 'the auction is not closed');
  const winner = (close?.['winner'] ?? null) as string | null;
  const priceMinor = (close?.['priceMinor'] ?? null) as number | null;
  demand(winner === null || (winner === leader && priceMinor === price), 'the winner is not who led at the end');
  return { events: events.length, bids, extensions, winner, priceMinor, root: merkleRoot(events) };
}

function checkReceipts(events: readonly PublicEvent[], receipts: readonly Receipt[]): void {
  const seen = new Set<number>();
  const leaves = events.map(leafOf);
  const roots = rootsAt(leaves, new Set(receipts.flatMap(({ head }) => (head ? [head.seq] : []))));
  for (const { seq, bidder, amountMinor, leafHash, head } of receipts) {
    const event = events[seq - 1];
    demand(!seen.has(seq), `two receipts name event ${seq}`);
    seen.add(seq);
    const same = event?.type === 'bid.accepted' && event['bidder'] === bidder && event['amountMinor'] === amountMinor;
    demand(same, `the bid acknowledged as ${seq} (${bidder}, ${amountMinor}) is not in the book`);
    if (leafHash && event) demand(leafHash === leaves[seq - 1]!.toString('hex'), `receipt ${seq} names another leaf`);
    if (head) demand(head.root === roots.get(head.seq), `receipt ${seq} was given for another history`);
  }
}

/** The tree's root when it had so many leaves, for all these sizes in one pass: its right edge, folded. */
function rootsAt(leaves: readonly Buffer[], sizes: ReadonlySet<number>): Map<number, string> {
  const edge: { hash: Buffer; size: number }[] = [];
  const roots = new Map<number, string>();
  for (const [i, leaf] of leaves.entries()) {
    let added = { hash: leaf, size: 1 };
    while (edge.at(-1)?.size === added.size)
      added = { hash: nodeOf(edge.pop()!.hash, added.hash), size: 2 * added.size };
    edge.push(added);
    if (!sizes.has(i + 1)) continue;
    roots.set(
      i + 1,
      edge
        .map(({ hash }) => hash)
        .reduceRight((right, left) => nodeOf(left, right))
        .toString('hex'),
    );
  }
  return roots;
}

/** RFC 6962: a leaf is SHA-256(0x00 ‖ text), a node SHA-256(0x01 ‖ left ‖ right), the left side a power of two. */
function merkleRoot(events: readonly PublicEvent[]): string {
  return treeOf(events.map(leafOf)).toString('hex');
}

function leafOf(event: PublicEvent): Buffer {
  return sha256(Buffer.concat([Buffer.from([0]), Buffer.from(canonicalJson(event))]));
}

function treeOf(leaves: Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha256(Buffer.alloc(0));
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeOf(treeOf(leaves.slice(0, split)), treeOf(leaves.slice(split)));
}

const nodeOf = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.concat([Buffer.from([1]), left, right]));

const sha256 = (data: Buffer): Buffer => createHash('sha256').update(data).digest();

function demand(holds: boolean, fault: string): void {
  if (!holds) throw new Error(`the book is not consistent: ${fault}`);
}
