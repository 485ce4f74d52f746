import { Injectable } from '@nestjs/common';
import { claimDeliveries, Database, type Delivery, EventBus, Queues } from '@jishi/platform';
import { DeliveryService } from './delivery.service';
import { Loop } from './loop';

const QUEUE = 'deliveries';
const HINTS = 'outbox';
const POLL_MS = 200;
/** A delivery that no job has finished after this time is added again: queues may be lost whole. */
const RETRY_MS = 30_000;
const BATCH = 200;
/** A job whose worker was killed is taken up again after seconds, not half a minute. */
const WORKER_OPTIONS = { concurrency: 6, lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 10 };

interface DeliveryJob {
  eventId: string;
  consumer: string;
}

type DeliveryQueue = ReturnType<Queues['createQueue']>;

/** Turns undone deliveries into jobs, and jobs into effects. The table is the truth, the queue only wakes. */
@Injectable()
export class RelayService {
  private readonly loop = new Loop('relay', POLL_MS, () => this.relay());
  private queue: DeliveryQueue | null = null;

  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
    private readonly bus: EventBus,
    private readonly deliveries: DeliveryService,
  ) {}

  async start(): Promise<void> {
    this.queue = this.queues.createQueue<DeliveryJob>(QUEUE);
    this.queues.createWorker<DeliveryJob>(QUEUE, (job) => this.work(job.data), WORKER_OPTIONS);
    await this.bus.subscribe(HINTS, () => this.loop.kick());
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async relay(): Promise<void> {
    let claimed: Delivery[];
    do {
      claimed = await claimDeliveries(this.database.manager, RETRY_MS, BATCH);
      if (claimed.length > 0) await this.add(claimed);
    } while (claimed.length === BATCH);
  }

  private async add(claimed: readonly Delivery[]): Promise<void> {
    await this.queue!.addBulk(
      claimed.map(({ id, consumer }) => ({
        name: consumer,
        data: { eventId: id, consumer },
        opts: {
          // while the job exists it is not added twice; an id may hold no colon
          jobId: `${id}_${consumer}`,
          attempts: 6,
          backoff: { type: 'exponential', delay: 300 },
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    );
  }

  private async work({ eventId, consumer }: DeliveryJob): Promise<void> {
    if (!(await this.deliveries.deliver(eventId, consumer))) return;
    // an effect often leaves new facts: this worker looks at once, others get the hint
    this.loop.kick();
    await this.bus.publish(HINTS, {});
  }
}
