import type { Ack } from '../answers';
import type { Envelope } from '../domain/commands';
import type { CommandKey } from './ports';
import { RecentAnswers } from './recent';

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

/** All commands without an answer, and the answers of the latest that have one. */
export class WaitingCommands {
  private readonly pending = new Map<string, Waiting>();
  private readonly recent = new RecentAnswers(32_768);

  get size(): number {
    return this.pending.size;
  }

  all(): IterableIterator<Waiting> {
    return this.pending.values();
  }

  /** The answer to a command that was given before; null when it is new. Another payload under its id is refused. */
  answerOf(key: string, auctionId: string, text: string): Promise<Ack> | null {
    const earlier = this.pending.get(key) ?? this.recent.get(key);
    if (!earlier) return null;
    if (earlier.text !== text) return Promise.resolve(refusal(auctionId, 'command.id_reused'));
    return 'answered' in earlier ? earlier.answered : Promise.resolve(earlier.ack);
  }

  /** The same command, still waiting, if that copy of it came later than this moment. */
  laterTwin(key: string, text: string, arrivedAtMs: number): Waiting | null {
    const twin = this.pending.get(key);
    return twin && twin.text === text && twin.envelope.arrivedAtMs > arrivedAtMs ? twin : null;
  }

  add(key: string, auctionId: string, text: string, envelope: Envelope): Waiting {
    let answer!: (ack: Ack) => void;
    const answered = new Promise<Ack>((resolve) => (answer = resolve));
    const waiting: Waiting = { key, auctionId, envelope, text, answer, answered, losses: 0 };
    this.pending.set(key, waiting);
    return waiting;
  }

  /** `lasting`: the answer stands in the book, so the same id will always get it. False when another answer was given. */
  settle(waiting: Waiting, ack: Ack, lasting: boolean): boolean {
    if (this.pending.get(waiting.key) !== waiting) return false;
    this.pending.delete(waiting.key);
    if (lasting && (ack.accepted || ack.code !== 'command.id_reused')) this.recent.set(waiting.key, waiting.text, ack);
    waiting.answer(ack);
    return true;
  }

  refuse(list: readonly Waiting[], code: string): void {
    for (const waiting of list) this.settle(waiting, refusal(waiting.auctionId, code), false);
  }
}
