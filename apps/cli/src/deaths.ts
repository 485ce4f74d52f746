const WINDOW_MS = 60_000;
const LIMIT = 5;
const FIRST_DELAY_MS = 200;

/** Counts how often something died lately: decides how long to wait before the next start, and when to give up. */
export class Deaths {
  private times: number[] = [];

  record(now: number): void {
    this.times = [...this.times.filter((time) => now - time < WINDOW_MS), now];
  }

  get tooMany(): boolean {
    return this.times.length >= LIMIT;
  }

  get delayMs(): number {
    return FIRST_DELAY_MS * 2 ** Math.max(0, this.times.length - 1);
  }
}
