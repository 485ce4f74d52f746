import { conflict, invalid, type Fen } from '@jishi/kernel';

export const FEE_SIDES = ['buyer', 'seller'] as const;
export type FeeSide = (typeof FEE_SIDES)[number];

/** What one payment of a contract asks for, as far as a fee is part of it. */
export interface FeePart {
  id: string;
  /** Only what is not paid yet can change. */
  open: boolean;
  feeMinor: Fen;
}

/** Whoever decides on a fee makes it less, never more. Errors: `fee.not_less`. */
export function checkReduction(amountMinor: Fen, computedMinor: Fen): void {
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0 || amountMinor >= computedMinor)
    throw invalid('fee.not_less', { computed: computedMinor }, [
      { path: 'amountMinor', code: 'fee.not_less', params: { computed: computedMinor } },
    ]);
}

/**
 * The open payments whose fee changes so that all of them together ask for `amountMinor`: the last is relieved first, so that
 * what was agreed for the earlier ones stays. Errors: `fee.paid_already` when what is paid is more than that.
 */
export function relieve(parts: readonly FeePart[], amountMinor: Fen): FeePart[] {
  let excess = parts.reduce((sum, part) => sum + part.feeMinor, 0) - amountMinor;
  const changed: FeePart[] = [];
  for (const part of parts.toReversed()) {
    const off = part.open ? Math.min(part.feeMinor, Math.max(0, excess)) : 0;
    if (off > 0) changed.unshift({ ...part, feeMinor: part.feeMinor - off });
    excess -= off;
  }
  if (excess > 0) throw conflict('fee.paid_already');
  return changed;
}

/** What is left to pay of one payment once its fee is less: a deposit never counts for more than there is to pay. */
export function dueAfter(payment: {
  priceMinor: Fen;
  buyerFeeMinor: Fen;
  depositOffsetMinor: Fen;
  /** The seller's fee, where no price is there to take it from. */
  ownFeeMinor?: Fen;
}): { amountMinor: Fen; depositOffsetMinor: Fen } {
  const total = payment.priceMinor + payment.buyerFeeMinor + (payment.ownFeeMinor ?? 0);
  const depositOffsetMinor = Math.min(payment.depositOffsetMinor, total);
  return { amountMinor: total - depositOffsetMinor, depositOffsetMinor };
}
