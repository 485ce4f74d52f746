import { notFound, type Fen } from '@jishi/kernel';
import type { Tx } from '@jishi/platform';
import { computeFees } from '@jishi/pricing';
import { countCandidates } from './deposit.repository';
import {
  agreedFees,
  type FeeBasis,
  findFeeBasis,
  insertSaleFee,
  listSaleFees,
  type SaleFeeRow,
} from './fee.repository';

/** Line by line, by the table frozen with the sale; two or more candidates make it competitive. */
async function compute(tx: Tx, basis: FeeBasis): Promise<SaleFeeRow[]> {
  const competitive = basis.auctionId !== null && (await countCandidates(tx, basis.auctionId)) >= 2;
  const { listingPriceMinor, dealPriceMinor, profileCode, profileVersion } = basis;
  const sale = { listingPriceMinor, dealPriceMinor, competitive };
  const fees = computeFees(basis.table, sale);
  return (['buyer', 'seller'] as const).map((side) => ({ side, profileCode, profileVersion, ...sale, ...fees[side] }));
}

/** What was computed when the payment was opened; before that, what would be. */
export async function feesOf(tx: Tx, basis: FeeBasis): Promise<SaleFeeRow[]> {
  const kept = await listSaleFees(tx, basis.contractId);
  return kept.length > 0 ? kept : compute(tx, basis);
}

/** The fees a contract's payments ask for: computed and kept line by line, less what two people have decided. */
export async function chargeFees(tx: Tx, contractId: string): Promise<{ buyerMinor: Fen; sellerMinor: Fen }> {
  const basis = await findFeeBasis(tx, contractId);
  if (!basis) throw notFound('payment.no_contract', { contract: contractId });
  const fees = await feesOf(tx, basis);
  for (const fee of fees) await insertSaleFee(tx, contractId, fee);
  const agreed = await agreedFees(tx, contractId);
  const [buyerMinor, sellerMinor] = (['buyer', 'seller'] as const).map(
    (side) => (agreed.find((one) => one.side === side) ?? fees.find((one) => one.side === side)!).amountMinor,
  );
  return { buyerMinor: buyerMinor!, sellerMinor: sellerMinor! };
}
