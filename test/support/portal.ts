import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { Bylaws } from '@jishi/listings';
import { Database } from '@jishi/platform';
import { DEPOSIT_DEFAULTS } from '@jishi/pricing';
import * as sale from '../../apps/cli/src/demo/sale';
import { until } from '../../apps/cli/src/demo/wait';
import { bookDeposit } from './books';
import { completeApplication, enterAll, type Person, uploaded } from './candidates';
import { Floor } from './crowd';
import { rewardRecords } from './rewards';
import { csvOf, DEAL_HEADINGS, dealCells } from './registers';
import { SealedSale } from './sealed-sale';
import type { Stack } from './stack';

interface Id {
  id: string;
}

/** The addresses of the portal's pages, read from where they are declared: `/desk/listings/:id/edit`. */
export function declaredRoutes(): string[] {
  const source = readFileSync(new URL('../../apps/web/src/routes.tsx', import.meta.url), 'utf8');
  const found: string[] = [];
  // A parent's path stands on a line of its own, above its children and less far in.
  let parent = { indent: Infinity, path: '' };
  for (const line of source.split('\n')) {
    const indent = line.search(/\S/);
    const path = /path: '([^'*]+)'/.exec(line)?.[1];
    if (indent < parent.indent) parent = { indent: Infinity, path: '' };
    if (path && !line.includes('lazy')) parent = { indent, path: `/${path}` };
    else if (line.includes('index: true')) found.push(parent.path || '/');
    else if (path) found.push(`${parent.path}/${path}`);
  }
  return found;
}

export type Records = Awaited<ReturnType<typeof makeRecords>>;

/** One record of every kind that has a page of its own, beside what the demonstration brings. */
export async function makeRecords(stack: Stack, floor: Floor) {
  const who = await enterAll(stack.url, [
    'officer',
    'officer2',
    'inventor',
    'clerk',
    'reviewer',
    'auctioneer',
    'bidder1',
    'bidder3',
  ]);
  const { officer, clerk, reviewer, bidder1 } = who;
  const first = async (person: Person, path: string): Promise<string> =>
    (await until(`something in ${path}`, async () => (await person.http.get<sale.Page<Id>>(path)).items[0])).id;
  const inState = (state: string): Promise<string> => first(officer, `/listings?mine=true&state=${state}`);

  const listing = await first(bidder1, '/listings?q=DEMO2019-0004&limit=1');
  const application = await bidder1.http.post<Id>(
    `/listings/${listing}/applications`,
    await completeApplication(bidder1),
  );
  const auction = await floor.auction(
    {},
    { sellerId: who.officer2.organisationId, operatorId: who.auctioneer.organisationId },
  );
  const sealed = await SealedSale.announce(stack.databaseUrl, 'first', 60_000);
  await sealed.close();
  const [intake, ruleDraft, history] = [
    await clerk.http.post<Id>('/intake-receipts', {
      listingId: await inState('intake'),
      items: [{ item: 'application_form', copies: 1, attachmentIds: [await uploaded(clerk, '申请书.pdf')] }],
    }),
    await reviewer.http.post<Id>('/rule-profile-drafts', {
      baseCode: 'gz-university',
      baseVersion: await inForce(reviewer, 'gz-university'),
      code: 'nanyue-walk',
    }),
    await imported(stack.url, reviewer),
  ];
  const contract = await contractOf(officer, who.bidder3, reviewer);
  const book = new Database({ databaseUrl: stack.databaseUrl });
  await book.onModuleInit();
  const deposit = await bookDeposit(book, {
    depositId: randomUUID(),
    ownerId: bidder1.organisationId,
    exchangeId: who.auctioneer.organisationId,
    memo: '系统测试标的的保证金',
  });
  const demanded = await demandedOf(book, auction, bidder1.organisationId);
  const defaultCase = await defaultOf(book, contract);
  await book.onModuleDestroy();
  return {
    ...deposit,
    deposit: demanded,
    defaultCase,
    listing,
    auction,
    sealedAuction: sealed.id,
    application: application.id,
    draft: await inState('draft'),
    notice: await first(bidder1, '/notices?limit=1'),
    valuation: await first(officer, '/valuations?limit=1'),
    disclosure: await first(who.inventor, '/disclosures?state=draft&limit=1'),
    bylaw: await written(officer),
    ...(await rewardRecords(stack.databaseUrl, officer)),
    ruleDraft: ruleDraft.id,
    import: history.id,
    intakeReceipt: intake.id,
    contract,
    invoice: await invoiceOf(officer, who.bidder3, contract),
    counterAct: await counterAct(bidder1, clerk, floor, auction),
  };
}

/** A deposit that is asked for and not paid. */
async function demandedOf(database: Database, auctionId: string, organisationId: string): Promise<string> {
  const id = randomUUID();
  await database.query(
    `insert into deposit (id, auction_id, listing_id, exchange_id, organisation_id, amount_minor, reference)
     select $1, $2, id, exchange_id, $3, 10000000, $4 from listing where auction_id = $2`,
    [id, auctionId, organisationId, `JSD${id.slice(0, 8).toUpperCase()}`],
  );
  return id;
}

