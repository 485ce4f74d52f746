import { Injectable } from '@nestjs/common';
import { row, rows, type Tx } from '@jishi/platform';
import type { AttemptLimit } from './domain/attempts';

export interface AttemptCount {
  failures: number;
  resetsAtMs: number;
  nowMs: number;
}

/** Counters shared by all processes; each statement stands alone, so guesses at the same moment cannot pass each other. */
@Injectable()
export class LoginLimitRepository {
  /** Counts an attempt before its outcome is known and returns the count with it. */
  async reserve(tx: Tx, key: string, limit: AttemptLimit): Promise<AttemptCount> {
    return row<AttemptCount>(
      tx,
      `insert into login_limit as l (key, failures, resets_at)
       values ($1, 1, clock_timestamp() + $2 * interval '1 millisecond')
       on conflict (key) do update set
         failures = case when l.resets_at <= clock_timestamp() then 1 else least(l.failures + 1, 1000000) end,
         resets_at = case when l.resets_at <= clock_timestamp() then excluded.resets_at else l.resets_at end
       returning failures, (extract(epoch from resets_at) * 1000)::float8 as "resetsAtMs",
         (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"`,
      [key, limit.windowMs],
    );
  }

  /** A success is no failure: the reserved attempt is taken back. */
  async giveBack(tx: Tx, key: string): Promise<void> {
    await rows(tx, `update login_limit set failures = greatest(failures - 1, 0) where key = $1 returning key`, [key]);
  }

  async clear(tx: Tx, key: string): Promise<void> {
    await rows(tx, `delete from login_limit where key = $1 returning key`, [key]);
  }

  async deleteExpired(tx: Tx): Promise<void> {
    await rows(tx, `delete from login_limit where resets_at < clock_timestamp() returning key`);
  }
}
