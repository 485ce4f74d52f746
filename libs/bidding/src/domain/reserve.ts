import type { AuctionState } from './state';

type Sale = Pick<AuctionState, 'rules' | 'reserveMinor'>;

/** Whether this price meets the reserve, where the rules let everybody know; otherwise undefined. */
export function publishedReserveMet({ rules, reserveMinor }: Sale, priceMinor: number | null): boolean | undefined {
  if (!rules?.showReserveMet || reserveMinor === null) return undefined;
  return (priceMinor ?? 0) >= reserveMinor;
}
