import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from './config';

/** An open transaction (or the plain connection pool, for reads). Always the first argument of what uses it. */
export type Tx = EntityManager;

const INT8 = 20;
const NUMERIC = 1700;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is not a safe integer`);
  return value;
}

/** int8 as safe integers, for one pool only: pg's global parsers stay untouched. */
export const pgTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === INT8) return safeInteger;
    if (oid === NUMERIC) return (value) => value;
    return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
  },
};

/**
 * Between the pool, which stops listening when it hands a connection out, and TypeORM, which begins a moment later, nobody
 * hears that the server has died; an error nobody hears ends the process.
 */
class EnduringClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

export function createDataSource(databaseUrl: string, poolSize = 10): DataSource {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    applicationName: 'jishi',
    connectTimeoutMS: 5_000,
    extra: {
      Client: EnduringClient,
      max: poolSize,
      types: pgTypes,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
}

export async function rows<T>(tx: Tx, sql: string, params: unknown[] = []): Promise<T[]> {
  const result: unknown = await tx.query(sql, params);
  // TypeORM answers [rows, count] for UPDATE and DELETE, rows for everything else.
  if (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number')
    return result[0] as T[];
  return result as T[];
}

export async function maybeRow<T>(tx: Tx, sql: string, params: unknown[] = []): Promise<T | null> {
  return (await rows<T>(tx, sql, params))[0] ?? null;
}

/** Exactly one row; none is a defect of the caller, who must use `maybeRow` where absence is possible. */
export async function row<T>(tx: Tx, sql: string, params: unknown[] = []): Promise<T> {
  const found = await maybeRow<T>(tx, sql, params);
  if (found === null) throw new Error(`a row was expected: ${sql.slice(0, 80)}`);
  return found;
}

@Injectable()
export class Database implements OnModuleInit, OnModuleDestroy {
  readonly dataSource: DataSource;

  constructor(@Inject(CONFIG) config: Pick<Config, 'databaseUrl'>) {
    this.dataSource = createDataSource(config.databaseUrl);
  }

  /** A connection pool outside any transaction. */
  get manager(): Tx {
    return this.dataSource.manager;
  }

  async onModuleInit(): Promise<void> {
    if (!this.dataSource.isInitialized) await this.dataSource.initialize();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** Runs `work` in one transaction: all of it is committed, or none. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  query<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    return rows<T>(this.manager, sql, params);
  }
}