/** The winner is heard before it is decided. */
async function defaultOf(database: Database, contractId: string): Promise<string> {
  const id = randomUUID();
  const rules = { deposits: DEPOSIT_DEFAULTS, closingDays: { count: 10, kind: 'working' }, demoMs: null };
  await database.query(
    `insert into default_case (id, auction_id, listing_id, exchange_id, organisation_id, contract_id, price_minor, state,
       ground, rules, reason, proposed_by, hear_until)
     select $1, $2, listing_id, exchange_id, transferee_id, id, contract_amount_minor, 'proposed', 'refused', $4,
       '来函表示不再受让', (select id from user_account where login = 'auctioneer'), now() + interval '5 days'
     from contract where id = $3`,
    [id, randomUUID(), contractId, JSON.stringify(rules)],
  );
  return id;
}

async function inForce({ http }: Person, code: string): Promise<number> {
  const { items } = await http.get<sale.Page<{ code: string; version: number }>>('/rule-profiles?limit=100');
  return items.find((profile) => profile.code === code)!.version;
}

/** Bylaws that wait for a decider: one more day to take up a disclosure. */
async function written({ http }: Person): Promise<string> {
  const { body } = await http.get<{ body: Bylaws }>('/bylaws/current');
  const { take, ...deadlines } = body.deadlines;
  const longer = { days: take.days + 1, source: '校科〔2026〕12号第三条' };
  const named = { source: '校科〔2026〕12号', effectiveOn: '2026-01-01' };
  return (await http.post<Id>('/bylaws', { ...body, ...named, deadlines: { ...deadlines, take: longer } })).id;
}

async function imported(url: string, { http }: Person): Promise<Id> {
  const body = new FormData();
  body.append('kind', 'deals');
  body.append('file', new Blob([csvOf([DEAL_HEADINGS, dealCells(1), dealCells(2)])]), '成交台账.csv');
  const answer = await fetch(`${url}/api/history-imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${http.token}` },
    body,
  });
  if (!answer.ok) throw new Error(`the register was refused: ${await answer.text()}`);
  return (await answer.json()) as Id;
}

/** Sold by agreement under the demonstration's short notice. */
export async function contractOf(officer: Person, buyer: Person, reviewer: Person): Promise<string> {
  const files = [{ name: 'a.csv', type: 'text/csv', content: 'title,number\n一种可转让的样品,WALK-1\n' }];
  const { records } = await officer.http.upload<sale.ImportReport>('/achievements/import', files);
  const { id } = await officer.http.post<Id>('/listings', {
    achievementId: records[0]!.achievementId,
    form: 'licence',
    pricingWay: 'negotiated',
    priceMinor: 36_000_000,
    transfereeId: buyer.organisationId,
    profileCode: 'gz-demo',
    exchangeId: reviewer.organisationId,
  });
  await officer.http.post(`/listings/${id}/submit`, { via: 'direct' });
  await reviewer.http.post(`/listings/${id}/review`, { approve: true });
  await until(
    'the end of the notice',
    () =>
      officer.http.post(`/listings/${id}/conclude`).then(
        () => true,
        () => null,
      ),
    60_000,
    500,
  );
  return (await sale.contractOf({ http: officer.http } as never, id)).id;
}

/** Both agree to the text; the price is due now. */
export async function sign(officer: Person, buyer: Person, contractId: string): Promise<void> {
  for (const { http } of [officer, buyer]) {
    const { currentVersion: version, contentHash } = await http.get<{ currentVersion: number; contentHash: string }>(
      `/contracts/${contractId}`,
    );
    await http.post(`/contracts/${contractId}/accept`, { version, contentHash });
  }
  await until('the payment', () => paymentOf(buyer, contractId));
}

const paymentOf = async ({ http }: Person, contractId: string): Promise<Id | undefined> =>
  (await http.get<sale.Page<Id>>(`/payments?contractId=${contractId}`)).items[0];

/** The price comes in, and the sale is settled. */
export async function pay(buyer: Person, contractId: string): Promise<void> {
  await buyer.http.post(`/payments/${(await paymentOf(buyer, contractId))!.id}/simulated-payment`);
  const settled = async (): Promise<boolean> =>
    (await buyer.http.get<{ state: string }>(`/contracts/${contractId}`)).state === 'settled';
  await until('the settlement', settled);
}

/** The buyer asks for the invoice of its fee. */
async function invoiceOf(officer: Person, buyer: Person, contractId: string): Promise<string> {
  await sign(officer, buyer, contractId);
  await pay(buyer, contractId);
  const claims = await buyer.http.get<sale.Page<{ item: string; recipientName: string; recipientTaxNumber: string }>>(
    `/invoice-claims?contractId=${contractId}&side=received`,
  );
  const { recipientName: title, recipientTaxNumber: taxNumber } = claims.items[0]!;
  const wish = { item: 'buyer_fee', kind: 'ordinary', title, taxNumber };
  return (await buyer.http.post<Id>(`/contracts/${contractId}/invoices`, wish)).id;
}

async function counterAct(client: Person, clerk: Person, floor: Floor, auctionId: string): Promise<string> {
  const { id } = await clerk.http.get<Id>('/windows/mine');
  await client.http.post(`/windows/${id}/mandate`, { mandateRef: '委托书 88', scopes: ['bid'] });
  await floor.bidding.admit(auctionId, client.organisationId, randomUUID());
  const bid = { commandId: randomUUID(), clientId: client.organisationId, kind: 'bid', amountMinor: 1_000_000 };
  return (await clerk.http.post<{ act: Id }>(`/auctions/${auctionId}/counter-bids`, bid)).act.id;
}
