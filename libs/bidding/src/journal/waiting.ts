import type { Ack } from '../answers';
import type { Envelope } from '../domain/commands';
import type { CommandKey } from './ports';

/** A command that waits for its answer. */
export interface Waiting {
  readonly key: string;
  readonly auctionId: string;
  readonly envelope: Envelope;
  /** Canonical text of the command. */
  readonly text: string;
  readonly answer: (ack: Ack) => void;
  readonly answered: Promise<Ack>;
  /** How often its auction's guard was lost. */
  losses: number;
}

export const keyOf = ({ auctionId, actor, commandId }: CommandKey): string => `${auctionId} ${actor} ${commandId}`;

export const refusal = (auctionId: string, code: string, params?: Record<string, number>): Ack =>
  params ? { accepted: false, auctionId, seq: null, code, params } : { accepted: false, auctionId, seq: null, code };

/**
 * All commands without an answer, and the keys of the latest whose answer stands in a book: a repeated id is then looked up
 * there instead of failing a whole flush. Only keys, so that what is answered leaves no work to the garbage collector. Two
 * generations: when the young one is full the old one is dropped whole, which is cheaper than evicting one by one.
 */
export class WaitingCommands {
  private readonly pending = new Set<Waiting>();
  private young = new Map<string, Waiting | null>();
  private old = new Map<string, Waiting | null>();

  constructor(private readonly generation = 8_192) {}

  get size(): number {
    return this.pending.size;
  }

  all(): IterableIterator<Waiting> {
    return this.pending.values();
  }

  /** The command that waits under this key; null when its answer stands in the book; undefined when nothing is known. */
  find(key: string): Waiting | null | undefined {
    const known = this.young.get(key);
    return known === undefined ? this.old.get(key) : known;
  }

  add(key: string, auctionId: string, text: string, envelope: Envelope): Waiting {
    let answer!: (ack: Ack) => void;
    const answered = new Promise<Ack>((resolve) => (answer = resolve));
    const waiting: Waiting = { key, auctionId, envelope, text, answer, answered, losses: 0 };
    if (this.young.size >= this.generation) this.turnOver();
    this.young.set(key, waiting);
    this.pending.add(waiting);
    return waiting;
  }

  private turnOver(): void {
    this.old = this.young;
    this.young = new Map();
    for (const waiting of this.pending) if (!this.old.has(waiting.key)) this.young.set(waiting.key, waiting);
  }

  /** `lasting`: the answer stands in the book, so the same id will always get it. False when another answer was given. */
  settle(waiting: Waiting, ack: Ack, lasting: boolean): boolean {
    if (!this.pending.delete(waiting)) return false;
    const { key } = waiting;
    if (lasting) (this.young.has(key) ? this.young : this.old).set(key, null);
    else if (!this.young.delete(key)) this.old.delete(key);
    waiting.answer(ack);
    return true;
  }

  refuse(list: readonly Waiting[], code: string): void {
    for (const waiting of list) this.settle(waiting, refusal(waiting.auctionId, code), false);
  }
}
