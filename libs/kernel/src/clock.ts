/** Database time as integer milliseconds, with the bound of its error. Passed in wherever a rule needs the time. */
export interface Clock {
  now(): number;
  errorMs(): number;
}

/** A clock that stands still until told otherwise: for tests, rehearsals and replays. */
export class FixedClock implements Clock {
  constructor(private ms: number) {}
  now(): number {
    return this.ms;
  }
  errorMs(): number {
    return 0;
  }
  set(ms: number): void {
    this.ms = ms;
  }
  advance(ms: number): void {
    this.ms += ms;
  }
}
