import type { Database } from '@jishi/platform';
import { appendLeaves, EMPTY_EDGE, rootOf, splitOf } from './domain/merkle';
import type { Range } from './domain/proof';
import { hashesOf, type SuiteName } from './domain/suite';

/** Leaves read at once: a perfect subtree of so many is hashed once and remembered. */
const CHUNK = 1_024;
/** A subtree root each: some 30 MB, and 10⁸ events. */
const MOST_CHUNKS = 100_000;

export interface Tree {
  readonly auctionId: string;
  readonly suite: SuiteName;
}

/**
 * Roots of any subtrees of a book, from the book itself. What was once written never changes, so a whole chunk is read once;
 * a proof in a book of 10⁵ events then reads at most two chunks.
 */
export class ProofTree {
  private readonly chunks = new Map<string, Promise<Buffer>>();

  constructor(private readonly database: Pick<Database, 'query'>) {}

  async rootsOf(tree: Tree, ranges: readonly Range[]): Promise<Buffer[]> {
    const roots: Buffer[] = [];
    for (const range of ranges) roots.push(await this.rootOf(tree, range));
    return roots;
  }

  async rootOf(tree: Tree, [from, to]: Range): Promise<Buffer> {
    const size = to - from;
    if (size === CHUNK) return this.chunk(tree, from);
    if (size < CHUNK) return this.read(tree, [from, to]);
    const split = from + splitOf(size);
    const left = await this.rootOf(tree, [from, split]);
    return hashesOf(tree.suite).node(left, await this.rootOf(tree, [split, to]));
  }

  private chunk(tree: Tree, from: number): Promise<Buffer> {
    const key = `${tree.auctionId} ${from}`;
    const known = this.chunks.get(key);
    if (known) return known;
    const root = this.read(tree, [from, from + CHUNK]);
    this.chunks.set(key, root);
    root.catch(() => this.chunks.delete(key));
    for (const oldest of this.chunks.keys()) {
      if (this.chunks.size <= MOST_CHUNKS) break;
      this.chunks.delete(oldest);
    }
    return root;
  }

  private async read({ auctionId, suite }: Tree, [from, to]: Range): Promise<Buffer> {
    const texts = await this.database.query<{ public: string }>(
      'select public from auction_event where auction_id = $1 and seq > $2 and seq <= $3 order by seq',
      [auctionId, from, to],
    );
    const { leaf, node } = hashesOf(suite);
    const leaves = texts.map((text) => leaf(text.public));
    return rootOf(appendLeaves(EMPTY_EDGE, leaves, node), node);
  }
}
