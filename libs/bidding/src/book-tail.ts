import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { createLogger, Database, EventBus } from '@jishi/platform';
import { publicEventsAfter } from './auction.repository';
import type { PublicEvent } from './domain/events';
import { HINT_CHANNEL } from './hints';

type Handler = (events: PublicEvent[]) => void;

interface Follower {
  readonly auctionId: string;
  readonly handler: Handler;
  after: number;
}

const POLL_MS = 1_000;
const PAGE = 2_000;
const logger = createLogger('book-tail');

/** Public parts of the books somebody here follows, in order and without a gap: on hints, and once a second anyway. */
@Injectable()
export class BookTail implements OnModuleInit, OnModuleDestroy {
  private readonly followers = new Map<string, Set<Follower>>();
  private readonly due = new Set<string>();
  private reading = false;
  private timer: NodeJS.Timeout | null = null;
  private unsubscribe: (() => void) | null = null;

  constructor(
    private readonly database: Database,
    private readonly bus: EventBus,
  ) {}

  async onModuleInit(): Promise<void> {
    this.timer = setInterval(() => this.wake(this.followers.keys()), POLL_MS).unref();
    this.unsubscribe = await this.bus.subscribe(HINT_CHANNEL, ({ grown }) => {
      if (Array.isArray(grown)) this.wake(grown.map((hint: { auctionId: string }) => hint.auctionId));
    });
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
    this.unsubscribe?.();
    this.followers.clear();
  }

  /** Calls `handler` with every event after `after`; answers a function that ends it. */
  follow(auctionId: string, after: number, handler: Handler): () => void {
    const follower: Follower = { auctionId, handler, after };
    const others = this.followers.get(auctionId) ?? new Set();
    this.followers.set(auctionId, others.add(follower));
    this.wake([auctionId]);
    return () => {
      others.delete(follower);
      if (others.size === 0 && this.followers.get(auctionId) === others) this.followers.delete(auctionId);
    };
  }

  private wake(auctionIds: Iterable<string>): void {
    for (const auctionId of auctionIds) if (this.followers.has(auctionId)) this.due.add(auctionId);
    if (this.reading || this.due.size === 0) return;
    this.reading = true;
    void this.readDue().finally(() => {
      this.reading = false;
      if (this.due.size > 0) this.wake([]);
    });
  }

  private async readDue(): Promise<void> {
    const places = [...this.due].flatMap((auctionId) => {
      const followers = [...(this.followers.get(auctionId) ?? [])];
      return followers.length === 0 ? [] : [{ auctionId, after: Math.min(...followers.map(({ after }) => after)) }];
    });
    this.due.clear();
    if (places.length === 0) return;
    try {
      const events = await publicEventsAfter(this.database.manager, places, PAGE);
      for (const { auctionId } of places)
        this.deliver(
          auctionId,
          events.filter((event) => event.auctionId === auctionId),
        );
    } catch (error) {
      logger.warn({ error: String(error) }, 'the book could not be read; it is tried again within a second');
    }
  }

  private deliver(auctionId: string, events: readonly PublicEvent[]): void {
    for (const follower of this.followers.get(auctionId) ?? []) {
      const news = events.filter(({ seq }) => seq > follower.after);
      if (news.length === 0) continue;
      follower.after = news.at(-1)!.seq;
      try {
        follower.handler(news);
      } catch (error) {
        logger.error({ auctionId, error: String(error) }, 'a follower of a book failed');
      }
    }
    if (events.length === PAGE) this.due.add(auctionId);
  }
}
