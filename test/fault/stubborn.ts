import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ack } from '@jishi/bidding';
import type { Receipt } from '../../apps/cli/src/demo/book-check';
import type { Asked } from '../simulation/fairness';

/** Database time and ours are of one machine here: ms since the epoch, from a clock that does not jump. */
const nowMs = (): number => performance.timeOrigin + performance.now();

/** What everybody has heard of the price so far. */
export interface Heard {
  minimumMinor: number;
  stepMinor: number;
  leader: string | null;
}

/** Now and then even who leads bids again, and is told so. */
const VAIN = 0.1;

/**
 * One company that bids on and on; what is not answered it asks again, with the same command id. What it lived through is
 * written down here, in a process that is never killed.
 */
export class Stubborn {
  readonly asked: Asked[] = [];
  readonly receipts: Receipt[] = [];
  commands = 0;

  constructor(
    private readonly code: string,
    private readonly send: (commandId: string, amountMinor: number) => Promise<Ack>,
    private readonly heard: Heard,
    private readonly pauseMs: number,
  ) {}

  async bidUntil(over: () => boolean): Promise<void> {
    while (!over()) {
      if (this.heard.leader !== this.code || Math.random() < VAIN) await this.bid(this.heard.minimumMinor);
      await sleep(this.pauseMs);
    }
  }

  private async bid(amountMinor: number): Promise<void> {
    const commandId = randomUUID();
    const sentAtMs = nowMs();
    const ack = await this.send(commandId, amountMinor);
    this.asked.push({ commandId, bidder: this.code, amountMinor, sentAtMs, answeredAtMs: nowMs(), ack });
    this.commands += 1;
    if (ack.accepted) {
      const { seq, leafHash, head } = ack;
      this.receipts.push({ seq, bidder: this.code, amountMinor, leafHash, head });
    }
    this.hear(ack, amountMinor);
  }

  private hear(ack: Ack, amountMinor: number): void {
    const { heard, code } = this;
    if (ack.accepted) {
      if (amountMinor < heard.minimumMinor) return;
      heard.minimumMinor = amountMinor + heard.stepMinor;
      heard.leader = code;
    } else if (ack.params?.['minimumMinor'] !== undefined) {
      heard.stepMinor = Number(ack.params['stepMinor']);
      const least = Number(ack.params['minimumMinor']);
      if (least > heard.minimumMinor || ack.code === 'bid.not_a_multiple') heard.minimumMinor = least;
      if (heard.leader === code) heard.leader = null;
    } else if (ack.code === 'bid.already_leading') heard.leader = code;
  }
}
