import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { AccountKind, Pending, Sums } from './domain/balance';
import { TRANSFER, type TransferRow } from './ledger.repository';

/** Whose accounts a reader may see: everything for an auditor, else an exchange's books or one owner's accounts. */
export interface LedgerScope {
  exchangeId?: string;
  ownerId?: string;
}

export interface AccountRow extends Sums, Pending {
  id: string;
  code: string;
  kind: AccountKind;
  purpose: string;
  currency: string;
  ownerId: string | null;
  ownerName: string | null;
  exchangeId: string | null;
  exchangeName: string | null;
}

export interface AccountFilter extends LedgerScope {
  kind?: string;
  purpose?: string;
  /** The balances as they were right before this moment; left out: as they are. */
  until?: Date;
  /** Code of the last account of the page before. */
  after?: string;
  /** Null: all of them. */
  limit: number | null;
}

export interface GroupRow extends Sums, Pending {
  kind: AccountKind;
  purpose: string;
  currency: string;
  accounts: number;
}

export interface EntryRow extends Sums {
  accountId: string;
  account: string;
  seq: number;
  /** To the microsecond: the place in the statement. */
  at: string;
  transferId: string;
  reference: string;
  kind: string;
  description: string;
  subjectId: string | null;
}

/** The place of a line among those of all accounts: time, account, number along the account. */
export type Place = [at: string, accountId: string, seq: number];

