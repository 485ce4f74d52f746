import { Injectable } from '@nestjs/common';
import { type Ack, BiddingService, type Command } from '@jishi/bidding';
import type { Actor } from '@jishi/identity';
import { forbidden } from '@jishi/kernel';
import type { FastifyRequest } from 'fastify';
import { answerOf } from './answer';
import './messages';

/** Gives the commands of those who run a sale, under their own name: each is on record in the book. */
@Injectable()
export class OperatorDesk {
  constructor(private readonly bidding: BiddingService) {}

  /** Errors: `auction.not_found`, `auction.other_exchange`. */
  async give(
    actor: Actor,
    auctionId: string,
    commandId: string,
    command: Command,
    request: FastifyRequest,
  ): Promise<Ack> {
    if ((await this.bidding.operatorOf(auctionId)) !== actor.organisationId) throw forbidden('auction.other_exchange');
    const ack = await this.bidding.submit({
      auctionId: auctionId.toLowerCase(),
      commandId: commandId.toLowerCase(),
      actor: `operator:${actor.userId}`,
      command,
    });
    return answerOf(ack, request);
  }
}
