/** One way of taking bids, measured like every other. */
export interface Contender {
  readonly name: string;
  /** A fresh auction with bidders in it. */
  begin(bidders: readonly string[]): Promise<Round>;
  stop(): Promise<void>;
}

export interface Round {
  /** Places an acceptable bid; resolves when it is acknowledged, that is, committed. */
  bid(bidder: string): Promise<void>;
  /** Throws unless everything acknowledged is kept and in order. */
  check(acknowledged: number): Promise<void>;
}

/** Accepted bids a second: every bidder bids again as soon as its last bid is acknowledged. */
export async function measure(
  round: Round,
  bidders: readonly string[],
  ms: number,
): Promise<{ rate: number; bids: number }> {
  let bids = 0;
  const started = performance.now();
  const end = started + ms;
  await Promise.all(
    bidders.map(async (bidder) => {
      while (performance.now() < end) {
        await round.bid(bidder);
        bids++;
      }
    }),
  );
  return { rate: bids / ((performance.now() - started) / 1000), bids };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
