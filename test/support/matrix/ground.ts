import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '@jishi/kernel';
import type { TestDatabase } from '../postgres';
import type { Door } from './door';
import type { Thing } from './kinds';
import type { People } from './people';

/** What a world is built on. */
export interface Ground {
  app: NestFastifyApplication;
  db: TestDatabase;
  door: Door;
  people: People;
  /** `a`, `b`: stands in names that everybody may read. */
  name: string;
  serial: number;
  /** Stands in every text that is nobody else's business: whoever reads it was told too much. */
  mark: string;
}

export const PASSWORD = 'eine-lange-Parole-7';
export const HOUR_MS = 3_600_000;
export const PRICE_MINOR = 100_000_000;

/** A row as the services leave it, without the days they take. */
export async function insert({ db }: Ground, table: string, columns: Record<string, unknown>): Promise<string> {
  const id = typeof columns['id'] === 'string' ? columns['id'] : newId();
  const row = { id, ...columns };
  const names = Object.keys(row);
  await db.database.query(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(row),
  );
  return id;
}

export const one = (name: string, id: string, more: Partial<Thing> = {}): Thing => ({ name, id, ...more });
