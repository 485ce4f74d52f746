import { LedgerService, StatementService } from '@jishi/ledger';
import type { StripeAccount } from '../../support/stripe/account';
import type { StripeBench } from '../../support/stripe/bench';
import type { MoneyWorld } from './world';

interface DepositView {
  id: string;
  state: string;
  organisation: string;
  amount: number;
  /** What its account has come to. */
  balance: number;
  /** A promise holds it, not money. */
  promised: boolean;
  /** Payouts that are to leave its account and have not. */
  leaving: number;
}

/** Between any two commands: nobody who stands at the top of the book has had the deposit back. */
export async function faultsNow(bench: StripeBench, { deal }: MoneyWorld): Promise<string[]> {
  const { standingId, phase } = bench.money.book;
  if (!standingId || phase !== 'open') return [];
  const gone = (await depositsOf(bench, deal.auctionId)).filter(
    ({ organisation, state }) => organisation === standingId && ['release_pending', 'released'].includes(state),
  );
  return gone.map(({ id, state }) => `deposit ${id} is ${state} under a standing bid`);
}

/** When everything is at rest: the books agree with themselves, with every claim, and with what banks and providers really hold. */
export async function faultsAtRest(bench: StripeBench, world: MoneyWorld): Promise<string[]> {
  const { deal } = world;
  const exchangeId = deal.cashier.organisationId;
  const faults: string[] = [];
  const same = (what: string, ledger: number, truth: number): void => {
    if (ledger !== truth) faults.push(`${what}: ledger ${ledger}, in truth ${truth}`);
  };
  const undone = await bench.money.undone();
  for (const { consumer } of undone) faults.push(`stays undone: ${consumer}`);
  const { sumMinor, drifted } = await bench.get(LedgerService).check();
  same('sum of the ledger', sumMinor, 0);
  for (const code of drifted) faults.push(`balance of ${code} is not the sum of its postings`);

  for (const deposit of await depositsOf(bench, deal.auctionId))
    same(`deposit ${deposit.state}`, deposit.balance, expected(deposit));

  const balances = await bench.balances(deal);
  same('money at the bank', balances['bank'] ?? 0, await atTheBank(bench, exchangeId));
  same(
    'money with Stripe',
    (balances['provider'] ?? 0) - (balances['provider_debt'] ?? 0),
    await withStripe(bench, exchangeId),
  );
  same('promises, both sides', balances['authorised'] ?? 0, balances['hold'] ?? 0);
  same('promises', balances['hold'] ?? 0, await promised(bench, exchangeId));
  same('money nobody claims', balances['suspense'] ?? 0, await unclaimed(bench, exchangeId));

  for (const { organisationId } of [deal.seller, ...deal.bidders])
    faults.push(...(await faultsOfStatement(bench, organisationId)));
  return faults;
}

/** What lies in a deposit's account, said by its state alone. */
function expected({ state, amount, promised, leaving }: DepositView): number {
  switch (state) {
    case 'held':
    case 'expiring':
      return promised ? 0 : amount;
    case 'release_pending':
      return promised ? 0 : leaving;
    case 'captured':
      return leaving;
    default:
      return 0;
  }
}

const depositsOf = (bench: StripeBench, auctionId: string): Promise<DepositView[]> =>
  bench.db.database.query(
    `select d.id, d.state, d.organisation_id as organisation, d.amount_minor as amount,
       coalesce((select b.credit_minor - b.debit_minor from account a join account_balance b on b.account_id = a.id
         where a.code = 'deposit:' || d.id), 0)::bigint as balance,
       exists (select 1 from provider_movement m where m.subject_id = d.id and m.bearing and m.stage <> 'captured') as promised,
       coalesce((select sum(p.amount_minor) from payout p where p.source_account = 'deposit:' || d.id
         and p.state <> 'confirmed'), 0)::bigint as leaving
     from deposit d where d.auction_id = $1`,
    [auctionId],
  );

