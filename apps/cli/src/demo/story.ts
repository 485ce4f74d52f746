import { checkBook, type BookFacts, type Receipt } from './book-check';
import { bid, type Bidder, raise } from './bidding';
import { verifyDownload } from './book-file';
import type { StoryCast, Person } from './cast';
import { ApiError, HttpClient } from './http-client';
import { LiveClient } from './live-client';
import { downloadBook, ledgerOf, type LedgerBalance } from './oversight';
import { knowHowCsv, patentXml } from './papers';
import { type Paying, payingInTheDemo } from './paying';
import * as sale from './sale';
import { type Teller, yuan } from './teller';
import { pause, until } from './wait';

const BEIJING = { timeZone: 'Asia/Shanghai' };
const PROFILE = 'gz-demo';
const START_PRICE_MINOR = 60_000_000;
const RESERVE_MINOR = 61_000_000;

interface Listed {
  listingId: string;
  number: string;
  auctionId: string;
}
export interface Ending {
  book: BookFacts;
  winner: Person;
  contractNumber: string;
  ledger: LedgerBalance;
  volume: sale.Volume;
  awards: sale.Award[];
}

/** From a patent file to a subsidy, by the people who would do it, through the interfaces they would use. */
export class Story {
  /** Nobody else holds these documents, so the story can be told again on the same system. */
  private readonly run = `${Date.now() % 1e10}`;
  private readonly receipts: Receipt[] = [];
  private readonly audience: LiveClient;
  private readonly open: LiveClient[] = [];

  constructor(
    private readonly cast: StoryCast,
    private readonly teller: Teller,
    private readonly paying: Paying = payingInTheDemo(cast),
  ) {
    this.audience = new LiveClient(cast.gatewayUrl);
    this.open.push(this.audience);
  }

  async play(): Promise<Ending> {
    try {
      return await this.tell();
    } finally {
      for (const live of this.open) live.close();
    }
  }

  private async tell(): Promise<Ending> {
    const achievementId = await this.importPatents();
    const listed = await this.list(achievementId);
    const companies = await this.qualify(listed);
    const bidders = await this.deposits(companies, listed);
    await this.bidding(bidders, listed);
    const book = await this.close(listed);
    const winner = bidders.find(({ code }) => code === book.winner)?.person;
    if (!winner) throw new Error(`the winner ${book.winner} is none of the three companies`);
    const contract = await this.contract(winner, listed, book);
    const { volume, awards } = await this.settle(winner, contract);
    await this.giveBack(winner, companies, listed);
    const ledger = await ledgerOf(this.cast.auditor);
    if (ledger.sumMinor !== 0) throw new Error(`the ledger does not sum to zero: ${ledger.sumMinor}`);
    return { book, winner, contractNumber: contract.number, ledger, volume, awards };
  }

  private async importPatents(): Promise<string> {
    const { officer } = this.cast;
    this.teller.begin('成果导入', `${officer.organisation} imports its patents`);
    const report = await officer.http.upload<sale.ImportReport>('/achievements/import', [
      { name: `patents-${this.run}.xml`, type: 'application/xml', content: patentXml(this.run) },
      { name: `know-how-${this.run}.csv`, type: 'text/csv', content: knowHowCsv(this.run) },
    ]);
    for (const { place, status, message } of report.records)
      this.teller.say(`${place}: ${status}${message ? ` ${message}` : ''}`);
    const [first] = report.records.flatMap(({ status, achievementId }) =>
      status === 'inserted' ? (achievementId ?? []) : [],
    );
    if (!first || report.inserted !== 2 || report.failed !== 1)
      throw new Error('two documents should go in and one be reported');
    return first;
  }

