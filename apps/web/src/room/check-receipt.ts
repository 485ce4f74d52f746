import { auctions, type Receipt } from '../api/auctions';

export type ReceiptCheck = 'same' | 'different' | 'notYet';

/**
 * Asks the book for the place of a receipt and compares: the same leaf must stand at the same number under the same root.
 * The house answers here, so this only tells early; `jishi verify` decides without it.
 */
export async function checkReceipt({ auctionId, seq, leafHash, head }: Receipt): Promise<ReceiptCheck> {
  if (!head || !leafHash) return 'notYet';
  const proof = await auctions.proof(auctionId, seq, head.seq);
  return proof.leafHash === leafHash && proof.root === head.root ? 'same' : 'different';
}
