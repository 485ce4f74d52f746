import { STEP } from './sale';

/** What is on sale in a case, and to how many. */
export interface Shape {
  readonly auctions: number;
  readonly bidders: number;
}

export interface Answer {
  readonly accepted: boolean;
  /** The standing price that the bidder is shown with the answer. */
  readonly priceMinor: number;
}

/** One way of taking bids, measured like every other. */
export interface Contender {
  readonly name: string;
  /** Fresh auctions with bidders in them. */
  open(shape: Shape): Promise<Sale>;
  stop(): Promise<void>;
}

export interface Sale {
  /** Resolves when it is acknowledged, that is, committed. `amountMinor` null: any acceptable amount. */
  bid(bidder: number, auction: number, amountMinor: number | null): Promise<Answer>;
  /** Throws unless all that was acknowledged is kept, and in order. `thorough` after the last round. */
  check(accepted: number, thorough: boolean): Promise<void>;
}

/** `accept`: every bid is acceptable. `rising`: everybody bids the next minimum after the price seen last. */
export type Load = 'accept' | 'rising';

/** Which auction a bidder bids on next: all in turn, each bidder its own share of them. */
const auctionFor = ({ auctions, bidders }: Shape, bidder: number, turn: number): number =>
  auctions === 1 ? 0 : (bidder + turn * bidders) % auctions;

/** Every bidder bids again as soon as its last bid is answered. */
export async function measure(
  sale: Sale,
  shape: Shape,
  load: Load,
  ms: number,
): Promise<{ rate: number; accepted: number }> {
  // Prices as everybody sees them.
  const board = Array.from({ length: shape.auctions }, () => 0);
  let accepted = 0;
  const started = performance.now();
  const end = started + ms;
  await Promise.all(
    Array.from({ length: shape.bidders }, async (_, bidder) => {
      for (let turn = 0; performance.now() < end; turn++) {
        const auction = auctionFor(shape, bidder, turn);
        const answer = await sale.bid(bidder, auction, load === 'accept' ? null : board[auction]! + STEP);
        if (answer.accepted) accepted++;
        board[auction] = Math.max(board[auction]!, answer.priceMinor);
      }
    }),
  );
  // A round in which nothing was accepted counts as one bid, so that there is something to divide by.
  return { rate: Math.max(accepted, 1) / ((performance.now() - started) / 1000), accepted };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