  private async list(achievementId: string): Promise<Listed> {
    const { cast, teller } = this;
    teller.begin('定价与申请挂牌', `priced by auction, submitted through ${cast.clerk.organisation}`);
    const terms = {
      form: 'transfer',
      pricingWay: 'auction',
      priceMinor: START_PRICE_MINOR,
      reserveMinor: RESERVE_MINOR,
    } as const;
    const { id, number } = await sale.draftAndSubmit(cast, achievementId, { ...terms, profileCode: PROFILE });
    teller.say(`${number}: ${yuan(START_PRICE_MINOR)} 起拍 start price, 保留价保密 secret reserve`);
    teller.begin('窗口受理、交易所审核、发布', 'taken in by the window, reviewed and published by the exchange');
    await sale.takeIn(cast, id);
    const { auctionId } = await sale.publish(cast, id);
    const { opensAtMs } = await sale.announced(cast.officer, auctionId);
    teller.say(
      `公告已入竞价簿 announced in the book, opens ${new Date(opensAtMs).toLocaleTimeString('zh-CN', BEIJING)}`,
    );
    return { listingId: id, number, auctionId };
  }

  private async qualify({ listingId }: Listed): Promise<Person[]> {
    const { cast, teller } = this;
    teller.begin('受让方报名与资格审查', 'companies apply with documents and are reviewed');
    const companies = cast.rivals;
    for (const company of companies) {
      const { id } = await sale.apply(company, listingId, '本公司符合受让条件，与转让方无关联关系。');
      await sale.approve(cast, id);
      teller.say(`${company.organisation}: 通过 approved`);
    }
    await this.refuseTheSellersOwn(listingId);
    return companies;
  }

  /** Seller's own people may not bid (Auction Act §30): the platform itself says no. */
  private async refuseTheSellersOwn(listingId: string): Promise<void> {
    const { insider } = this.cast;
    try {
      await sale.apply(insider, listingId, '本公司符合受让条件。');
    } catch (error) {
      if (!(error instanceof ApiError) || !error.code.startsWith('application.')) throw error;
      this.teller.say(`${insider.organisation}: 拒绝 refused (${error.code})`);
      return;
    }
    throw new Error(`${insider.organisation} belongs to the seller and was let in`);
  }

  private async deposits(companies: Person[], { auctionId }: Listed): Promise<Bidder[]> {
    const { cast, teller, paying } = this;
    teller.begin(...paying.about);
    for (const [index, company] of companies.entries())
      teller.say(`${company.organisation}: ${await paying.deposit(company, auctionId, index)}`);
    const bidders: Bidder[] = [];
    for (const person of companies) {
      const code = await sale.admitted(person, auctionId);
      const live = new LiveClient(cast.gatewayUrl, person.http.token);
      this.open.push(live);
      await live.ready();
      bidders.push({ person, live, code });
    }
    teller.say(
      `入场 admitted to the book: ${bidders.map(({ person, code }) => `${person.organisation}=${code}`).join(', ')}`,
    );
    return bidders;
  }

  private async bidding(bidders: Bidder[], { auctionId }: Listed): Promise<void> {
    const [b, c, a] = bidders as [Bidder, Bidder, Bidder];
    await this.audience.watch(auctionId, (events) => {
      for (const event of events) this.narrate(event, bidders);
    });
    await until('the opening', async () => (await sale.auction(a.person, auctionId)).state === 'open', 60_000, 500);
    this.teller.begin('自由竞价期', 'live bids over sockets, one over HTTP');
    await this.offer(a, auctionId, 1);
    await pause(2_000);
    await this.offer(b, auctionId, 1);
    await this.refuseTooLow(c, auctionId);
    await pause(2_000);
    await this.offer(c, auctionId, 2, 'http');
    await pause(3_000);
    await this.offer(a, auctionId, 1);
    const { freeEndsAtMs } = await sale.auction(a.person, auctionId);
    const { nowMs } = await a.live.time();
    await pause(Math.max(0, freeEndsAtMs - nowMs) + 3_000);
    this.teller.begin('限时竞价期', 'timed period: each bid restarts the timer');
    await this.offer(b, auctionId, 1);
    await pause(4_000);
    await this.offer(c, auctionId, 1);
  }

  private async offer(
    bidder: Bidder,
    auctionId: string,
    steps: number,
    over: 'socket' | 'http' = 'socket',
  ): Promise<void> {
    this.receipts.push(await raise(bidder, auctionId, steps, over));
  }

  private async refuseTooLow(bidder: Bidder, auctionId: string): Promise<void> {
    const answer = await bid(bidder, auctionId, START_PRICE_MINOR, 'socket');
    if (!('accepted' in answer) || answer.accepted) throw new Error('a bid below the standing price was accepted');
    this.teller.say(`${bidder.code} ${yuan(START_PRICE_MINOR)}: 拒绝 refused (${answer.code})`);
  }

