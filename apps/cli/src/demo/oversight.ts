import type { PublicEvent } from '@jishi/bidding';
import type { Person } from './cast';
import type { HttpClient } from './http-client';

export interface LedgerAccount {
  code: string;
  kind: string;
  purpose: string;
  debitMinor: number;
  creditMinor: number;
  /** On the account's normal side. */
  balanceMinor: number;
}
export interface LedgerBalance {
  accounts: LedgerAccount[];
  /** Credits less debits over all accounts, added up here and not taken from the answer. */
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
export async function ledgerOf(auditor: Person): Promise<LedgerBalance> {
  const accounts: LedgerAccount[] = [];
  let cursor = '';
  do {
    const page = await auditor.http.get<{ items: LedgerAccount[]; nextCursor: string | null }>(
      `/ledger/accounts?limit=100${cursor && `&cursor=${cursor}`}`,
    );
    accounts.push(...page.items);
    cursor = page.nextCursor ?? '';
  } while (cursor);
  return {
    accounts,
    sumMinor: accounts.reduce((sum, account) => sum + account.creditMinor - account.debitMinor, 0),
  };
}
