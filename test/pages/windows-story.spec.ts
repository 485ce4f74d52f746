import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ack, PublicEvent } from '@jishi/bidding';
import { addOrganisation } from '../../apps/cli/src/add-organisation';
import { verifyDownload } from '../../apps/cli/src/demo/book-file';
import { logIn, type Person, storyCast, type StoryCast } from '../../apps/cli/src/demo/cast';
import { ApiError, HttpClient } from '../../apps/cli/src/demo/http-client';
import { downloadBook } from '../../apps/cli/src/demo/oversight';
import { smallPdf } from '../../apps/cli/src/demo/papers';
import * as sale from '../../apps/cli/src/demo/sale';
import { until } from '../../apps/cli/src/demo/wait';
import { usccOf } from '../support/market';
import { sharedStack, type Stack } from '../support/stack';

const PASSWORD = 'songshan-hu-4419';
const PRICE = 60_000_000;
interface Id {
  id: string;
}
interface Listed {
  listingId: string;
  auctionId: string;
}
interface Answer {
  act: { id: string; receiptNumber: string; outcome: string; seq: number | null; amountMinor: number | null };
  ack: Ack;
}
interface Performance {
  items: { windowName: string | null; deals: number; contractAmountMinor: number; counterActs: number }[];
  totals: { deals: number; contractAmountMinor: number };
  linkedDeals: number | null;
}
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((e: unknown) => e);
  if (!(error instanceof ApiError)) throw new Error(`expected a refusal, got ${JSON.stringify(error)}`);
  return error.code;
};

