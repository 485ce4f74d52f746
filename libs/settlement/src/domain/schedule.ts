import type { Fen } from '@jishi/kernel';
import {
  type ChinaDay,
  chinaDay,
  type DayCount,
  type DueRule,
  instalmentAmounts,
  lastDayOf,
  type PaymentTerms,
  paysPrice,
} from '@jishi/pricing';
import { settlementSums } from './sums';

/** `fees`: nothing of the price with them; `seller_fee`: owed by the seller, whose fee no price is there to pay. */
export type PaymentKind = 'price' | 'fees' | 'seller_fee' | 'royalty' | 'late_interest';

export interface ScheduledPayment {
  kind: PaymentKind;
  payer: 'buyer' | 'seller';
  priceMinor: Fen;
  buyerFeeMinor: Fen;
  sellerFeeMinor: Fen;
  depositOffsetMinor: Fen;
  amountMinor: Fen;
  due: DueRule;
  /** The certificate waits for it. */
  isFirst: boolean;
}

export interface ContractSums {
  priceMinor: Fen;
  buyerFeeMinor: Fen;
  sellerFeeMinor: Fen;
  depositMinor: Fen;
}

/**
 * What falls due by the signature, in order. The buyer's fee comes with the first and the deposit counts against it; the seller's
 * fee is taken from the price as it comes. What a royalty will come to is not known yet.
 */
export function scheduleOf(payment: PaymentTerms, sums: ContractSums): ScheduledPayment[] {
  if (!paysPrice(payment)) return feesOnly(payment, sums);
  const prices = payment.kind === 'instalments' ? instalmentAmounts(sums.priceMinor, payment.rows) : [sums.priceMinor];
  let feeLeft = sums.sellerFeeMinor;
  return prices.map((priceMinor, i) => {
    const isFirst = i === 0;
    const sellerFeeMinor = Math.min(feeLeft, priceMinor);
    feeLeft -= sellerFeeMinor;
    const buyerFeeMinor = isFirst ? sums.buyerFeeMinor : 0;
    const part = { priceMinor, buyerFeeMinor, sellerFeeMinor };
    const { offsetMinor, dueMinor } = settlementSums({ ...part, depositMinor: isFirst ? sums.depositMinor : 0 });
    const due = payment.kind === 'instalments' ? payment.rows[i]!.due : withinOf(payment);
    return {
      ...part,
      kind: 'price',
      payer: 'buyer',
      depositOffsetMinor: offsetMinor,
      amountMinor: dueMinor,
      due,
      isFirst,
    };
  });
}

const withinOf = (payment: PaymentTerms): DueRule => ({
  within: 'within' in payment ? payment.within : { count: 0, kind: 'calendar' },
});

function feesOnly(
  payment: PaymentTerms,
  { buyerFeeMinor, sellerFeeMinor, depositMinor }: ContractSums,
): ScheduledPayment[] {
  const due = withinOf(payment);
  const none = { priceMinor: 0, buyerFeeMinor: 0, sellerFeeMinor: 0, depositOffsetMinor: 0, due, isFirst: true };
  const { offsetMinor, dueMinor } = settlementSums({ priceMinor: 0, buyerFeeMinor, sellerFeeMinor: 0, depositMinor });
  const ofBuyer: ScheduledPayment = {
    ...none,
    kind: 'fees',
    payer: 'buyer',
    buyerFeeMinor,
    depositOffsetMinor: offsetMinor,
    amountMinor: dueMinor,
  };
  const ofSeller: ScheduledPayment = {
    ...none,
    kind: 'seller_fee',
    payer: 'seller',
    sellerFeeMinor,
    amountMinor: sellerFeeMinor,
  };
  return sellerFeeMinor > 0 ? [ofBuyer, ofSeller] : [ofBuyer];
}

/** The last day a payment is in time; null while its milestone is ahead, or where working days are not published yet. */
export function dueDay(due: DueRule, signedOn: ChinaDay): ChinaDay | null {
  if ('on' in due) return due.on;
  return 'milestone' in due ? null : lastDay(signedOn, due.within);
}

/** Null in a year whose working days are not published yet: they are never guessed. */
export function lastDay(from: ChinaDay, within: DayCount): ChinaDay | null {
  try {
    return lastDayOf(from, within);
  } catch (error) {
    if ((error as { code?: string }).code === 'calendar.year_not_published') return null;
    throw error;
  }
}

/** Interest on what came late, for every day after the last: rounded down to the fen; nothing where the contract says nothing. */
export function lateInterest(
  { lateDailyPpm }: Pick<PaymentTerms, 'lateDailyPpm'>,
  of: { priceMinor: Fen; dueOn: ChinaDay | null; receivedAtMs: number },
): { days: number; amountMinor: Fen } {
  const receivedOn = chinaDay(of.receivedAtMs);
  if (lateDailyPpm === undefined || of.dueOn === null || receivedOn <= of.dueOn) return { days: 0, amountMinor: 0 };
  const days = Math.round((Date.parse(receivedOn) - Date.parse(of.dueOn)) / 86_400_000);
  return { days, amountMinor: Number((BigInt(of.priceMinor) * BigInt(lateDailyPpm) * BigInt(days)) / 1_000_000n) };
}

/** The technical part of what was paid until now, less that of before: all parts together are the contract's, to the fen. */
export const technicalPart = (
  contract: { contractAmountMinor: Fen; technicalAmountMinor: Fen },
  beforeMinor: Fen,
  nowMinor: Fen,
): Fen => {
  const upTo = (sum: Fen): bigint =>
    (BigInt(sum) * BigInt(contract.technicalAmountMinor)) / BigInt(contract.contractAmountMinor);
  return Number(upTo(beforeMinor + nowMinor) - upTo(beforeMinor));
};
