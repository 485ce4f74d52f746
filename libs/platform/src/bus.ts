import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import pg from 'pg';
import { CONFIG, type Config } from './config';
import { createLogger } from './logging';

type Handler = (message: Record<string, unknown>) => void;

/** What carries hints between processes: lossy by nature, so every listener also polls the truth. */
interface Carrier {
  start(deliver: (channel: string, text: string) => void): Promise<void>;
  subscribe(channel: string): Promise<void>;
  publish(channel: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

const logger = createLogger('bus');
/** NOTIFY refuses payloads of 8,000 bytes and more. */
const MAX_PAYLOAD = 7_900;
const RECONNECT_MS = 500;

const physical = (channel: string): string => `jishi_${channel.replace(/[^a-z0-9_]/g, '_')}`;

class PostgresCarrier implements Carrier {
  private listener: pg.Client | null = null;
  private readonly publisher: pg.Pool;
  private readonly channels = new Set<string>();
  private stopped = false;
  private retry: NodeJS.Timeout | null = null;
  private deliver: (channel: string, text: string) => void = () => undefined;

  constructor(private readonly url: string) {
    this.publisher = new pg.Pool({
      connectionString: url,
      max: 1,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 5_000,
    });
    this.publisher.on('error', (error) => logger.warn({ error: error.message }, 'bus publisher lost its connection'));
  }

  async start(deliver: (channel: string, text: string) => void): Promise<void> {
    this.deliver = deliver;
    await this.connect();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 5_000, keepAlive: true });
    client.on('notification', ({ channel, payload }) => this.deliver(channel, payload ?? ''));
    client.on('error', (error) => logger.warn({ error: error.message }, 'bus listener lost its connection'));
    client.on('end', () => {
      if (this.listener === client) this.reconnectSoon();
    });
    try {
      await client.connect();
      for (const channel of this.channels) await client.query(`listen "${channel}"`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.listener = client;
  }

  /** One attempt at a time: a failed one tells of itself both by its end and by its error. */
  private reconnectSoon(): void {
    this.listener = null;
    if (this.stopped || this.retry) return;
    this.retry = setTimeout(() => {
      this.retry = null;
      if (!this.stopped) this.connect().catch(() => this.reconnectSoon());
    }, RECONNECT_MS).unref();
  }

  async subscribe(channel: string): Promise<void> {
    this.channels.add(channel);
    await this.listener?.query(`listen "${channel}"`);
  }

  async publish(channel: string, text: string): Promise<void> {
    await this.publisher.query('select pg_notify($1, $2)', [channel, text]);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([this.listener?.end(), this.publisher.end()]);
  }
}

class RedisCarrier implements Carrier {
  private readonly listener: Redis;
  private readonly publisher: Redis;

  constructor(url: string) {
    const options = { lazyConnect: true, maxRetriesPerRequest: 1, connectTimeout: 5_000, commandTimeout: 5_000 };
    this.listener = new Redis(url, { ...options, maxRetriesPerRequest: null });
    this.publisher = new Redis(url, options);
    for (const client of [this.listener, this.publisher])
      client.on('error', (error) => logger.warn({ error: error.message }, 'bus lost Redis'));
  }

  async start(deliver: (channel: string, text: string) => void): Promise<void> {
    this.listener.on('message', deliver);
    await Promise.all([this.listener.connect(), this.publisher.connect()]);
  }

  async subscribe(channel: string): Promise<void> {
    await this.listener.subscribe(channel);
  }

  async publish(channel: string, text: string): Promise<void> {
    await this.publisher.publish(channel, text);
  }

  async stop(): Promise<void> {
    this.listener.disconnect();
    this.publisher.disconnect();
  }
}

/** Hints between processes: Postgres NOTIFY by default, Redis when `REDIS_URL` is set. Never the truth itself. */
@Injectable()
export class EventBus implements OnModuleInit, OnModuleDestroy {
  private readonly carrier: Carrier;
  private readonly handlers = new Map<string, Set<Handler>>();
  private started: Promise<void> | null = null;

  constructor(@Inject(CONFIG) config: Pick<Config, 'databaseUrl' | 'redisUrl'>) {
    this.carrier = config.redisUrl ? new RedisCarrier(config.redisUrl) : new PostgresCarrier(config.databaseUrl);
  }

  onModuleInit(): Promise<void> {
    return (this.started ??= this.carrier.start((channel, text) => this.deliver(channel, text)));
  }

  async onModuleDestroy(): Promise<void> {
    if (this.started) await this.carrier.stop();
  }

  /** Best effort: a lost hint delays, never harms. */
  async publish(channel: string, message: Record<string, unknown>): Promise<void> {
    const text = JSON.stringify(message);
    if (Buffer.byteLength(text) > MAX_PAYLOAD)
      throw new RangeError(`a hint on ${channel} must be under ${MAX_PAYLOAD} bytes`);
    try {
      await this.carrier.publish(physical(channel), text);
    } catch (error) {
      logger.warn({ channel, error: String(error) }, 'a hint was not sent');
    }
  }

  /** Answers a function that ends the subscription. */
  async subscribe(channel: string, handler: Handler): Promise<() => void> {
    await this.onModuleInit();
    const name = physical(channel);
    const handlers = this.handlers.get(name) ?? new Set();
    this.handlers.set(name, handlers.add(handler));
    if (handlers.size === 1) await this.carrier.subscribe(name);
    return () => handlers.delete(handler);
  }

  private deliver(channel: string, text: string): void {
    for (const handler of this.handlers.get(channel) ?? []) {
      try {
        handler(JSON.parse(text) as Record<string, unknown>);
      } catch (error) {
        logger.error({ channel, error: String(error) }, 'a hint handler failed');
      }
    }
  }
}
