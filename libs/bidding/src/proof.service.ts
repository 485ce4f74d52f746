import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database } from '@jishi/platform';
import type { Head } from './answers';
import { Books } from './books';
import { rootFromPath } from './domain/merkle';
import { consistencyRanges, inclusionRanges } from './domain/proof';
import type { AuctionState } from './domain/state';
import { hashesOf, type SuiteName } from './domain/suite';
import { exportBook, linesOf } from './export';
import type { ExportScope } from './export-format';
import { Journal } from './journal/journal';
import { ProofTree } from './proof-tree';
import { bookKeys } from './proof.repository';

interface TreeProof {
  readonly auctionId: string;
  readonly suite: SuiteName;
  /** Hex, from the leaf upwards. */
  readonly path: readonly string[];
  /** The latest signed head. */
  readonly head: Head;
}
export interface InclusionProof extends TreeProof {
  readonly seq: number;
  readonly size: number;
  readonly leafHash: string;
  /** Root of the first `size` events: what a receipt's head must name. */
  readonly root: string;
}
export interface ConsistencyProof extends TreeProof {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: string;
  readonly toRoot: string;
}

const hex = (hash: Buffer): string => hash.toString('hex');

/** What lets anybody check a book without trusting this house. */
@Injectable()
export class ProofService {
  private readonly tree: ProofTree;

  constructor(
    private readonly database: Database,
    private readonly books: Books,
    private readonly journal: Journal,
  ) {
    this.tree = new ProofTree(database);
  }

  /** Every key under which a head was ever signed, oldest first. */
  keys(): ReturnType<typeof bookKeys> {
    return bookKeys(this.database.manager);
  }

  /** That an event stands in the tree of the first `size` events. Errors: `auction.not_found`, `proof.out_of_range`. */
  async inclusion(auctionId: string, seq: number, size?: number): Promise<InclusionProof> {
    const { state, head } = await this.signed(auctionId);
    const events = size ?? head.seq;
    demandRange(seq <= events && events <= head.seq, head);
    const leafHash = await this.tree.rootOf(state, [seq - 1, seq]);
    const path = await this.tree.rootsOf(state, inclusionRanges(seq - 1, events));
    const root = rootFromPath(leafHash, seq - 1, events, path, hashesOf(state.suite).node)!;
    const { suite } = state;
    const found = { seq, size: events, leafHash: hex(leafHash), root: hex(root), path: path.map(hex) };
    return { auctionId: state.auctionId, suite, ...found, head };
  }

  /** That the first `to` events begin with the first `from`. Errors: `auction.not_found`, `proof.out_of_range`. */
  async consistency(auctionId: string, from: number, to?: number): Promise<ConsistencyProof> {
    const { state, head } = await this.signed(auctionId);
    const until = to ?? head.seq;
    demandRange(from <= until && until <= head.seq, head);
    const [fromRoot, toRoot] = await this.tree.rootsOf(state, [
      [0, from],
      [0, until],
    ]);
    const path = from === until ? [] : await this.tree.rootsOf(state, consistencyRanges(from, until));
    const roots = { fromRoot: hex(fromRoot!), toRoot: hex(toRoot!) };
    return { auctionId: state.auctionId, suite: state.suite, from, to: until, ...roots, path: path.map(hex), head };
  }

  /**
   * The book as a file (`jishi-book-1`), in the widest scope its reader may have, or the one asked for. Errors:
   * `auction.not_found`, `export.still_open`, `export.not_yours`.
   */
  async export(auctionId: string, reader: Actor | null, wanted?: ExportScope): Promise<AsyncGenerator<string, void>> {
    const { state, head } = await this.signed(auctionId);
    if (state.phase !== 'closed') throw conflict('export.still_open');
    const widest = widestScope(state, reader);
    if (wanted === 'full' && widest !== 'full') throw forbidden('export.not_yours');
    const scope = wanted ?? widest;
    const { manager } = this.database;
    if (scope === 'full')
      await audit(manager, {
        actorId: reader!.userId,
        organisationId: reader!.organisationId,
        action: 'book.exported',
        subjectType: 'auction',
        subjectId: state.auctionId,
        detail: { scope, events: head.seq },
      });
    const keys = (await this.keys()).filter(({ suite }) => suite === state.suite);
    const read = linesOf(manager, state.auctionId);
    return exportBook({ sale: state, head, scope, keys, read }, this.journal.signer);
  }

  private async signed(auctionId: string): Promise<{ state: AuctionState; head: Head }> {
    const { state, head } = await this.books.read(auctionId);
    return { state, head: head! };
  }
}

function demandRange(holds: boolean, { seq }: Head): void {
  if (!holds) throw invalid('proof.out_of_range', { events: seq });
}

/**
 * Supervisors and whoever ran the sale see all of it once it is closed; its parties once its result stands. What was terminated
 * may be sold again: its reserve and its bidders' maxima stay secret.
 */
function widestScope(state: AuctionState, reader: Actor | null): ExportScope {
  if (!reader) return 'public';
  const { organisationId, permissions } = reader;
  const oversees =
    permissions.has('audit.read') || (organisationId === state.operatorId && permissions.has('auction.operate'));
  const isParty = organisationId === state.sellerId || state.bidders.has(organisationId);
  const stands = state.result !== 'pending' && state.outcome?.outcome !== 'terminated';
  return oversees || (isParty && stands) ? 'full' : 'public';
}
