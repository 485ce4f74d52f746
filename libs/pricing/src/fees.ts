import { fen, invalid, mulRate, type Fen } from '@jishi/kernel';
import type { Rate } from './measures';
import type { FeeBand, FeeTable, SellerFeeBand } from './rule-profile';

/** One readable line of a fee: what part of the price, at which rate, gives how much. */
export interface FeeLine {
  kind: 'band' | 'excess' | 'minimum';
  baseMinor: Fen;
  rate: Rate | null;
  amountMinor: Fen;
}

export interface Fee {
  amountMinor: Fen;
  lines: FeeLine[];
}

export interface SaleAmounts {
  /** The listing price (start price of an auction). */
  listingPriceMinor: Fen;
  dealPriceMinor: Fen;
  /** Two or more candidates bid; an agreement with a single candidate is not competitive. */
  competitive: boolean;
}

/** Each band's rate on the part of the amount inside that band. */
function marginal(amountMinor: Fen, bands: readonly FeeBand[]): FeeLine[] {
  const lines: FeeLine[] = [];
  let fromMinor = 0;
  for (const band of bands) {
    const upTo = band.upToMinor === null ? amountMinor : Math.min(amountMinor, band.upToMinor);
    const baseMinor = upTo - fromMinor;
    if (baseMinor <= 0) break;
    lines.push({
      kind: 'band',
      baseMinor,
      rate: band.rate,
      amountMinor: mulRate(baseMinor, band.rate.numerator, band.rate.denominator),
    });
    fromMinor = upTo;
  }
  return lines;
}

const bandOf = (amountMinor: Fen, bands: readonly SellerFeeBand[]): SellerFeeBand | undefined =>
  bands.find((band) => band.upToMinor === null || amountMinor <= band.upToMinor);

function close(lines: FeeLine[], minimumMinor: Fen): Fee {
  const sum = lines.reduce((total, line) => total + line.amountMinor, 0);
  if (sum >= minimumMinor) return { amountMinor: fen(sum), lines };
  const top: FeeLine = { kind: 'minimum', baseMinor: 0, rate: null, amountMinor: minimumMinor - sum };
  return { amountMinor: minimumMinor, lines: [...lines, top] };
}

function checkAmounts(sale: SaleAmounts): void {
  if (fen(sale.listingPriceMinor) <= 0 || fen(sale.dealPriceMinor) <= 0) throw invalid('fees.price_not_positive');
}

/** Marginal on the listing price, plus a share of what the deal brought above it. */
export function sellerFee(table: FeeTable, sale: SaleAmounts): Fee {
  checkAmounts(sale);
  const lines = marginal(sale.listingPriceMinor, table.seller);
  const excessMinor = sale.dealPriceMinor - sale.listingPriceMinor;
  const rate = bandOf(sale.listingPriceMinor, table.seller)?.excessRate;
  if (excessMinor > 0 && rate)
    lines.push({
      kind: 'excess',
      baseMinor: excessMinor,
      rate,
      amountMinor: mulRate(excessMinor, rate.numerator, rate.denominator),
    });
  return close(lines, table.minimumMinor);
}

/** Marginal on the deal price, by the bidding table or the agreement table. */
export function buyerFee(table: FeeTable, sale: SaleAmounts): Fee {
  checkAmounts(sale);
  const bands = sale.competitive ? table.buyerCompetitive : table.buyerNegotiated;
  return close(marginal(sale.dealPriceMinor, bands), table.minimumMinor);
}

export const computeFees = (table: FeeTable, sale: SaleAmounts): { seller: Fee; buyer: Fee } => ({
  seller: sellerFee(table, sale),
  buyer: buyerFee(table, sale),
});
