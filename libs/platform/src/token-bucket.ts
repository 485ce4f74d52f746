/** So many messages a second, with a burst: pure arithmetic over a given time, so that it is tested without waiting. */
export class TokenBucket {
  private tokens: number;
  private filledAtMs: number | null = null;

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
  ) {
    this.tokens = burst;
  }

  /** Takes one token and answers 0, or answers how many milliseconds to wait for the next one. */
  take(nowMs: number): number {
    const elapsedMs = this.filledAtMs === null ? 0 : Math.max(0, nowMs - this.filledAtMs);
    this.filledAtMs = nowMs;
    this.tokens = Math.min(this.burst, this.tokens + (elapsedMs * this.perSecond) / 1000);
    if (this.tokens >= 1) {
      this.tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.tokens) * 1000) / this.perSecond);
  }
}
