import type { AuctionView } from '@jishi/bidding';

/** An auction as a spreadsheet's line: moments as people read them, nothing nested. */
export const saleLine = (sale: AuctionView) => ({
  auctionId: sale.auctionId,
  listingId: sale.listingId,
  title: sale.title,
  mode: sale.mode,
  state: sale.state,
  awaits: sale.awaits ?? '',
  outcome: sale.outcome ?? '',
  result: sale.result ?? '',
  winner: sale.winner ?? '',
  startPriceMinor: sale.startPriceMinor,
  priceMinor: sale.priceMinor,
  bidCount: sale.bidCount,
  openObjections: sale.openObjections,
  opensAt: new Date(sale.opensAtMs).toISOString(),
  endsAt: new Date(sale.endsAtMs).toISOString(),
});
