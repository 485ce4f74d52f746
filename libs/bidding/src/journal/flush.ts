import type { Signer } from '../signer';
import type { Append, Held } from './ports';
import type { Waiting } from './waiting';
import { AuctionWork } from './work';

/** Commands of any number of auctions, decided, sealed and signed together: what one statement appends. */
export class Flush {
  /** Auctions that get events. */
  readonly works: AuctionWork[] = [];
  /** Auctions that get none: their refusals rest on nothing but what this process believes. */
  readonly unproven: AuctionWork[] = [];
  readonly appends: readonly Append[];
  private readonly after = new Map<string, Held>();

  constructor(
    readonly list: readonly Waiting[],
    baseOf: (auctionId: string) => Held,
    nowMs: number,
    signer: Signer,
    onDefect: (error: unknown, waiting: Waiting) => void,
  ) {
    for (const [auctionId, commands] of byAuction(list)) {
      const work = new AuctionWork(baseOf(auctionId), commands, nowMs, onDefect);
      (work.unproven ? this.unproven : this.works).push(work);
    }
    this.appends = sealed(this.works, signer);
    for (const { auctionId, after } of this.appends) this.after.set(auctionId, after);
  }

  /** The auction as it will be once this is committed; null when nothing is added to it. */
  afterwards(auctionId: string): Held | null {
    return this.after.get(auctionId) ?? null;
  }
}

/** One signature for all heads. */
export function sealed(works: readonly AuctionWork[], signer: Signer): Append[] {
  const grown = works.map((work) => work.grow());
  const heads = signer.sign(grown.map(({ bare }) => bare));
  return works.map((work, i) => work.toAppend(grown[i]!.tree, heads[i]!));
}

function byAuction(list: readonly Waiting[]): Map<string, Waiting[]> {
  const groups = new Map<string, Waiting[]>();
  for (const waiting of list) {
    const group = groups.get(waiting.auctionId);
    if (group) group.push(waiting);
    else groups.set(waiting.auctionId, [waiting]);
  }
  return groups;
}
