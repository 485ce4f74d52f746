import type { PublicEvent } from '@jishi/bidding';
import type { Person } from './cast';
import type { HttpClient } from './http-client';

export interface LedgerAccount {
  code: string;
  name?: string;
  kind: string;
  balanceMinor: number;
}
export interface LedgerBalance {
  accounts: LedgerAccount[];
  /** Credits less debits over all accounts. */
  sumMinor: number;
}

/** The whole public book, page by page. */
export async function downloadBook(http: HttpClient, auctionId: string): Promise<PublicEvent[]> {
  const events: PublicEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const { items } = await http.get<{ items: PublicEvent[] }>(
      `/auctions/${auctionId}/events?after=${after}&limit=1000`,
    );
    if (items.length === 0) return events;
    events.push(...items);
  }
}

/** As the auditor sees it: every account there is. */
export function ledgerOf(auditor: Person): Promise<LedgerBalance> {
  return auditor.http.get<LedgerBalance>('/ledger/accounts');
}
