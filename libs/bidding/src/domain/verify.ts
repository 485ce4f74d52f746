import { canonicalJson } from '@jishi/kernel';
import { evolve } from './auction';
import type { Announced, BookEvent, CommandSecret, PublicEvent } from './events';
import { appendLeaves, EMPTY_EDGE, rootOf, type MerkleEdge } from './merkle';
import { PublicBook } from './public-book';
import { decideAgain, identityFault, outcomeFault, stepFault } from './replay';
import type { SealedEvent } from './seal';
import { emptyAuction, type AuctionState } from './state';
import { DEFAULT_SUITE, hashesOf, isSuite, type SuiteName } from './suite';

export type BookLine = Pick<SealedEvent, 'publicText' | 'privateText' | 'salt'>;

/** What is wrong with a book, and in which line. */
export interface BookProblem {
  readonly seq: number;
  readonly code: string;
}

export interface BookReport {
  readonly ok: boolean;
  readonly problems: readonly BookProblem[];
  readonly events: number;
  readonly root: string;
  readonly tree: MerkleEdge;
  readonly state: AuctionState;
}

/** Which private parts a copy of a book must show, by type of event. */
export interface Opened {
  readonly all: boolean;
  readonly types: ReadonlySet<string>;
}
const ALL: Opened = { all: true, types: new Set() };

/**
 * Checks a book line by line without trusting whoever kept it: gap-free, canonical, private parts match their hashes, every
 * command decided again gives exactly these events, what everybody can see holds, prices rise, and one winner. With some
 * private parts missing, everything but the decisions.
 */
export class BookChecker {
  readonly problems: BookProblem[] = [];
  tree: MerkleEdge = EMPTY_EDGE;
  suite: SuiteName = DEFAULT_SUITE;
  /** Private parts this copy does not show. */
  hidden = 0;
  private auctionId = '';
  private state: AuctionState = emptyAuction('');
  private readonly open = new PublicBook();
  /** Events that the last command must still have produced. */
  private due: SealedEvent[] = [];
  /** Actors and ids of the commands so far: none is carried out twice. */
  private readonly commands = new Set<string>();
  private decisions: boolean;
  private looks = true;

  constructor(private readonly opened: Opened = ALL) {
    this.decisions = opened.all;
  }

  get events(): number {
    return this.tree.size;
  }
  get sale(): AuctionState {
    return this.opened.all ? this.state : this.open.sale;
  }
  leafOf(publicText: string): string {
    return hashesOf(this.suite).leaf(publicText).toString('hex');
  }
  rootHex(): string {
    return rootOf(this.tree, hashesOf(this.suite).node).toString('hex');
  }

  /** The next line; answers its event, null when it cannot be read. */
  take(line: BookLine): BookEvent | null {
    const seq = this.events + 1;
    try {
      const seen = JSON.parse(line.publicText) as PublicEvent;
      const secret = line.privateText === null ? null : (JSON.parse(line.privateText) as object);
      const canonical =
        canonicalJson(seen) === line.publicText &&
        (line.privateText === null || canonicalJson(secret) === line.privateText);
      if (!canonical) this.fault(seq, 'book.not_canonical');
      return this.takeRead(line, seen, secret);
    } catch {
      return this.unreadable(line.publicText);
    }
  }

  /** A line whose texts are known to be the canonical ones of what was read. */
  takeRead(line: BookLine, seen: PublicEvent, secret: object | null): BookEvent {
    const seq = this.events + 1;
    const { auctionId, privateHash, seq: own, atMs, type, ...data } = seen;
    const event: BookEvent = { seq: own, atMs, type, data, secret };
    if (seq === 1) this.begin(auctionId, data as Partial<Announced>);
    if (own !== seq) this.fault(seq, 'book.gap');
    if (auctionId !== this.auctionId) this.fault(seq, 'book.other_auction');
    const fault = this.privateFault(line, type, privateHash) ?? identityFault(event, this.suite);
    if (fault) this.fault(seq, fault);
    if (this.decisions) this.decideFault(line, event, seq);
    if (this.looks) this.lookFault(event, seq);
    this.grow(line.publicText);
    return event;
  }

  unreadable(publicText: string): null {
    this.fault(this.events + 1, 'book.unreadable');
    this.decisions = this.looks = false;
    this.grow(publicText);
    return null;
  }

  private begin(auctionId: string, { suite }: Partial<Announced>): void {
    this.auctionId = auctionId;
    this.state = emptyAuction(auctionId);
    this.open.sale = emptyAuction(auctionId);
    if (isSuite(suite)) this.suite = suite;
  }

  private grow(publicText: string): void {
    const { leaf, node } = hashesOf(this.suite);
    this.tree = appendLeaves(this.tree, [leaf(publicText)], node);
  }

  private fault(seq: number, code: string): void {
    this.problems.push({ seq, code });
  }

  private privateFault({ privateText, salt }: BookLine, type: string, privateHash: string | null): string | null {
    if (privateHash === null) return privateText === null && salt === null ? null : 'book.private_part_differs';
    const shown = this.opened.all || this.opened.types.has(type);
    if (!shown) {
      this.hidden++;
      return privateText === null && salt === null ? null : 'book.opened_too_much';
    }
    if (privateText === null || salt === null) return 'book.private_part_missing';
    return hashesOf(this.suite).hex(salt + privateText) === privateHash ? null : 'book.private_part_differs';
  }

  /** Decides the command again; the first line that is not its answer ends the replay, for nothing after it can be followed. */
  private decideFault(line: BookLine, event: BookEvent, seq: number): void {
    try {
      if (this.due.length === 0) {
        if (this.isRepeated(event)) this.fault(seq, 'book.command_repeated');
        this.due = decideAgain(this.state, event, line.salt);
      }
      const expected = this.due.shift();
      if (expected?.publicText === line.publicText && expected.privateText === line.privateText) {
        const after = evolve(this.state, event);
        const fault = stepFault(this.state, event, after);
        if (fault) this.fault(seq, fault);
        this.state = after;
        return;
      }
    } catch {
      // What the engine cannot even read, it has not decided.
    }
    this.fault(seq, 'book.not_decided_so');
    this.due = [];
    this.decisions = false;
  }

  private isRepeated({ secret }: BookEvent): boolean {
    const { actor, commandId } = secret as CommandSecret;
    const before = this.commands.size;
    return this.commands.add(`${actor} ${commandId}`).size === before;
  }

  private lookFault(event: BookEvent, seq: number): void {
    let fault: string | null;
    try {
      fault = this.open.take(event);
    } catch {
      fault = 'book.unreadable';
    }
    if (!fault) return;
    this.fault(seq, fault);
    this.looks = false;
  }

  /** What can only be said at the end. */
  finish(expectedRoot?: string): BookReport {
    const seq = this.events;
    if (this.due.length > 0) this.fault(seq + 1, 'book.cut_short');
    const close = this.decisions ? outcomeFault(this.state) : null;
    if (close) this.fault(seq, close);
    const root = this.rootHex();
    if (expectedRoot !== undefined && root !== expectedRoot) this.fault(seq, 'book.root_differs');
    const { problems, tree, sale } = this;
    return { ok: problems.length === 0, problems, events: seq, root, tree, state: sale };
  }
}

/** The whole of a book with all its private parts. */
export function verifyBook(lines: Iterable<BookLine>, expectedRoot?: string): BookReport {
  const checker = new BookChecker();
  for (const line of lines) checker.take(line);
  return checker.finish(expectedRoot);
}
