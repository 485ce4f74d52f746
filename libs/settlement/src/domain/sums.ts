import { fen, invalid, type Fen } from '@jishi/kernel';

export interface SaleSums {
  priceMinor: Fen;
  buyerFeeMinor: Fen;
  sellerFeeMinor: Fen;
  depositMinor: Fen;
}

export interface Sums {
  /** Of the deposit, what counts against price and fee; the rest, if any, goes back. */
  offsetMinor: Fen;
  /** What the winner still pays. */
  dueMinor: Fen;
  surplusMinor: Fen;
  /** What the seller is paid. */
  payoutMinor: Fen;
  feesMinor: Fen;
}

/** Errors: `settlement.fee_over_price`, `money.not_integer`. Conservation: offset + due = payout + fees. */
export function settlementSums(sale: SaleSums): Sums {
  for (const amount of [sale.priceMinor, sale.buyerFeeMinor, sale.sellerFeeMinor, sale.depositMinor])
    if (fen(amount) < 0) throw invalid('settlement.negative_amount', { amount });
  if (sale.sellerFeeMinor > sale.priceMinor)
    throw invalid('settlement.fee_over_price', { fee: sale.sellerFeeMinor, price: sale.priceMinor });
  const total = fen(sale.priceMinor + sale.buyerFeeMinor);
  const offsetMinor = Math.min(sale.depositMinor, total);
  return {
    offsetMinor,
    dueMinor: total - offsetMinor,
    surplusMinor: sale.depositMinor - offsetMinor,
    payoutMinor: sale.priceMinor - sale.sellerFeeMinor,
    feesMinor: sale.buyerFeeMinor + sale.sellerFeeMinor,
  };
}
