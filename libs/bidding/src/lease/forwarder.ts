import { createLogger, type EventBus } from '@jishi/platform';
import type { Ack, Head } from '../answers';
import type { Submission } from '../journal/journal';

/** After this the asker decides itself; the command's id keeps it from counting twice. */
export const ANSWER_WITHIN_MS = 1_500;
const LOOK_EVERY_MS = 100;
const MOST_WAITING = 10_000;
/** The bus carries messages of under 7,900 bytes. */
const MESSAGE_BYTES = 7_600;

/** An ask carries a submission; an answer an ack, or null: not mine, decide yourself. Heads that acks share come once. */
interface Ask extends Submission {
  readonly n: number;
}
interface Answer {
  readonly n: number;
  readonly ack: Ack | null;
  readonly head?: number;
}
interface Message {
  readonly from: string;
  readonly asks?: readonly Ask[];
  readonly answers?: readonly Answer[];
  readonly heads?: readonly Head[];
}
/** `silent`: no answer in time. `elsewhere`: it does not hold the lease, or the bid cannot be brought there. */
type Brought = Ack | 'silent' | 'elsewhere';

interface Waiting {
  readonly resolve: (brought: Brought) => void;
  readonly giveUpAtMs: number;
}
/** What goes to one process: gathers while the previous message is on its way. */
interface Line {
  readonly asks: Ask[];
  readonly answers: { readonly n: number; readonly ack: Ack | null }[];
  sending: boolean;
}

const logger = createLogger('forwarder');
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) + 1;
const channelOf = (id: string): string => `bids_${id.replaceAll('-', '_')}`;

/** Bids on their way to the process that decides them, and the answers on their way back, over the bus. */
export class Forwarder {
  private readonly waiting = new Map<number, Waiting>();
  private readonly lines = new Map<string, Line>();
  private next = 1;
  private timer: NodeJS.Timeout | null = null;
  private unsubscribe: (() => void) | null = null;

  constructor(
    private readonly self: string,
    private readonly bus: Pick<EventBus, 'publish' | 'subscribe'>,
    /** Decides a bid that another process sent here; null when this one does not hold the lease. */
    private readonly decide: (submission: Submission) => Promise<Ack> | null,
  ) {}

  async start(): Promise<void> {
    this.unsubscribe = await this.bus.subscribe(channelOf(this.self), (message) =>
      this.receive(message as unknown as Message),
    );
    this.timer = setInterval(() => this.giveUp(performance.now()), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.unsubscribe?.();
    this.giveUp(Infinity);
  }

  ask(holder: string, submission: Submission): Promise<Brought> {
    const n = this.next++;
    const ask = { n, ...submission };
    if (this.waiting.size >= MOST_WAITING || bytesOf(ask) > MESSAGE_BYTES) return Promise.resolve('elsewhere');
    const answered = new Promise<Brought>((resolve) =>
      this.waiting.set(n, { resolve, giveUpAtMs: performance.now() + ANSWER_WITHIN_MS }),
    );
    this.lineTo(holder).asks.push(ask);
    this.send(holder);
    return answered;
  }

  private receive({ from, asks = [], answers = [], heads = [] }: Message): void {
    for (const ask of asks) this.serve(from, ask);
    for (const { n, ack, head } of answers) {
      const waiting = this.waiting.get(n);
      this.waiting.delete(n);
      waiting?.resolve(head === undefined ? (ack ?? 'elsewhere') : ({ ...ack, head: heads[head] } as Ack));
    }
  }

  private serve(from: string, { n, ...submission }: Ask): void {
    const reply = (ack: Ack | null): void => {
      this.lineTo(from).answers.push({ n, ack });
      this.send(from);
    };
    const decided = this.decide(submission);
    if (!decided) return reply(null);
    decided.then(reply, (error: unknown) => {
      logger.error({ error: String(error) }, 'a forwarded bid could not be decided');
      reply(null);
    });
  }

  private lineTo(id: string): Line {
    let line = this.lines.get(id);
    if (!line) this.lines.set(id, (line = { asks: [], answers: [], sending: false }));
    return line;
  }

  private send(to: string): void {
    const line = this.lineTo(to);
    if (line.sending) return;
    line.sending = true;
    // A turn later: the acknowledgements of a flush come one after the other.
    setImmediate(() => void this.sendAll(to, line).finally(() => (line.sending = false)));
  }

  private async sendAll(to: string, line: Line): Promise<void> {
    while (line.asks.length > 0 || line.answers.length > 0) {
      const message = line.asks.length > 0 ? { asks: takeAsks(line) } : takeAnswers(line);
      await this.bus.publish(channelOf(to), { from: this.self, ...message });
    }
    this.lines.delete(to);
  }

  /** In the order of asking, so the first that is not due ends the look. */
  private giveUp(nowMs: number): void {
    for (const [n, { resolve, giveUpAtMs }] of this.waiting) {
      if (giveUpAtMs > nowMs) return;
      this.waiting.delete(n);
      resolve('silent');
    }
  }
}

function takeAsks({ asks }: Line): Ask[] {
  let [bytes, count] = [0, 0];
  for (const ask of asks) {
    bytes += bytesOf(ask);
    if (bytes > MESSAGE_BYTES) break;
    count += 1;
  }
  return asks.splice(0, count);
}

function takeAnswers({ answers }: Line): { answers: Answer[]; heads: Head[] } {
  const heads = new Map<Head, number>();
  const taken: Answer[] = [];
  let bytes = 0;
  for (const { n, ack } of answers) {
    let answer: Answer = { n, ack };
    let news: Head | null = null;
    if (ack?.accepted) {
      const { head, ...rest } = ack;
      if (!heads.has(head)) news = head;
      answer = { n, ack: rest as Ack, head: heads.get(head) ?? heads.size };
    }
    const added = bytesOf(answer) + (news ? bytesOf(news) : 0);
    if (taken.length > 0 && bytes + added > MESSAGE_BYTES) break;
    bytes += added;
    // Too long to be carried: whoever asked gives the command itself, and finds this very answer in the book.
    if (bytes > MESSAGE_BYTES) answer = { n, ack: null };
    else if (news) heads.set(news, heads.size);
    taken.push(answer);
  }
  answers.splice(0, taken.length);
  return { answers: taken, heads: [...heads.keys()] };
}
