import type { EventBus } from '@jishi/platform';

/** Channel of hints that books grew: `{ grown: [{ auctionId, seq }] }`. */
export const HINT_CHANNEL = 'auction';

const PER_MESSAGE = 80;
/** Under load one hint covers several flushes: a notification a flush would cost more than it tells. */
const PAUSE_MS = 15;

/** Tells the other processes which books grew. The first at once, the next together after a short pause. */
export class Hints {
  private readonly waiting = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly bus: Pick<EventBus, 'publish'>) {}

  grown(list: readonly { readonly auctionId: string; readonly seq: number }[]): void {
    for (const { auctionId, seq } of list) this.waiting.set(auctionId, seq);
    if (!this.timer) this.send();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  private send(): void {
    const grown = [...this.waiting].map(([auctionId, seq]) => ({ auctionId, seq }));
    this.waiting.clear();
    for (let i = 0; i < grown.length; i += PER_MESSAGE)
      void this.bus.publish(HINT_CHANNEL, { grown: grown.slice(i, i + PER_MESSAGE) });
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.waiting.size > 0) this.send();
    }, PAUSE_MS).unref();
  }
}
