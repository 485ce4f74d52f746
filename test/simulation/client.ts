import type { Ack } from '../../libs/bidding/src/answers';
import type { Command } from '../../libs/bidding/src/domain/commands';
import type { Process } from './process';
import type { World } from './world';

/** One way of a command to a process and back, as far as it got. */
export interface Attempt {
  readonly sentAtMs: number;
  process: Process | null;
  /** By the clock of the process that took it. */
  arrivedAtMs: number | null;
  /** When it truly got there, and what its clock claimed to be right within; null when that slept and cannot know. */
  reachedAtMs: number | null;
  clockErrorMs: number | null;
  answeredAtMs: number | null;
  ack: Ack | null;
}

/** A command and everything that was ever said about it. */
export interface Sent {
  readonly auctionId: string;
  readonly actor: string;
  readonly commandId: string;
  readonly command: Command;
  readonly attempts: Attempt[];
  answered: boolean;
}

/** Says nothing about whether the command took effect: ask again with the same id. */
export const UNSETTLED = new Set(['auction.busy', 'bid.rate_limited', 'journal.unavailable', 'internal']);
const LOST = 0.03;

/** Clients on a bad network: requests and answers get lost, come twice, come late; what is not answered is asked again. */
export class Clients {
  readonly sent: Sent[] = [];

  constructor(
    private readonly world: World,
    private readonly processes: readonly Process[],
  ) {}

  /** Asks until there is an answer, which is also the last one that anybody needs. */
  async give(auctionId: string, actor: string, commandId: string, command: Command): Promise<Ack> {
    const sent: Sent = { auctionId, actor, commandId, command, attempts: [], answered: false };
    this.sent.push(sent);
    for (;;) {
      const ack = await this.attempt(sent);
      if (ack && !(!ack.accepted && UNSETTLED.has(ack.code))) {
        sent.answered = true;
        return ack;
      }
      await this.world.sleep(this.world.between(50, 600));
    }
  }

  /** Null when no answer came in time; it may still come, and counts. */
  private attempt(sent: Sent): Promise<Ack | null> {
    const { world } = this;
    return new Promise((resolve) => {
      const copies = world.fault(0.08) ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) this.carry(sent, resolve);
      world.after(world.between(300, 2_500), null, () => resolve(null));
    });
  }

  private carry(sent: Sent, answer: (ack: Ack) => void): void {
    const { world } = this;
    const attempt: Attempt = {
      sentAtMs: world.nowMs,
      process: null,
      arrivedAtMs: null,
      reachedAtMs: null,
      clockErrorMs: null,
      answeredAtMs: null,
      ack: null,
    };
    sent.attempts.push(attempt);
    if (world.fault(LOST)) return;
    world.after(world.delayMs(), null, () => {
      const ready = this.processes.filter((process) => process.ready);
      if (ready.length === 0) return;
      const process = world.pick(ready);
      Object.assign(attempt, { process, reachedAtMs: world.nowMs, clockErrorMs: process.clockErrorMs() });
      const { auctionId, actor, commandId, command } = sent;
      process.receive({ auctionId, actor, commandId, command }).then(
        ({ ack, arrivedAtMs }) => {
          attempt.arrivedAtMs = arrivedAtMs;
          if (!process.alive || world.fault(LOST)) return;
          world.after(world.delayMs(), null, () => {
            Object.assign(attempt, { ack, answeredAtMs: world.nowMs });
            answer(ack);
          });
        },
        () => undefined, // it died
      );
    });
  }
}
