import { isUuid } from '@jishi/kernel';
import type { Database, DatabaseClock, EventBus } from '@jishi/platform';
import type { Ack } from '../answers';
import { actorKind } from '../domain/commands';
import type { Journal, Submission } from '../journal/journal';
import { ANSWER_WITHIN_MS, Forwarder } from './forwarder';
import { Leases } from './leases';

/**
 * The way of a command to the journal that decides it: the gateway that holds the auction's lease, so that a pause does not
 * race the bids that pour in there. What cannot be brought there is decided here; the guard of the book makes either right.
 */
export class Router {
  private readonly leases: Leases;
  private readonly forwarder: Forwarder;

  constructor(
    private readonly journal: Journal,
    database: Database,
    private readonly clock: DatabaseClock,
    bus: EventBus,
  ) {
    this.leases = new Leases(journal.writerId, database, clock);
    this.forwarder = new Forwarder(journal.writerId, bus, (submission) =>
      this.isHere(submission.auctionId) && this.isAwaited(submission) ? journal.submit(submission) : null,
    );
  }

  start(): Promise<void> {
    return this.forwarder.start();
  }

  /** This process decides the bids of auctions whose lease is free. */
  takeLeases(): void {
    this.leases.take();
  }

  async stop(): Promise<void> {
    this.forwarder.stop();
    await this.leases.stop();
  }

  submit(submission: Submission): Promise<Ack> {
    const { auctionId, arrivedAtMs = this.clock.now() } = submission;
    const holder = this.leases.holderOf(auctionId, arrivedAtMs);
    if (holder === this.leases.self) return this.journal.submit(submission);
    return this.bring({ ...submission, arrivedAtMs }, holder);
  }

  private async bring(submission: Submission & { arrivedAtMs: number }, known: string | undefined): Promise<Ack> {
    const { auctionId, arrivedAtMs } = submission;
    // It was received and is on its way: no close may overtake it.
    const arrived = this.journal.arrive(arrivedAtMs);
    try {
      const holder = known ?? (isUuid(auctionId) ? await this.leases.find(auctionId) : this.leases.self);
      if (holder !== this.leases.self) {
        const brought = await this.forwarder.ask(holder, submission);
        if (brought === 'silent') this.leases.doubt(holder);
        else if (brought === 'elsewhere') this.leases.forget(auctionId);
        else if (!isCrowdedOut(brought, submission)) return brought;
      }
      return await this.journal.submit(submission);
    } finally {
      arrived();
    }
  }

  /** Later than this whoever asked has decided itself, and may have acted on the answer. */
  private isAwaited({ arrivedAtMs = 0 }: Submission): boolean {
    return this.clock.now() - arrivedAtMs < ANSWER_WITHIN_MS;
  }

  private isHere(auctionId: string): boolean {
    return this.leases.holderOf(auctionId, this.clock.now()) === this.leases.self;
  }
}

/** A queue full of bids keeps no operator out: then its command is decided here, with the auction's row locked. */
const isCrowdedOut = (ack: Ack, { actor }: Submission): boolean =>
  !ack.accepted && ack.code === 'auction.busy' && actorKind(actor) !== 'bidder';
