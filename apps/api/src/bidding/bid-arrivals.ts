import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { BiddingService } from '@jishi/bidding';
import { DatabaseClock } from '@jishi/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const BID = /^\/api\/auctions\/[^/]+\/(?:bids|maximums|matches|seals|counter-bids)(?:\?|$)/;
/** Nobody holds up a close for longer, whatever becomes of the request. */
const HOLD_MS = 2_000;

/**
 * A bid (a maximum, a match, a sealed bid) counts from the moment its request came in whole, and its session is looked up after that. Until it reaches the
 * journal the close must wait for it, or a bid in time could find the door shut. Its first line alone is no bid: whoever
 * sends that early and the amount later must not be given the earlier time.
 */
@Injectable()
export class BidArrivals implements OnModuleInit {
  private readonly arrivedAtMs = new WeakMap<FastifyRequest, number>();

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly bidding: BiddingService,
    private readonly clock: DatabaseClock,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('preValidation', (request: FastifyRequest, reply: FastifyReply, next: () => void) => {
      if (request.method === 'POST' && BID.test(request.url)) this.hold(request, reply);
      next();
    });
  }

  /** When this request came in, in database time. */
  of(request: FastifyRequest): number {
    return this.arrivedAtMs.get(request) ?? this.clock.now();
  }

  private hold(request: FastifyRequest, reply: FastifyReply): void {
    const atMs = this.clock.now();
    this.arrivedAtMs.set(request, atMs);
    const release = this.bidding.arrive(atMs);
    const timer = setTimeout(release, HOLD_MS);
    reply.raw.once('close', () => {
      clearTimeout(timer);
      release();
    });
  }
}
