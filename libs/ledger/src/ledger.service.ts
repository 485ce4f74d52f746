import { Injectable } from '@nestjs/common';
import { conflict, DomainError, notFound, type Fen } from '@jishi/kernel';
import { Database, type Tx } from '@jishi/platform';
import { availableOf, balanceOf, balanceOn, normalSide, sumOf } from './domain/balance';
import { checkTransfer, contentHash, type Link, reversed, type TransferDraft } from './domain/transfer';
import * as repository from './ledger.repository';
import type { AccountSpec, NewTransfer, TransferRow } from './ledger.repository';
import * as pending from './pending.repository';
import type { Outcome, PendingRow } from './pending.repository';
import { asRefusal } from './refusals';
import * as statements from './statement.repository';
import type { AccountRow, LedgerScope } from './statement.repository';

/** How a reservation is posted: in full, or by postings of its own between the same accounts for less. */
export type PostingOfPending = Pick<TransferDraft, 'reference'> &
  Partial<Omit<TransferDraft, 'reference' | 'currency'>>;

/** In one statement: few enough to stay in memory, enough that the way there and back does not count. */
const BATCH = 500;

/** Writes transfers. What must never happen is refused by the database, not here. */
@Injectable()
export class LedgerService {
  constructor(private readonly database: Database) {}

  /**
   * Posts a transfer, opening the accounts it needs. The same reference again answers the first transfer.
   * Errors: `ledger.reference_reused` (other content), `ledger.unknown_account`, `ledger.overdrawn`, and those of checkTransfer.
   */
  async post(tx: Tx, draft: TransferDraft, open: readonly AccountSpec[] = []): Promise<TransferRow> {
    return (await this.postMany(tx, [draft], open))[0]!;
  }

  /**
   * Posts transfers as if one after the other, in few statements, and answers them in the same order. All or nothing.
   * Errors: those of post.
   */
  async postMany(tx: Tx, drafts: readonly TransferDraft[], open: readonly AccountSpec[] = []): Promise<TransferRow[]> {
    drafts.forEach(checkTransfer);
    await repository.ensureAccounts(tx, open);
    const stored: TransferRow[] = [];
    for (let from = 0; from < drafts.length; from += BATCH) {
      const batch = drafts.slice(from, from + BATCH).map((draft) => ({ draft, contentHash: contentHash(draft) }));
      stored.push(...(await this.write(tx, batch)));
    }
    return stored;
  }

  /**
   * Sets money aside: it counts as gone where it is to leave from, and arrives nowhere until it is posted. After `expiresAt`
   * it can only expire. The same reference again answers the first reservation. Errors: those of post, `ledger.pending_expired`.
   */
  async pend(
    tx: Tx,
    draft: TransferDraft,
    { expiresAt }: { expiresAt: Date | null },
    open: readonly AccountSpec[] = [],
  ): Promise<PendingRow> {
    checkTransfer(draft);
    const hash = contentHash(draft, expiresAt ? { expiresAt: expiresAt.toISOString() } : {});
    await repository.ensureAccounts(tx, open);
    const id = await pending.insertPending(tx, draft, hash, expiresAt);
    if (id) {
      const count = await asRefusal(draft.reference, () => pending.insertPendingPostings(tx, id, draft));
      if (count !== draft.postings.length) await this.refuseUnknown(tx, [draft]);
    }
    const stored = await this.pendingOf(tx, draft.reference);
    if (stored.contentHash !== hash) throw conflict('ledger.reference_reused', { reference: draft.reference });
    return stored;
  }

