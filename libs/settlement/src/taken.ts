import type { AccountSpec, LedgerService, Posting } from '@jishi/ledger';
import type { Tx } from '@jishi/platform';
import { moneySpec, providerDebtSpec } from './account-specs';
import { bankAccount, moneyAccount, providerDebtAccount } from './domain/accounts';

/**
 * The postings of money that has left, from where it lay. A provider takes whether it holds enough or not: a refund that was
 * charged back as well leaves a debt to it. A bank account is never overdrawn: people saw that money leave.
 */
export async function taken(
  ledger: LedgerService,
  tx: Tx,
  {
    source,
    provider,
    exchangeId,
    amountMinor,
  }: { source: string; provider: string; exchangeId: string; amountMinor: number },
): Promise<{ postings: Posting[]; open: AccountSpec[] }> {
  const money = moneyAccount(provider, exchangeId);
  const hereMinor =
    money === bankAccount(exchangeId) ? amountMinor : Math.min(amountMinor, await ledger.balance(tx, money));
  const postings = [
    { source, destination: money, amountMinor: hereMinor },
    { source, destination: providerDebtAccount(provider, exchangeId), amountMinor: amountMinor - hereMinor },
  ];
  return {
    postings: postings.filter((posting) => posting.amountMinor > 0),
    open: hereMinor < amountMinor ? [moneySpec(provider, exchangeId), providerDebtSpec(provider, exchangeId)] : [],
  };
}
