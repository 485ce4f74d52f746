import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError, newId } from '@jishi/kernel';
import type { Tx } from '@jishi/platform';
import { usccOf } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import type { TransferDraft } from './domain/transfer';
import type { AccountSpec } from './ledger.repository';
import { LedgerService } from './ledger.service';
import { StatementService } from './statement.service';

const [SELLER, BUYER] = [newId(), newId()];
const ACCOUNTS: AccountSpec[] = [
  { code: 'bank', kind: 'asset', purpose: 'bank' },
  { code: 'deposit:1', kind: 'liability', purpose: 'deposit', ownerId: BUYER },
  { code: 'deposit:2', kind: 'liability', purpose: 'deposit', ownerId: BUYER },
  { code: 'payable', kind: 'liability', purpose: 'payable', ownerId: SELLER },
  { code: 'fee', kind: 'income', purpose: 'fee' },
];
const CODES = ACCOUNTS.map(({ code }) => code);

let db: TestDatabase;
let ledger: LedgerService;
let statements: StatementService;
/** What the accounts held at moments at which nothing was going on: the witness of the past. */
const seen: { at: Date; balances: number[] }[] = [];

beforeAll(async () => {
  db = await testDatabase();
  for (const [index, id] of [SELLER, BUYER].entries())
    await db.database.query(
      `insert into organisation (id, kind, name, uscc, region_code) values ($1, 'company', $2, $3, '440100')`,
      [id, `某公司${index}`, usccOf(index)],
    );
  ledger = new LedgerService(db.database);
  statements = new StatementService(db.database);
  await db.database.transaction((tx) =>
    ledger.post(tx, { reference: 'opening', kind: 'x', postings: [move(['bank', 'payable', 1_000])] }, ACCOUNTS),
  );
});
afterAll(() => db.drop());

type Move = readonly [source: string, destination: string, amount: number];
const move = ([source, destination, amountMinor]: Move) => ({ source, destination, amountMinor });

interface Command {
  kind: 'post' | 'many' | 'pend' | 'settle' | 'void' | 'reverse';
  /** Few, so that many come twice. */
  n: number;
  moves: Move[];
  /** The connection dies before this statement of the transaction. */
  dies: number | null;
}

const aMove = fc
  .tuple(fc.constantFrom(...CODES), fc.constantFrom(...CODES), fc.integer({ min: 1, max: 400 }))
  .filter(([source, destination]) => source !== destination);
const command: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom('post', 'post', 'many', 'pend', 'settle', 'void', 'reverse'),
  n: fc.nat(9),
  moves: fc.array(aMove, { minLength: 1, maxLength: 3 }),
  dies: fc.option(fc.nat(6), { freq: 2 }),
});
const rounds = fc.array(fc.array(command, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 });

function run(tx: Tx, { kind, n, moves }: Command, run: string): Promise<unknown> {
  const draft = (reference: string): TransferDraft => ({ reference, kind: 'x', postings: moves.map(move) });
  switch (kind) {
    case 'post':
      return ledger.post(tx, draft(`${run}:post:${n}`), ACCOUNTS);
    case 'many':
      return ledger.postMany(
        tx,
        [0, 1, 2].map((m) => draft(`${run}:many:${n}:${m}`)),
        ACCOUNTS,
      );
    case 'pend':
      return ledger.pend(tx, draft(`${run}:pend:${n}`), { expiresAt: null }, ACCOUNTS);
    case 'settle':
      return ledger.postPending(tx, `${run}:pend:${n}`, { reference: `${run}:settle:${n}` });
    case 'void':
      return ledger.voidPending(tx, `${run}:pend:${n}`, 'x');
    case 'reverse':
      return ledger.reverse(tx, `${run}:post:${n}`, { reference: `${run}:reverse:${n}`, description: 'x' });
  }
}

/** The same transaction, but its connection is killed before one of its statements. */
const mortal = (tx: Tx, dies: number | null): Tx => {
  if (dies === null) return tx;
  let left = dies;
  return new Proxy(tx, {
    get(target, name) {
      if (name !== 'query') return Reflect.get(target, name) as unknown;
      return async (sql: string, params?: unknown[]) => {
        if (left-- === 0) await target.query('select pg_terminate_backend(pg_backend_pid())');
        return target.query(sql, params) as unknown;
      };
    },
  });
};

/** Refused or killed is an answer; two that lock each other out are told so and may come again; anything else is a defect. */
const isAnswer = (error: unknown): boolean =>
  error instanceof DomainError || /terminat|Connection|connection|deadlock|released/.test((error as Error).message);

const balances = () => Promise.all(CODES.map((code) => ledger.balance(db.database.manager, code)));
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function witness(): Promise<void> {
  await pause(3);
  const [now] = await db.database.query<{ at: Date }>('select clock_timestamp() as at');
  seen.push({ at: new Date(now!.at.getTime() + 1), balances: await balances() });
  await pause(3);
}

/** Lines per account and transfer, added up from the postings; no reader of the product is used. */
const FROM_POSTINGS = `
  select a.code as account, m.transfer_id as "transferId", sum(m.debit)::bigint as "debitMinor", sum(m.credit)::bigint as "creditMinor"
  from (select source_id as id, transfer_id, amount_minor as debit, 0 as credit from posting
    union all select destination_id, transfer_id, 0, amount_minor from posting) m
  join account a on a.id = m.id group by a.code, m.transfer_id order by 1, 2`;
