import { Injectable } from '@nestjs/common';
import { type Ack, type Command, OperationService } from '@jishi/bidding';
import type { Actor } from '@jishi/identity';
import type { FastifyRequest } from 'fastify';
import { answerOf } from './answer';

/** Takes the commands of those who run a sale, and answers in their language. */
@Injectable()
export class OperatorDesk {
  constructor(private readonly operations: OperationService) {}

  /** Errors: `auction.not_found`, `auction.other_exchange`. */
  async give(
    actor: Actor,
    auctionId: string,
    commandId: string,
    command: Command,
    request: FastifyRequest,
  ): Promise<Ack> {
    const operation = { auctionId, commandId: commandId.toLowerCase(), command };
    return answerOf(await this.operations.give(actor, operation), request);
  }
}
