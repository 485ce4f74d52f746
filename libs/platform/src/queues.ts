import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  createPostgresBackend,
  type ConnectionOptions,
  type Job,
  Queue,
  runMigrations,
  setDefaultBackendFactory,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import type pg from 'pg';
import { CONFIG, type Config } from './config';
import { createLogger } from './logging';

const logger = createLogger('queues');
const SCHEMA = 'bullmq';

export type Processor<T> = (job: Job<T>) => Promise<unknown>;

/**
 * BullMQ on Postgres, or on Redis when `REDIS_URL` is set. Queues are wake-ups and may be lost whole: what must happen is
 * written in tables, and a sweep finds what no job did.
 */
@Injectable()
export class Queues implements OnModuleDestroy {
  private readonly open: { close(): Promise<unknown> }[] = [];

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'databaseUrl' | 'redisUrl'>) {
    setDefaultBackendFactory(config.redisUrl ? undefined : createPostgresBackend);
  }

  createQueue<T>(name: string): Queue<T> {
    const queue = new Queue<T>(name, { connection: this.connection() });
    queue.on('error', (error) => logger.warn({ queue: name, error: error.message }, 'queue error'));
    this.open.push(queue);
    return queue;
  }

  createWorker<T>(name: string, process: Processor<T>, options: Omit<WorkerOptions, 'connection'> = {}): Worker<T> {
    const worker = new Worker<T>(name, process, { ...options, connection: this.connection() });
    worker.on('error', (error) => logger.warn({ queue: name, error: error.message }, 'worker error'));
    this.open.push(worker);
    return worker;
  }

  /** Workers first, so that no job starts on a queue that is gone. */
  async onModuleDestroy(): Promise<void> {
    for (const one of this.open.splice(0).reverse()) {
      await one.close().catch((error: unknown) => logger.warn({ error: String(error) }, 'could not close a queue'));
    }
  }

  private connection(): ConnectionOptions {
    if (this.config.redisUrl) return { url: this.config.redisUrl, maxRetriesPerRequest: null } as ConnectionOptions;
    // BullMQ types its connection for Redis; the Postgres backend takes a pool's configuration.
    const pool = { connectionString: this.config.databaseUrl, max: 4, migrate: false };
    return pool as unknown as ConnectionOptions;
  }
}

/**
 * BullMQ's own tables, made by the owner; the applications' role may use them. Within BullMQ's schema it may also create, for
 * BullMQ makes a sequence at a queue's first job, and temporary tables, for it adds jobs in bulk through them.
 */
export async function migrateQueues(client: pg.Client, appRole: string): Promise<void> {
  await runMigrations(client);
  await client.query(`
    grant usage, create on schema ${SCHEMA} to ${appRole};
    grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${appRole};
    do $$ declare one regclass; begin
      for one in select oid from pg_class
        where relkind = 'S' and relnamespace = '${SCHEMA}'::regnamespace and relowner = current_user::regrole
      loop execute format('grant usage, select on sequence %s to ${appRole}', one); end loop;
    end $$`);
}
