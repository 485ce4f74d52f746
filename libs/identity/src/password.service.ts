import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { busy } from '@jishi/kernel';

/** OWASP password storage: argon2id, 19 MiB, two passes, one lane. (2 = Argon2id; the package's enum is ambient.) */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const CURRENT = '$argon2id$v=19$m=19456,t=2,p=1$';

/**
 * Hashing runs on libuv's four threads, which also serve files and name look-ups. At most two hashes run at once and at
 * most MAX_WAITING queue, so a storm of logins slows logins, never bids or books.
 */
const MAX_RUNNING = 2;
const MAX_WAITING = 200;

@Injectable()
export class PasswordService {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private decoy: Promise<string> | undefined;

  /** For a new password; waits for a slot. */
  hash(password: string): Promise<string> {
    return this.slot(() => hash(password, ARGON2ID));
  }

  /** Call inside a slot. Without a stored hash the work is done all the same, so the time taken tells nobody which logins exist. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    const against = stored ?? (await this.decoyHash());
    const matches = await verify(against, password);
    return stored !== null && matches;
  }

  isOutdated(stored: string): boolean {
    return !stored.startsWith(CURRENT);
  }

  /** Runs work that hashes, within the bound. Never call it from inside a slot. */
  async slot<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= MAX_RUNNING) {
      if (this.waiting.length >= MAX_WAITING) throw busy('session.too_many_logins');
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // The slot is handed over, not given back and fought for.
      if (next) next();
      else this.running -= 1;
    }
  }

  private decoyHash(): Promise<string> {
    this.decoy ??= hash('nobody has this password', ARGON2ID);
    return this.decoy;
  }
}
