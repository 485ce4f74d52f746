/** Server time, estimated from round trips against a monotonic clock, so that changing the computer's clock changes nothing. */
export interface TimeSample {
  sentAt: number;
  receivedAt: number;
  nowMs: number;
  errorMs: number;
}

export interface ClockEstimate {
  /** Add to the monotonic clock to get server time. */
  offsetMs: number;
  /** The true server time is within this of the estimate. */
  errorMs: number;
  measuredAt: number;
}

/** The answer was written at some moment between sending and receiving: half the round trip bounds the error. */
export function estimate(sample: TimeSample): ClockEstimate {
  const halfTrip = (sample.receivedAt - sample.sentAt) / 2;
  return {
    offsetMs: sample.nowMs - (sample.sentAt + halfTrip),
    errorMs: halfTrip + sample.errorMs,
    measuredAt: sample.receivedAt,
  };
}

const DRIFT = 0.0005;

/** Keeps the tighter of two estimates; the older one loosens with the drift a computer's clock may have. */
export function better(current: ClockEstimate | null, next: ClockEstimate): ClockEstimate {
  if (!current) return next;
  const aged = current.errorMs + Math.max(0, next.measuredAt - current.measuredAt) * DRIFT;
  return next.errorMs <= aged ? next : { ...current, errorMs: aged, measuredAt: next.measuredAt };
}
