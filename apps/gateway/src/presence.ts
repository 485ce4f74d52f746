import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '@jishi/platform';

/** How many sockets watch, and how many organisations that may bid are among them. */
export interface Counts {
  readonly watchers: number;
  readonly bidders: number;
}

interface Heard extends Counts {
  readonly atMs: number;
}

const CHANNEL = 'presence';
/** Under the 8,000 bytes of a notification. */
const ROOMS_PER_MESSAGE = 100;
const REPEAT_MS = 2_000;
/** A gateway that says nothing for so long is gone, and its audience with it. */
const FORGET_MS = 6_000;

/**
 * Audiences of all gateways together. Each tells the others its own counts when they change, and every two seconds anyway:
 * hints may be lost. An organisation connected to two gateways counts twice.
 */
@Injectable()
export class Presence implements OnModuleInit, OnModuleDestroy {
  private readonly gateway = randomUUID();
  private readonly heard = new Map<string, Map<string, Heard>>();
  private readonly told = new Map<string, Heard>();
  private stopListening: (() => void) | null = null;

  constructor(private readonly bus: EventBus) {}

  async onModuleInit(): Promise<void> {
    this.stopListening = await this.bus.subscribe(CHANNEL, ({ gateway, rooms }) => {
      if (typeof gateway === 'string' && gateway !== this.gateway && Array.isArray(rooms)) this.hear(gateway, rooms);
    });
  }

  onModuleDestroy(): void {
    this.stopListening?.();
  }

  /** What the other gateways last told. */
  elsewhere(auctionId: string): Counts {
    const sinceMs = performance.now() - FORGET_MS;
    let [watchers, bidders] = [0, 0];
    for (const heard of this.heard.get(auctionId)?.values() ?? []) {
      if (heard.atMs < sinceMs) continue;
      watchers += heard.watchers;
      bidders += heard.bidders;
    }
    return { watchers, bidders };
  }

  /** All audiences here; a room that is missing now and was told before is told to be empty. */
  async tell(here: ReadonlyMap<string, Counts>): Promise<void> {
    const nowMs = performance.now();
    const news: [string, number, number][] = [];
    for (const auctionId of new Set([...here.keys(), ...this.told.keys()])) {
      const { watchers, bidders } = here.get(auctionId) ?? { watchers: 0, bidders: 0 };
      const before = this.told.get(auctionId);
      const same = before?.watchers === watchers && before.bidders === bidders;
      if (same ? watchers === 0 || nowMs - before.atMs < REPEAT_MS : watchers === 0 && !before) continue;
      news.push([auctionId, watchers, bidders]);
      if (here.has(auctionId)) this.told.set(auctionId, { watchers, bidders, atMs: nowMs });
      else this.told.delete(auctionId);
    }
    this.forget(nowMs);
    for (let i = 0; i < news.length; i += ROOMS_PER_MESSAGE)
      await this.bus.publish(CHANNEL, { gateway: this.gateway, rooms: news.slice(i, i + ROOMS_PER_MESSAGE) });
  }

  private hear(gateway: string, rooms: readonly [string, number, number][]): void {
    const atMs = performance.now();
    for (const [auctionId, watchers, bidders] of rooms) {
      const others = this.heard.get(auctionId) ?? new Map<string, Heard>();
      this.heard.set(auctionId, others.set(gateway, { watchers, bidders, atMs }));
    }
  }

  private forget(nowMs: number): void {
    for (const [auctionId, others] of this.heard) {
      for (const [gateway, { atMs, watchers }] of others)
        if (watchers === 0 || nowMs - atMs > FORGET_MS) others.delete(gateway);
      if (others.size === 0) this.heard.delete(auctionId);
    }
  }
}