  /**
   * Posts what was set aside, in full or for less; the rest is free again.
   * Errors: `ledger.unknown_pending`, `ledger.pending_resolved`, `ledger.pending_expired`, `ledger.pending_exceeded`, those of post.
   */
  async postPending(tx: Tx, reference: string, posting: PostingOfPending): Promise<TransferRow> {
    const held = await this.pendingOf(tx, reference);
    const whole = await pending.pendingPostings(tx, held.id);
    const draft: TransferDraft = {
      kind: held.kind,
      description: held.description,
      postings: whole.map(({ source, destination, amountMinor }) => ({ source, destination, amountMinor })),
      ...(held.subjectId ? { subjectId: held.subjectId } : {}),
      ...posting,
      currency: whole[0]!.currency,
    };
    return this.writeLinked(tx, draft, { posts: reference }, {}, async (transferId) => {
      await this.resolve(tx, held, { outcome: 'post', transferId });
    });
  }

  /** Releases what was set aside. Doing it twice does nothing. Errors: as postPending. */
  async voidPending(tx: Tx, reference: string, reason: string): Promise<PendingRow> {
    return this.release(tx, reference, 'void', reason);
  }

  /** Releases what was set aside too long. Errors: `ledger.pending_not_due`, `ledger.unknown_pending`, `ledger.pending_resolved`. */
  async expirePending(tx: Tx, reference: string): Promise<PendingRow> {
    return this.release(tx, reference, 'expire', '');
  }

  /** Expires reservations past their time, each in a transaction of its own, and answers how many. */
  async expireDue(limit = 100): Promise<number> {
    const due = await pending.findDue(this.database.manager, limit);
    let expired = 0;
    for (const { reference } of due)
      expired += await this.database
        .transaction((tx) => this.expirePending(tx, reference))
        .then(
          () => 1,
          (error: unknown) => {
            // somebody posted or voided it just before its time
            if (error instanceof DomainError) return 0;
            throw error;
          },
        );
    return expired;
  }

  /**
   * A new transfer with the ends swapped; the reversed one stays as it is. Once only, and not of a reversal.
   * Errors: `ledger.unknown_transfer`, `ledger.already_reversed`, `ledger.is_reversal`, those of post.
   */
  async reverse(
    tx: Tx,
    reference: string,
    by: { reference: string; kind?: string; description: string },
  ): Promise<TransferRow> {
    const original = await repository.findTransfer(tx, reference);
    if (!original) throw notFound('ledger.unknown_transfer', { reference });
    if (original.reversesId) throw conflict('ledger.is_reversal', { reference });
    const postings = await repository.postingsOf(tx, [original.id]);
    const draft: TransferDraft = {
      kind: `${original.kind}.reversed`,
      ...by,
      postings: reversed(postings),
      currency: postings[0]!.currency,
      ...(original.subjectId ? { subjectId: original.subjectId } : {}),
    };
    const already = await repository.findReversal(tx, original.id);
    if (already && already.reference !== by.reference)
      throw conflict('ledger.already_reversed', { reference, by: already.reference });
    return this.writeLinked(tx, draft, { reverses: reference }, { reversesId: original.id });
  }

  /** What the account has come to. An account that was never opened has nothing. */
  async balance(tx: Tx, code: string): Promise<Fen> {
    const account = await statements.findAccount(tx, code);
    return account ? balanceOf(account) : 0;
  }

  /** What may still leave the account. */
  async available(tx: Tx, code: string): Promise<Fen> {
    const account = await statements.findAccount(tx, code);
    return account ? availableOf(account) : 0;
  }

  /** What the account had come to right before a moment. */
  async balanceAt(tx: Tx, code: string, moment: Date): Promise<Fen> {
    const account = await statements.findAccount(tx, code);
    if (!account) return 0;
    return balanceOn(normalSide[account.kind], await statements.totalsAt(tx, [account.id], moment));
  }

  /** Every account in scope with its balance; without a scope the whole ledger. For pages of them see StatementService. */
  async trialBalance(
    scope: LedgerScope = {},
  ): Promise<{ accounts: (AccountRow & { balanceMinor: Fen })[]; sumMinor: Fen }> {
    const accounts = await statements.listAccounts(this.database.manager, { ...scope, limit: null });
    return {
      accounts: accounts.map((account) => ({ ...account, balanceMinor: balanceOf(account) })),
      sumMinor: sumOf(accounts),
    };
  }

