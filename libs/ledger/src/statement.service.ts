import { Injectable } from '@nestjs/common';
import { notFound, type Fen } from '@jishi/kernel';
import { Database, encodeCursor, type Page, toPage } from '@jishi/platform';
import { availableOf, balanceOf, balanceOn, normalSide, sumOf } from './domain/balance';
import { withBalance } from './domain/statement';
import { postingsOf, type PostingRow, type TransferRow } from './ledger.repository';
import * as repository from './statement.repository';
import type {
  AccountFilter,
  AccountRow,
  EntryRow,
  GroupRow,
  LedgerScope,
  Links,
  OwnMove,
  Place,
} from './statement.repository';

export type Account = AccountRow & { balanceMinor: Fen; availableMinor: Fen };
export type StatementLine = EntryRow & { balanceMinor: Fen };
export type TransferMoves = TransferRow & { postings: PostingRow[]; moves: OwnMove[] };

export interface TrialBalance {
  groups: (GroupRow & { balanceMinor: Fen })[];
  debitMinor: Fen;
  creditMinor: Fen;
  /** Credits less debits: zero over the whole ledger. */
  sumMinor: Fen;
}

export interface Statement extends Page<StatementLine> {
  /** Null for all accounts of an owner together. */
  account: Account | null;
  openingMinor: Fen;
  debitMinor: Fen;
  creditMinor: Fen;
  closingMinor: Fen;
}

export interface StatementQuery {
  /** Code of one account; left out: all that the scope's owner has. */
  account?: string;
  from: Date;
  until: Date;
  after?: Place;
  limit: number;
}

/** Reads the books: as they are, and as they were at any moment. Whose, the scope says. */
@Injectable()
export class StatementService {
  constructor(private readonly database: Database) {}

  /** By what accounts are for. `until`: right before that moment. */
  async trialBalance(scope: LedgerScope & { until?: Date } = {}): Promise<TrialBalance> {
    const groups = await repository.groupTotals(this.database.manager, scope);
    return {
      groups: groups.map((group) => ({ ...group, balanceMinor: balanceOf(group) })),
      debitMinor: groups.reduce((sum, group) => sum + group.debitMinor, 0),
      creditMinor: groups.reduce((sum, group) => sum + group.creditMinor, 0),
      sumMinor: sumOf(groups),
    };
  }

  /** A page of accounts with their balances, by code. */
  async accounts(filter: AccountFilter & { limit: number }): Promise<Page<Account>> {
    const found = await repository.listAccounts(this.database.manager, { ...filter, limit: filter.limit + 1 });
    return toPage(found.map(withBalances), filter.limit, (last) => [last.code, last.id]);
  }

  /**
   * The lines of a period, oldest first, with what the account came to after each; of an owner, with what is kept for it
   * in all accounts together. Errors: `ledger.unknown_account`.
   */
  async statement(
    scope: LedgerScope,
    { account: code, from, until, after, limit }: StatementQuery,
  ): Promise<Statement> {
    // one snapshot: what is posted meanwhile must not stand in the sum and not in the lines
    return this.database.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const found = code === undefined ? null : await repository.findAccount(tx, code, scope);
      if (code !== undefined && !found) throw notFound('ledger.unknown_account', { account: code });
      const ids = found ? [found.id] : await repository.ownedAccounts(tx, scope);
      const side = found ? normalSide[found.kind] : 'credit';
      const [opening, closing] = [
        await repository.totalsAt(tx, ids, from),
        await repository.totalsAt(tx, ids, until > from ? until : from),
      ];
      const before = after ? await repository.totalsAt(tx, ids, after) : opening;
      const entries = await repository.listEntries(tx, ids, {
        from,
        until,
        ...(after ? { after } : {}),
        limit: limit + 1,
      });
      const items = withBalance(side, before, entries.slice(0, limit));
      const last = items.at(-1);
      return {
        account: found && withBalances(found),
        openingMinor: balanceOn(side, opening),
        debitMinor: closing.debitMinor - opening.debitMinor,
        creditMinor: closing.creditMinor - opening.creditMinor,
        closingMinor: balanceOn(side, closing),
        items,
        nextCursor: entries.length > limit && last ? encodeCursor([last.at, last.accountId, last.seq]) : null,
      };
    });
  }

  /** Newest first, each with its postings, and with what it did to the accounts in scope. */
  async transfers(
    filter: LedgerScope & { account?: string; subjectId?: string; before?: [string, string]; limit: number },
  ): Promise<Page<TransferMoves>> {
    const found = await repository.listTransfers(this.database.manager, { ...filter, limit: filter.limit + 1 });
    const page = toPage(found, filter.limit, (last) => [last.place, last.id]);
    return { ...page, items: await this.withMoves(page.items, filter) };
  }

  /** One transfer that touches an account in scope. Errors: `ledger.unknown_transfer`. */
  async transfer(scope: LedgerScope, id: string): Promise<TransferMoves & Links> {
    const found = await repository.findTransferIn(this.database.manager, id, scope);
    if (!found) throw notFound('ledger.unknown_transfer', { reference: id });
    const [moved] = await this.withMoves([found], scope);
    return { ...found, ...moved! };
  }

  private async withMoves<T extends TransferRow>(found: T[], scope: LedgerScope): Promise<(T & TransferMoves)[]> {
    const ids = found.map(({ id }) => id);
    const [postings, moves] = await Promise.all([
      postingsOf(this.database.manager, ids),
      repository.movesOf(this.database.manager, ids, scope),
    ]);
    return found.map((transfer) => ({
      ...transfer,
      postings: postings.filter(({ transferId }) => transferId === transfer.id),
      moves: moves.filter(({ transferId }) => transferId === transfer.id),
    }));
  }
}

const withBalances = (account: AccountRow): Account => ({
  ...account,
  balanceMinor: balanceOf(account),
  availableMinor: availableOf(account),
});