const micros = (at: string): string => `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const IN_SCOPE = `($1::uuid is null or a.exchange_id = $1) and ($2::uuid is null or a.owner_id = $2)`;
const scoped = (scope: LedgerScope): (string | null)[] => [scope.exchangeId ?? null, scope.ownerId ?? null];

/** An account's totals as they are, or right before a moment: one look at an index for each account. */
const totalsOf = (until: Date | undefined, parameter: string): string =>
  until
    ? `cross join lateral (
         select e.debit_total as debit_minor, e.credit_total as credit_minor,
           0::bigint as pending_debit_minor, 0::bigint as pending_credit_minor
         from account_entry e where e.account_id = a.id and e.at < ${parameter}::timestamptz
         order by e.at desc, e.seq desc limit 1) b`
    : `join account_balance b on b.account_id = a.id and ${parameter}::timestamptz is null`;
const SUMS = `b.debit_minor as "debitMinor", b.credit_minor as "creditMinor",
  b.pending_debit_minor as "pendingDebitMinor", b.pending_credit_minor as "pendingCreditMinor"`;
const sum = (column: string): string => `coalesce(sum(b.${column}), 0)::bigint`;

/** In order of their codes, which begin with what they are for. */
export const listAccounts = (tx: Tx, filter: AccountFilter): Promise<AccountRow[]> =>
  rows<AccountRow>(
    tx,
    `select a.id, a.code, a.kind, a.purpose, a.currency, a.owner_id as "ownerId", o.name as "ownerName",
       a.exchange_id as "exchangeId", x.name as "exchangeName", ${SUMS}
     from (
       select * from account a where ${IN_SCOPE} and ($3::text is null or a.kind = $3)
         and ($4::text is null or a.purpose = $4) and ($5::text is null or a.code > $5)
     ) a ${totalsOf(filter.until, '$6')}
     left join organisation o on o.id = a.owner_id left join organisation x on x.id = a.exchange_id
     order by a.code limit $7`,
    [
      ...scoped(filter),
      filter.kind ?? null,
      filter.purpose ?? null,
      filter.after ?? null,
      filter.until ?? null,
      filter.limit,
    ],
  );

/** The trial balance by what accounts are for: short, however many accounts there are. */
export const groupTotals = (tx: Tx, scope: LedgerScope & { until?: Date }): Promise<GroupRow[]> =>
  rows<GroupRow>(
    tx,
    `select a.kind, a.purpose, a.currency, count(*) as accounts, ${sum('debit_minor')} as "debitMinor",
       ${sum('credit_minor')} as "creditMinor", ${sum('pending_debit_minor')} as "pendingDebitMinor",
       ${sum('pending_credit_minor')} as "pendingCreditMinor"
     from account a ${totalsOf(scope.until, '$3')} where ${IN_SCOPE}
     group by a.kind, a.purpose, a.currency order by array_position(array['asset', 'liability', 'income', 'expense'], a.kind),
       a.purpose, a.currency`,
    [...scoped(scope), scope.until ?? null],
  );

export const findAccount = (tx: Tx, code: string, scope: LedgerScope = {}): Promise<AccountRow | null> =>
  maybeRow<AccountRow>(
    tx,
    `select a.id, a.code, a.kind, a.purpose, a.currency, a.owner_id as "ownerId", o.name as "ownerName",
       a.exchange_id as "exchangeId", x.name as "exchangeName", ${SUMS}
     from account a join account_balance b on b.account_id = a.id
     left join organisation o on o.id = a.owner_id left join organisation x on x.id = a.exchange_id
     where ${IN_SCOPE} and a.code = $3`,
    [...scoped(scope), code],
  );

export const ownedAccounts = async (tx: Tx, scope: LedgerScope): Promise<string[]> => {
  const found = await rows<{ id: string }>(tx, `select a.id from account a where ${IN_SCOPE}`, scoped(scope));
  return found.map(({ id }) => id);
};

/** What the accounts had come to before a moment, or with a place in their lines. */
export const totalsAt = (tx: Tx, accountIds: readonly string[], at: Date | Place): Promise<Sums> => {
  const place: (string | number | Date | null)[] = at instanceof Date ? [at, null, null] : at;
  return row<Sums>(
    tx,
    `select ${sum('debit_minor')} as "debitMinor", ${sum('credit_minor')} as "creditMinor"
     from unnest($1::uuid[]) a (id) cross join lateral (
       select e.debit_total as debit_minor, e.credit_total as credit_minor from account_entry e
       where e.account_id = a.id and e.at <= $2::timestamptz
         and case when $3::uuid is null then e.at < $2 else (e.at, e.account_id, e.seq) <= ($2, $3, $4::bigint) end
       order by e.at desc, e.seq desc limit 1) b`,
    [accountIds, ...place],
  );
};

/** Oldest first. From each account no more lines than the page holds are read. */
export const listEntries = (
  tx: Tx,
  accountIds: readonly string[],
  period: { from: Date; until: Date; after?: Place; limit: number },
): Promise<EntryRow[]> =>
  rows<EntryRow>(
    tx,
    `select e.account_id as "accountId", a.code as account, e.seq, ${micros('e.at')} as at,
       e.debit_minor as "debitMinor", e.credit_minor as "creditMinor",
       t.id as "transferId", t.reference, t.kind, t.description, t.subject_id as "subjectId"
     from (
       select e.* from unnest($1::uuid[]) o (id) cross join lateral (
         select * from account_entry e where e.account_id = o.id
           and e.at >= greatest($2::timestamptz, $4::timestamptz) and e.at < $3
           and ($4::timestamptz is null or (e.at, e.account_id, e.seq) > ($4, $5::uuid, $6::bigint))
         order by e.at, e.seq limit $7) e
       order by e.at, e.account_id, e.seq limit $7
     ) e join account a on a.id = e.account_id join transfer t on t.id = e.transfer_id
     order by e.at, e.account_id, e.seq`,
    [accountIds, period.from, period.until, ...(period.after ?? [null, null, null]), period.limit],
  );

/** Of all the books, newest first. */
const WALK = `
  select t.*, t.created_at as place from transfer t
  where ($4::uuid is null or t.subject_id = $4)
    and ($5::timestamptz is null or (t.created_at, t.id) < ($5, $6::uuid))
    and $3::text is null
    and (coalesce($1::uuid, $2::uuid) is null or exists (
      select from posting p join account a on a.id in (p.source_id, p.destination_id)
      where p.transfer_id = t.id and ${IN_SCOPE}))
  order by t.created_at desc, t.id desc limit $7`;
/** Of a few accounts: of each no more than the page holds. */
const BY_ACCOUNT = `
  select t.*, e.place from (
    select e.transfer_id, max(e.at) as place from account a cross join lateral (
      select e.transfer_id, e.at from account_entry e where e.account_id = a.id
        and ($4::uuid is null or exists (select from transfer t where t.id = e.transfer_id and t.subject_id = $4))
        and ($5::timestamptz is null or (e.at <= $5 and (e.at, e.transfer_id) < ($5, $6::uuid)))
      order by e.at desc, e.transfer_id desc limit $7) e
    where ${IN_SCOPE} and ($3::text is null or a.code = $3)
    group by e.transfer_id order by place desc, e.transfer_id desc limit $7
  ) e join transfer t on t.id = e.transfer_id`;

/** Newest first; `before` is the place of the last one of the page before: its moment and id. */
export const listTransfers = (
  tx: Tx,
  filter: LedgerScope & { account?: string; subjectId?: string; before?: [string, string]; limit: number },
): Promise<(TransferRow & { place: string })[]> =>
  rows(
    tx,
    `select ${TRANSFER}, ${micros('t.place')} as place
     from (${filter.account || filter.ownerId ? BY_ACCOUNT : WALK}) t order by t.place desc, t.id desc`,
    [
      ...scoped(filter),
      filter.account ?? null,
      filter.subjectId ?? null,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
    ],
  );

/** What a transfer reverses, posts, or was reversed by: the references. */
export interface Links {
  reverses: string | null;
  reversedBy: string | null;
  posts: string | null;
}

export const findTransferIn = (tx: Tx, id: string, scope: LedgerScope): Promise<(TransferRow & Links) | null> =>
  maybeRow(
    tx,
    `select ${TRANSFER}, o.reference as reverses, r.reference as "reversedBy", p.reference as posts
     from transfer t left join transfer o on o.id = t.reverses_id left join transfer r on r.reverses_id = t.id
     left join pending_resolution e on e.transfer_id = t.id left join pending_transfer p on p.id = e.pending_id
     where t.id = $3 and exists (
       select from posting p join account a on a.id in (p.source_id, p.destination_id)
       where p.transfer_id = t.id and ${IN_SCOPE})`,
    [...scoped(scope), id],
  );

export interface OwnMove {
  transferId: string;
  account: string;
  debitMinor: number;
  creditMinor: number;
}

/** What transfers did to the accounts in scope, and to no others. */
export const movesOf = (tx: Tx, transferIds: readonly string[], scope: LedgerScope): Promise<OwnMove[]> =>
  rows<OwnMove>(
    tx,
    `select m."transferId", a.code as account, sum(m.debit)::bigint as "debitMinor", sum(m.credit)::bigint as "creditMinor"
     from (
       select transfer_id as "transferId", source_id as id, amount_minor as debit, 0::bigint as credit, ordinal
         from posting where transfer_id = any($3::uuid[])
       union all
       select transfer_id, destination_id, 0, amount_minor, ordinal from posting where transfer_id = any($3)
     ) m join account a on a.id = m.id where ${IN_SCOPE}
     group by m."transferId", a.code order by m."transferId", min(m.ordinal), a.code`,
    [...scoped(scope), transferIds],
  );

/**
 * Accounts whose totals differ from their postings, from their last line, or whose reserves differ from the open
 * reservations; always none, or the database is damaged.
 */
export const findDrift = (tx: Tx): Promise<{ code: string }[]> =>
  rows(
    tx,
    `with posted as (
       select id, sum(debit) as debit, sum(credit) as credit from (
         select source_id as id, amount_minor as debit, 0::bigint as credit from posting
         union all select destination_id, 0, amount_minor from posting) m group by id
     ), entered as (
       select account_id as id, sum(debit_minor) as debit, sum(credit_minor) as credit, count(*) as lines
       from account_entry group by account_id
     ), held as (
       select id, sum(debit) as debit, sum(credit) as credit from (
         select p.source_id as id, p.amount_minor as debit, 0::bigint as credit
           from pending_open o join pending_posting p on p.pending_id = o.pending_id
         union all select p.destination_id, 0, p.amount_minor
           from pending_open o join pending_posting p on p.pending_id = o.pending_id) m group by id
     )
     select a.code from account a join account_balance b on b.account_id = a.id
     left join posted on posted.id = a.id left join entered on entered.id = a.id left join held on held.id = a.id
     where (b.debit_minor, b.credit_minor) is distinct from (coalesce(posted.debit, 0), coalesce(posted.credit, 0))
       or (b.debit_minor, b.credit_minor, b.entry_count) is distinct from
          (coalesce(entered.debit, 0), coalesce(entered.credit, 0), coalesce(entered.lines, 0))
       or (b.pending_debit_minor, b.pending_credit_minor) is distinct from
          (coalesce(held.debit, 0), coalesce(held.credit, 0))
     order by a.code limit 1000`,
  );