/** A university sells through a window of one exchange; a company bids at the counter of another exchange's window. */
describe('one sale in two markets', () => {
  let stack: Stack;
  let cast: StoryCast;
  let partner: Record<'reviewer' | 'clerk', Person>;
  let windowId: string;
  let listed: Listed;
  let buyer: Person;
  let rival: Person;
  let contractId: string;

  beforeAll(async () => {
    stack = await sharedStack();
    cast = await storyCast(stack.url);
    [buyer, rival] = cast.rivals as [Person, Person];
  }, 120_000);
  afterAll(() => stack?.stop());

  const scan = async (person: Person): Promise<string> => {
    const files = [{ name: '扫描件.pdf', type: 'application/pdf', content: smallPdf('scan') }];
    return (await person.http.upload<Id>('/attachments', files)).id;
  };

  it('a second exchange opens a window of its own', async () => {
    await addOrganisation(
      {
        kind: 'exchange',
        name: '岭海技术产权交易中心',
        uscc: usccOf(990),
        region: '440300',
        login: 'partner.admin',
        person: '钟慧敏',
        windowKind: 'prefecture',
      },
      { DATABASE_URL: stack.databaseUrl, JISHI_PASSWORD: PASSWORD },
    );
    const admin = await logIn(stack.url, { login: 'partner.admin', password: PASSWORD, role: '' });
    await admin.http.post(`/organisations/${admin.organisationId}/users`, {
      login: 'partner.reviewer',
      name: '范子文',
      password: PASSWORD,
      roles: ['reviewer'],
    });
    const reviewer = await logIn(stack.url, { login: 'partner.reviewer', password: PASSWORD, role: '' });
    const day = { spans: [{ from: '00:00', to: '24:00' }] };
    const opened = await reviewer.http.post<Id & { openNow: boolean; state: string }>('/exchange/windows', {
      name: '岭海技术产权交易中心东莞松山湖服务窗口',
      regionCode: '441900',
      kind: 'park',
      address: '东莞市松山湖高新区',
      phone: '0769-22890000',
      hours: { week: Array.from({ length: 7 }, () => day), exceptions: [] },
      admin: { login: 'partner.clerk', name: '温嘉怡', password: PASSWORD },
    });
    expect(opened).toMatchObject({ openNow: true, state: 'open' });
    windowId = opened.id;
    const clerk = await logIn(stack.url, { login: 'partner.clerk', password: PASSWORD, role: '' });
    partner = { reviewer, clerk };
    // Another exchange's window does not exist for the host.
    expect(await codeOf(cast.reviewer.http.get(`/exchange/windows/${windowId}/record`))).toBe('window.not_found');
  }, 30_000);

  it('a company gives that window a written mandate, which it confirms itself', async () => {
    const { clerk } = partner;
    const mandate = {
      clientId: buyer.organisationId,
      mandateRef: '委托书 东莞 2026-08',
      scopes: ['bid'],
      bidLimitMinor: 80_000_000,
      paperId: await scan(clerk),
    };
    const { id } = await clerk.http.post<Id>('/windows/mine/mandates', mandate);
    expect(await codeOf(clerk.http.post(`/windows/mandates/${id}/confirmation`))).toBe('mandate.own_entry');
    await buyer.http.post(`/windows/mandates/${id}/confirmation`);
    const { items } = await clerk.http.get<{ items: object[] }>('/windows/mine/clients');
    expect(items).toMatchObject([{ organisationId: buyer.organisationId, state: 'running', confirmedHow: 'client' }]);
  });

  it('the listing comes in on paper at the first window, and is linked into the second market', async () => {
    const csv = [
      { name: '技术秘密.csv', type: 'text/csv', content: `title,ip_kind\n联动成果${Date.now()},know_how\n` },
    ];
    const report = await cast.officer.http.upload<sale.ImportReport>('/achievements/import', csv);
    const achievementId = report.records[0]!.achievementId!;
    const terms = { form: 'transfer', pricingWay: 'auction', priceMinor: PRICE, profileCode: 'gz-demo' } as const;
    const { id: listingId } = await sale.draftAndSubmit(cast, achievementId, terms);
    const receipt = await cast.clerk.http.post<{ number: string; missing: string[] }>('/intake-receipts', {
      listingId,
      items: [
        { item: 'application_form', copies: 2, attachmentIds: [await scan(cast.clerk)] },
        { item: 'decision', copies: 1, attachmentIds: [await scan(cast.clerk)] },
      ],
    });
    expect(receipt.missing).toEqual(['licence', 'mandate']);
    await sale.takeIn(cast, listingId);
    const { auctionId } = await sale.publish(cast, listingId);
    listed = { listingId, auctionId };
    const { transitions } = await cast.officer.http.get<{ transitions: object[] }>(`/listings/${listingId}`);
    expect(transitions).toMatchObject([
      { action: 'submit_to_window', channel: 'online', receiptNumber: null },
      { action: 'take_in', channel: 'counter', receiptNumber: receipt.number },
      { action: 'publish', channel: 'online' },
    ]);

    const { reviewer } = partner;
    const into = { exchangeId: reviewer.organisationId };
    const link = await cast.reviewer.http.post<Id>(`/listings/${listingId}/markets`, into);
    expect(await codeOf(cast.reviewer.http.post(`/market-links/${link.id}/acts`, { action: 'accept' }))).toBe(
      'market.not_yours',
    );
    await reviewer.http.post(`/market-links/${link.id}/acts`, { action: 'accept' });
    const { items } = await new HttpClient(stack.url).get<{ items: object[] }>(
      `/listings?exchangeId=${reviewer.organisationId}`,
    );
    expect(items).toMatchObject([
      { id: listingId, exchangeName: cast.reviewer.organisation, markets: [{ name: '岭海技术产权交易中心' }] },
    ]);
  }, 30_000);

  it('two companies qualify; one says which window brought it', async () => {
    const { listingId, auctionId } = listed;
    await sale.announced(cast.officer, auctionId);
    const documentIds = [await scan(buyer)];
    const { id } = await buyer.http.post<Id>(`/listings/${listingId}/applications`, {
      documentIds,
      statement: '本公司符合受让条件，与转让方无关联关系。',
      windowId,
    });
    await sale.approve(cast, id);
    await sale.approve(cast, (await sale.apply(rival, listingId, '本公司符合受让条件，无关联关系。')).id);
    for (const company of [buyer, rival]) {
      await sale.payDepositSimulated(company, auctionId);
      await sale.admitted(company, auctionId);
    }
  }, 60_000);

  it('counter bids take every bid’s way to the book, are outbid, and win', async () => {
    const { auctionId } = listed;
    const { clerk } = partner;
    await until('the opening', async () => (await sale.auction(rival, auctionId)).state === 'open', 60_000, 300);
    const counter = (kind: 'bid' | 'maximum', amountMinor: number, commandId = randomUUID()) =>
      clerk.http.post<Answer>(`/auctions/${auctionId}/counter-bids`, {
        commandId,
        clientId: buyer.organisationId,
        kind,
        amountMinor,
      });
    expect(await codeOf(counter('bid', 80_500_000))).toBe('counter.over_limit');
    const commandId = randomUUID();
    const first = await counter('bid', PRICE, commandId);
    expect(first).toMatchObject({ act: { outcome: 'accepted', amountMinor: PRICE }, ack: { accepted: true } });
    expect((await counter('bid', PRICE, commandId)).act).toEqual(first.act);
    const { nextMinimumMinor } = await sale.auction(rival, auctionId);
    const bid = { commandId: randomUUID(), amountMinor: nextMinimumMinor };
    expect(await rival.http.post<Ack>(`/auctions/${auctionId}/bids`, bid)).toMatchObject({ accepted: true });
    expect((await counter('bid', PRICE)).act).toMatchObject({ outcome: 'refused', code: 'bid.below_minimum' });
    expect(await counter('maximum', 70_000_000)).toMatchObject({ ack: { accepted: true } });
    // The seller's own clerk has no mandate here; and the host never learns the maximum.
    expect(
      await codeOf(
        cast.clerk.http.post(`/auctions/${auctionId}/counter-bids`, {
          ...bid,
          clientId: buyer.organisationId,
          kind: 'bid',
        }),
      ),
    ).toBe('window.no_mandate');
    const seen = await cast.reviewer.http.get<{ items: { kind: string; amountMinor: number | null }[] }>(
      '/counter/acts',
    );
    expect(seen.items.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['maximum', null],
      ['bid', PRICE],
      ['bid', PRICE],
    ]);
    await until('the close', async () => (await sale.auction(rival, auctionId)).state === 'closed', 120_000, 500);

    const book: PublicEvent[] = await downloadBook(rival.http, auctionId);
    const bids = book.filter(({ type }) => type === 'bid.accepted');
    expect(bids.map(({ channel }) => channel ?? null)).toEqual(['counter', null, 'counter']);
    if (!first.ack.accepted) throw new Error('unreachable');
    const { seq, leafHash, head } = first.ack;
    const receipts = [{ seq, bidder: bids[0]!['bidder'] as string, amountMinor: PRICE, leafHash, head }];
    for (const reader of [cast.officer.http, new HttpClient(stack.url)]) {
      const report = await verifyDownload(reader, auctionId, receipts);
      expect(report.findings).toEqual([]);
    }
    const snapshot = await new HttpClient(stack.url).get<{ bids: { channel?: string }[] }>(`/auctions/${auctionId}`);
    expect(snapshot.bids.filter(({ channel }) => channel === 'counter')).toHaveLength(2);
    expect(JSON.stringify(book)).not.toContain(clerk.organisationId);
  }, 150_000);

  it('the volume is counted once: for the host and the window that took the listing in', async () => {
    const { listingId } = listed;
    const contract = await sale.contractOf(cast.officer, listingId);
    contractId = contract.id;
    await sale.acceptContract(cast.officer, contractId);
    await sale.acceptContract(buyer, contractId);
    const payment = await sale.paymentOf(buyer, contractId);
    await buyer.http.post(`/payments/${payment.id}/simulated-payment`);
    const volume = await sale.volumeOf(buyer, contractId);
    expect(volume).toMatchObject({
      exchangeId: cast.reviewer.organisationId,
      windowName: '南粤技术交易所佛山服务窗口',
      linkedMarkets: ['岭海技术产权交易中心'],
      buyerWindowName: '岭海技术产权交易中心东莞松山湖服务窗口',
    });

    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const read = (person: Person) => person.http.get<Performance>(`/window-performance?from=${today}&to=${today}`);
    const [host, guest, all, own] = await Promise.all(
      [cast.reviewer, partner.reviewer, cast.auditor, partner.clerk].map(read),
    );
    const amount = volume.contractAmountMinor;
    expect(host).toMatchObject({ totals: { deals: 1, contractAmountMinor: amount }, linkedDeals: 0 });
    expect(guest).toMatchObject({ totals: { deals: 0, contractAmountMinor: 0 }, linkedDeals: 1 });
    expect(all!.totals).toEqual({ ...host!.totals });
    expect(all!.items.reduce((sum, line) => sum + line.contractAmountMinor, 0)).toBe(amount);
    expect(own!.items).toMatchObject([{ counterActs: 3, broughtBidders: 1, deals: 0 }]);
    expect(await codeOf(read(buyer))).toBe('access.forbidden');
  }, 60_000);
});
