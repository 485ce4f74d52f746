import { Injectable } from '@nestjs/common';
import { rateLimited } from '@jishi/kernel';
import { Database } from '@jishi/platform';
import { addressKey, EXPORT_LIMIT, retryAfterSeconds } from './domain/attempts';
import type { Actor } from './domain/actor';
import { LoginLimitRepository } from './login-limit.repository';

/** How often one person, or one address that nobody is logged in from, may take a public list whole. */
@Injectable()
export class ExportLimitService {
  constructor(
    private readonly database: Database,
    private readonly limits: LoginLimitRepository,
  ) {}

  /** Errors: `export.too_many`. */
  async take(actor: Actor | null, address: string): Promise<void> {
    const key = `export:${actor?.userId ?? addressKey(address)}`;
    const count = await this.limits.reserve(this.database.manager, key, EXPORT_LIMIT);
    if (count.failures <= EXPORT_LIMIT.max) return;
    throw rateLimited('export.too_many', { retryAfter: retryAfterSeconds(count.resetsAtMs, count.nowMs) });
  }
}
