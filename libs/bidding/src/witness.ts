import { Injectable } from '@nestjs/common';
import { createLogger, Database } from '@jishi/platform';
import { keepAnswer, recordContradiction, unwitnessed, type WitnessedHead } from './witness.repository';

/** Somebody outside this house who keeps heads as they are made: a regulator. */
export abstract class Witness {
  /** Its address; null when there is none. */
  abstract readonly name: string | null;
  /** Errors: anything; then it is tried again. */
  abstract send(head: WitnessedHead): Promise<{ readonly contradicts: boolean; readonly answer: string }>;
}

const logger = createLogger('witness');
const AT_ONCE = 500;
const SIDE_BY_SIDE = 8;
const LONGEST_WAIT_MS = 60_000;
/** How often closed sales are looked through for a last head that did not get there. */
const CLOSED_EVERY_MS = 15_000;

/**
 * Tells the witness the latest head of every book that grew: at most one a second for each auction, the last one always,
 * never on a bid's path. What is due is read from the tables, so nothing is forgotten over a restart, and two workers are
 * harmless: a witness that knows a head says so again.
 */
@Injectable()
export class WitnessRelay {
  private failures = 0;
  private quietUntilMs = 0;
  private closedDueMs = 0;
  /** Heads that the witness contradicts: on record, and not sent again until the book grows. */
  private readonly contradicted = new Map<string, number>();

  constructor(
    private readonly witness: Witness,
    private readonly database: Database,
  ) {}

  /** One round; called about once a second. */
  async sweep(nowMs = Date.now()): Promise<void> {
    const { name } = this.witness;
    if (name === null || nowMs < this.quietUntilMs) return;
    const closed = nowMs >= this.closedDueMs;
    const due = (await unwitnessed(this.database.manager, name, closed, AT_ONCE)).filter(
      ({ auctionId, head }) => this.contradicted.get(auctionId) !== head.seq,
    );
    try {
      for (let i = 0; i < due.length; i += SIDE_BY_SIDE)
        await Promise.all(due.slice(i, i + SIDE_BY_SIDE).map((head) => this.tell(name, head)));
      this.failures = 0;
      if (closed) this.closedDueMs = nowMs + CLOSED_EVERY_MS;
    } catch (error) {
      const waitMs = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** this.failures++);
      this.quietUntilMs = nowMs + waitMs;
      logger.warn({ witness: name, error: String(error), waitMs }, 'the witness took no heads; they are sent again');
    }
  }

  private async tell(name: string, head: WitnessedHead): Promise<void> {
    const { contradicts, answer } = await this.witness.send(head);
    const { manager } = this.database;
    if (!contradicts) return keepAnswer(manager, name, head, answer);
    await recordContradiction(manager, name, head, answer);
    this.contradicted.set(head.auctionId, head.head.seq);
    logger.error(
      { auctionId: head.auctionId, seq: head.head.seq, witness: name },
      'the witness knows another history of this book',
    );
  }
}