/** What came in on statements, less what two people said has left. */
const atTheBank = async (bench: StripeBench, exchangeId: string): Promise<number> =>
  (
    await bench.money.one<{ sum: number }>(
      `select (coalesce((select sum(amount_minor) from bank_line where exchange_id = $1 and direction = 'credit'), 0)
         - coalesce((select sum(amount_minor) from payout where exchange_id = $1 and provider = 'offline_bank'
             and state = 'confirmed'), 0))::bigint as sum`,
      exchangeId,
    )
  ).sum;

/** What Stripe itself holds of payments to this exchange: charged, less refunded, taken back and passed on. */
async function withStripe(bench: StripeBench, exchangeId: string): Promise<number> {
  const { account } = bench.stripe;
  const movements = await bench.db.database.query<{ reference: string }>(
    `select reference from provider_movement where exchange_id = $1 and reference is not null`,
    [exchangeId],
  );
  return movements.reduce((sum, { reference }) => sum + keptOf(account, reference), 0);
}

function keptOf(account: StripeAccount, sessionId: string): number {
  const intentId = account.get(sessionId, 'checkout.session')['payment_intent'] as string | null;
  if (!intentId) return 0;
  const charge = account.get(intentId, 'payment_intent')['latest_charge'] as string | null;
  if (!charge) return 0;
  const sum = (object: string, matches: Record<string, unknown>): number =>
    account.all(object, matches).reduce((total, one) => total + Number(one['amount']), 0);
  return (
    Number(account.get(charge, 'charge')['amount_captured']) -
    sum('refund', { charge, status: 'succeeded' }) -
    sum('dispute', { charge, status: 'lost' }) -
    sum('transfer', { source_transaction: charge })
  );
}

const promised = async (bench: StripeBench, exchangeId: string): Promise<number> =>
  (
    await bench.money.one<{ sum: number }>(
      `select coalesce(sum(amount_minor), 0)::bigint as sum from provider_movement m
       where exchange_id = $1 and stage = 'authorised'
         and exists (select 1 from transfer t where t.reference = 'hold:' || m.id)`,
      exchangeId,
    )
  ).sum;

/** Lines nobody owns yet, refunds of them that have not left, and refunds that came back. */
const unclaimed = async (bench: StripeBench, exchangeId: string): Promise<number> =>
  (
    await bench.money.one<{ sum: number }>(
      `select (coalesce((select sum(amount_minor) from bank_line where exchange_id = $1 and direction = 'credit'
           and state in ('unmatched', 'proposed', 'matched', 'suspense')), 0)
         + coalesce((select sum(p.amount_minor) from payout p where p.exchange_id = $1 and p.state <> 'confirmed'
             and p.source_account = 'suspense:' || $1 and coalesce(p.failure, '') <> 'charged_back'), 0)
         + coalesce((select sum(s.amount_minor) from transfer t join posting s on s.transfer_id = t.id
             join account a on a.id = s.destination_id
             where t.kind = 'movement.came_back' and a.code = 'suspense:' || $1), 0))::bigint as sum`,
      exchangeId,
    )
  ).sum;

/** Every line of a party's statement is a transfer's posting, they add up to its balance, and none is missing. */
async function faultsOfStatement(bench: StripeBench, ownerId: string): Promise<string[]> {
  const faults: string[] = [];
  const period = { from: new Date('2020-01-01'), until: new Date('2100-01-01') };
  const statement = await bench.get(StatementService).statement({ ownerId }, { ...period, limit: 1_000 });
  const { count, sum } = await bench.money.one<{ count: number; sum: number }>(
    `select count(*)::int as count, coalesce(sum(case when s.destination_id = a.id then s.amount_minor else -s.amount_minor end), 0)::bigint as sum
     from posting s join account a on a.id in (s.source_id, s.destination_id) where a.owner_id = $1`,
    ownerId,
  );
  const lines = statement.items.reduce((total, { creditMinor, debitMinor }) => total + creditMinor - debitMinor, 0);
  if (statement.nextCursor) faults.push(`statement of ${ownerId} has more lines than it may have`);
  if (lines !== sum || statement.closingMinor !== sum || statement.openingMinor !== 0)
    faults.push(`statement of ${ownerId}: lines ${lines}, closing ${statement.closingMinor}, postings ${sum}`);
  if (statement.items.length > count) faults.push(`statement of ${ownerId} has lines of no posting`);
  return faults;
}