  private narrate(event: { type: string; [field: string]: unknown }, bidders: Bidder[]): void {
    const name = (code: unknown) => bidders.find((bidder) => bidder.code === code)?.person.organisation ?? '';
    const { bidder, amountMinor, endsAtMs } = event;
    if (event.type === 'bid.accepted')
      this.teller.say(`${String(bidder)} ${name(bidder)} ${yuan(Number(amountMinor))}`);
    if (event.type === 'auction.extended')
      this.teller.say(`延时至 extended to ${new Date(Number(endsAtMs)).toLocaleTimeString('zh-CN', BEIJING)}`);
  }

  private async close({ auctionId }: Listed): Promise<BookFacts> {
    await until(
      'the close',
      async () => (await sale.auction(this.cast.officer, auctionId)).state === 'closed',
      120_000,
      500,
    );
    const book = checkBook(await downloadBook(this.cast.officer.http, auctionId), this.receipts);
    this.teller.begin('成交', `closed: ${book.winner} at ${yuan(book.priceMinor ?? 0)}`);
    this.teller.say(
      `竞价簿 book: ${book.events} events, ${book.bids} bids, ${book.extensions} extensions, root ${book.root.slice(0, 16)}…`,
    );
    if (book.extensions < 1) throw new Error('the timed period was not extended');
    for (const reader of [this.cast.officer.http, new HttpClient(this.cast.officer.http.baseUrl)]) {
      const { scope, events } = await verifyDownload(reader, auctionId, this.receipts);
      this.teller.say(`核验 verified: ${scope}, ${events} events, ${this.receipts.length} 份回执 receipts`);
    }
    return book;
  }

  private async contract(winner: Person, { listingId }: Listed, { priceMinor }: BookFacts): Promise<sale.Contract> {
    const { officer } = this.cast;
    this.teller.begin('签订合同', 'contract drafted from listing and result, accepted by both');
    const { id, number } = await sale.contractOf(officer, listingId);
    await sale.acceptContract(officer, id);
    const signed = await sale.acceptContract(winner, id);
    if (signed.state !== 'signed') throw new Error(`the contract is ${signed.state} after both accepted it`);
    if (signed.contractAmountMinor !== priceMinor)
      throw new Error(`the contract says ${signed.contractAmountMinor}, the book ${priceMinor}`);
    this.teller.say(`${number}: ${officer.organisation} ✓  ${winner.organisation} ✓`);
    return signed;
  }

  private async settle(winner: Person, { id, number }: sale.Contract): Promise<Pick<Ending, 'volume' | 'awards'>> {
    this.teller.begin('付款与结算', 'payment, then the worker settles through the ledger');
    const payment = await sale.paymentOf(winner, id);
    await this.paying.price(winner, payment);
    this.teller.say(`${winner.organisation} 支付 pays ${yuan(payment.amountMinor)}（保证金已抵扣 deposit offset）`);
    const volume = await sale.volumeOf(winner, id);
    const { state } = await winner.http.get<sale.Contract>(`/contracts/${id}`);
    if (state !== 'settled') throw new Error(`contract ${number} is ${state}, not settled`);
    this.teller.begin('成交额登记与补贴', 'volume recorded, subsidy computed');
    return { volume, awards: await sale.awardsOf(winner, volume.id) };
  }

  /** Losers have their money back the way it came; the winner's went into the price. */
  private async giveBack(winner: Person, companies: Person[], { auctionId }: Listed): Promise<void> {
    this.teller.begin('退还保证金', 'losers are repaid; a bank transfer by maker and checker');
    const losers = companies.filter((company) => company !== winner);
    for (const loser of losers) {
      await until('the repayment', async () => {
        const deposit = await sale.depositOf(loser, auctionId);
        await this.paying.repay(deposit.id);
        return deposit.state === 'released';
      });
      this.teller.say(`${loser.organisation}: 已退还 repaid`);
    }
    const { state } = await sale.depositOf(winner, auctionId);
    if (state !== 'captured') throw new Error(`the winner's deposit is ${state}, not offset against the price`);
  }
}