/** Lines out of step with the one before: number, time or total. */
const OUT_OF_STEP = `
  select * from (
    select *, lag(at) over w as was_at, coalesce(lag(seq) over w, 0) as was_seq,
      coalesce(lag(debit_total) over w, 0) as was_debit, coalesce(lag(credit_total) over w, 0) as was_credit
    from account_entry window w as (partition by account_id order by at, seq)) e
  where seq <> was_seq + 1 or at < was_at or debit_total <> was_debit + debit_minor or credit_total <> was_credit + credit_minor`;

describe('any commands, at once, twice, with connections that die', () => {
  it('keep the ledger at zero and its projections equal to the postings', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (rounds) => {
        const name = newId();
        for (const commands of rounds) {
          const results = await Promise.allSettled(
            commands.map((one) => db.database.transaction((tx) => run(mortal(tx, one.dies), one, name))),
          );
          const defects = results.flatMap((one) =>
            one.status === 'rejected' && !isAnswer(one.reason) ? [one.reason] : [],
          );
          expect(defects).toEqual([]);
          await witness();
        }
        expect(await ledger.check()).toEqual({ sumMinor: 0, drifted: [] });
        expect(await db.database.query(OUT_OF_STEP)).toEqual([]);
        const { accounts } = await ledger.trialBalance();
        expect(Math.min(...accounts.map((account) => account.balanceMinor))).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('leave every past balance as it was seen then', async () => {
    expect(seen.length).toBeGreaterThan(15);
    for (const { at, balances: then } of seen) {
      expect(await Promise.all(CODES.map((code) => ledger.balanceAt(db.database.manager, code, at)))).toEqual(then);
      const { sumMinor, groups } = await statements.trialBalance({ until: at });
      expect(sumMinor).toBe(0);
      expect(groups.find(({ purpose }) => purpose === 'bank')?.balanceMinor).toBe(then[0]);
      const page = await statements.accounts({ until: at, limit: 100 });
      for (const { code, balanceMinor } of page.items) expect(balanceMinor).toBe(then[CODES.indexOf(code)]);
    }
  });

  it('and every statement equal to its transfers, whatever its period and pages', async () => {
    const all = await db.database.query<{ account: string; transferId: string }>(FROM_POSTINGS);
    const read: unknown[] = [];
    for (const code of CODES) {
      const { lines } = await whole({}, { account: code, from: new Date(0), until: new Date('2100-01-01') }, 7);
      read.push(
        ...lines.map(({ account, transferId, debitMinor, creditMinor }) => ({
          account,
          transferId,
          debitMinor,
          creditMinor,
        })),
      );
    }
    const byText = (list: unknown[]) =>
      list.map((one) => JSON.stringify(one, ['account', 'transferId', 'debitMinor', 'creditMinor'])).sort();
    expect(byText(read)).toEqual(byText(all));
    const moments = seen.map(({ at }) => at);
    const index = fc.nat(moments.length - 1);
    await fc.assert(
      fc.asyncProperty(
        index,
        index,
        fc.constantFrom(...CODES, SELLER, BUYER),
        fc.integer({ min: 1, max: 9 }),
        async (i, j, whose, limit) => {
          const [from, until] = [moments[Math.min(i, j)]!, moments[Math.max(i, j)]!];
          const codes = CODES.includes(whose)
            ? [whose]
            : ACCOUNTS.filter(({ ownerId }) => ownerId === whose).map(({ code }) => code);
          const { first, lines } = CODES.includes(whose)
            ? await whole({}, { account: whose, from, until }, limit)
            : await whole({ ownerId: whose }, { from, until }, limit);
          const sumThen = (n: number) => codes.reduce((sum, code) => sum + seen[n]!.balances[CODES.indexOf(code)]!, 0);
          expect(first.openingMinor).toBe(sumThen(Math.min(i, j)));
          expect(first.closingMinor).toBe(sumThen(Math.max(i, j)));
          let balance = first.openingMinor;
          const sign = whose === 'bank' ? 1 : -1;
          for (const line of lines) {
            balance += sign * (line.debitMinor - line.creditMinor);
            expect(line.balanceMinor).toBe(balance);
          }
          expect(balance).toBe(first.closingMinor);
          expect(lines.reduce((sum, line) => sum + line.debitMinor, 0)).toBe(first.debitMinor);
          expect(new Set(lines.map(({ at, accountId, seq }) => [at, accountId, seq].join())).size).toBe(lines.length);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('and foreign accounts unread', async () => {
    const period = { from: new Date(0), until: new Date('2100-01-01'), limit: 100 };
    await expect(statements.statement({ ownerId: SELLER }, { ...period, account: 'deposit:1' })).rejects.toThrow(
      'ledger.unknown_account',
    );
    const { items } = await statements.accounts({ ownerId: SELLER, limit: 10 });
    expect(items.map(({ code }) => code)).toEqual(['payable']);
    const found = await statements.transfers({ ownerId: SELLER, limit: 20 });
    for (const { moves } of found.items) expect(moves.map(({ account }) => account)).toEqual(['payable']);
  });
});

/** All pages of a statement. */
async function whole(scope: { ownerId?: string }, query: { account?: string; from: Date; until: Date }, limit: number) {
  const first = await statements.statement(scope, { ...query, limit });
  const lines = [...first.items];
  for (let cursor = first.nextCursor; cursor;) {
    const after = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string, number];
    const page = await statements.statement(scope, { ...query, after, limit });
    expect(page.openingMinor).toBe(first.openingMinor);
    lines.push(...page.items);
    cursor = page.nextCursor;
  }
  return { first, lines };
}