  /** A reservation and what became of it. Errors: `ledger.unknown_pending`. */
  async pendingOf(tx: Tx, reference: string): Promise<PendingRow> {
    const found = await pending.findPending(tx, reference);
    if (!found) throw notFound('ledger.unknown_pending', { reference });
    return found;
  }

  /** The sum-zero check: projections equal to postings, and all accounts together zero. Reads everything. */
  async check(): Promise<{ sumMinor: Fen; drifted: string[] }> {
    const sumMinor = sumOf(await statements.groupTotals(this.database.manager, {}));
    const drifted = await statements.findDrift(this.database.manager);
    return { sumMinor, drifted: drifted.map((account) => account.code) };
  }

  private async writeLinked(
    tx: Tx,
    draft: TransferDraft,
    link: Link,
    columns: Pick<NewTransfer, 'reversesId'>,
    between?: (transferId: string) => Promise<void>,
  ): Promise<TransferRow> {
    checkTransfer(draft);
    const [stored] = await this.write(tx, [{ draft, contentHash: contentHash(draft, link), ...columns }], between);
    return stored!;
  }

  /** Those that are new are inserted with their postings; `between` comes before the postings of a single new one. */
  private async write(
    tx: Tx,
    batch: readonly NewTransfer[],
    between?: (transferId: string) => Promise<void>,
  ): Promise<TransferRow[]> {
    const reference = batch[0]!.draft.reference;
    const fresh = await asRefusal(reference, () => repository.insertTransfers(tx, batch));
    const known = new Map(fresh.map((transfer) => [transfer.reference, transfer]));
    if (between && fresh[0]) await between(fresh[0].id);
    // a reference twice in a batch was inserted once, with what came first
    const first = new Map(batch.toReversed().map(({ draft }) => [draft.reference, draft]));
    const written = fresh.map(({ id, reference: own }) => ({ id, draft: first.get(own)! }));
    if (written.length > 0) {
      const expected = written.reduce((count, { draft }) => count + draft.postings.length, 0);
      const count = await asRefusal(reference, () => repository.insertPostings(tx, written));
      if (count !== expected)
        await this.refuseUnknown(
          tx,
          written.map(({ draft }) => draft),
        );
    }
    const taken = batch.map(({ draft }) => draft.reference).filter((own) => !known.has(own));
    if (taken.length > 0)
      for (const transfer of await repository.findTransfers(tx, taken)) known.set(transfer.reference, transfer);
    return batch.map(({ draft, contentHash: hash }) => {
      const stored = known.get(draft.reference);
      if (stored?.contentHash !== hash) throw conflict('ledger.reference_reused', { reference: draft.reference });
      return stored;
    });
  }

  private async refuseUnknown(tx: Tx, drafts: readonly TransferDraft[]): Promise<never> {
    const codes = drafts.flatMap(({ postings }) =>
      postings.flatMap(({ source, destination }) => [source, destination]),
    );
    const known = await repository.knownCodes(tx, codes);
    throw notFound('ledger.unknown_account', { account: codes.find((code) => !known.has(code)) ?? '' });
  }

  private async release(tx: Tx, reference: string, outcome: Outcome, reason: string): Promise<PendingRow> {
    const held = await this.pendingOf(tx, reference);
    if (held.outcome !== outcome) await this.resolve(tx, held, { outcome, reason });
    return this.pendingOf(tx, reference);
  }

  private async resolve(
    tx: Tx,
    held: PendingRow,
    resolution: { outcome: Outcome; transferId?: string; reason?: string },
  ): Promise<void> {
    const done = await asRefusal(held.reference, () =>
      pending.insertResolution(tx, { pendingId: held.id, ...resolution }),
    );
    if (done) return;
    const { outcome } = await this.pendingOf(tx, held.reference);
    // a rival did the same
    if (outcome === resolution.outcome && outcome !== 'post') return;
    throw conflict('ledger.pending_resolved', { reference: held.reference, outcome: outcome ?? '' });
  }
}
