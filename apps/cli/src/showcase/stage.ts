import type { ShowcaseCast, Person } from '../demo/cast';
import * as sale from '../demo/sale';

const PROFILE = 'gz-demo-live';
/** A sale with less time than this left is let go, and a new one is opened. */
const WORTH_ADOPTING_MS = 30_000;
const PRICES_MINOR = [48_000_000, 62_000_000, 75_000_000, 86_000_000];

export interface Stage {
  listingId: string;
  auctionId: string;
  startPriceMinor: number;
}

interface OwnListing extends sale.Listing {
  profileCode: string;
}

/** The sale that is going on from an earlier start, or a new one. */
export async function findOrOpen(cast: ShowcaseCast): Promise<Stage> {
  const listed = await cast.officer.http.get<sale.Page<OwnListing>>('/listings?mine=1&state=listed&limit=100');
  for (const { id, auctionId, priceMinor, profileCode } of listed.items) {
    if (profileCode !== PROFILE || !auctionId) continue;
    const found = await sale.auction(cast.officer, auctionId).catch(() => null);
    const left = found && found.state !== 'closed' ? found.endsAtMs - (await nowMs(cast)) : 0;
    if (left > WORTH_ADOPTING_MS) return { listingId: id, auctionId, startPriceMinor: priceMinor };
  }
  return open(cast);
}

/** A licence, not a transfer: the same achievement can be offered again and again. */
async function open(cast: ShowcaseCast): Promise<Stage> {
  const { items } = await cast.officer.http.get<sale.Page<{ id: string; title: string }>>('/achievements?limit=100');
  const own = items.filter(({ title }) => !title.includes('演示'));
  const turn = Math.floor(Date.now() / 60_000);
  const achievement = own[turn % own.length] ?? items[0];
  const priceMinor = PRICES_MINOR[turn % PRICES_MINOR.length];
  if (!achievement || !priceMinor) throw new Error('the demonstration has nothing to sell');
  const terms = { form: 'licence', pricingWay: 'auction', priceMinor, profileCode: PROFILE } as const;
  const { id } = await sale.draftAndSubmit(cast, achievement.id, terms);
  await sale.takeIn(cast, id);
  const { auctionId } = await sale.publish(cast, id);
  await sale.announced(cast.officer, auctionId);
  return { listingId: id, auctionId, startPriceMinor: priceMinor };
}

/** Everybody a newcomer may log in as is let in too, so that the first screen can be bid on. */
export async function letIn(cast: ShowcaseCast, stage: Stage): Promise<void> {
  await Promise.all([...cast.rivals, ...cast.bidders].map((company) => enter(cast, company, stage)));
}

async function enter(cast: ShowcaseCast, company: Person, { listingId, auctionId }: Stage): Promise<void> {
  const { me } = await sale.auction(company, auctionId);
  if (me?.admitted) return;
  const { items } = await company.http.get<sale.Page<sale.Application>>(`/applications?listingId=${listingId}`);
  let application = items[0];
  application ??= await sale.apply(company, listingId, '本公司符合受让条件，与转让方无关联关系。');
  if (application.state === 'submitted') await sale.approve(cast, application.id);
  const deposit = await sale.depositOf(company, auctionId);
  if (deposit.state !== 'held') await company.http.post(`/deposits/${deposit.id}/simulated-payment`);
  await sale.admitted(company, auctionId);
}

export async function nowMs(cast: ShowcaseCast): Promise<number> {
  return (await cast.officer.http.get<{ nowMs: number }>('/time')).nowMs;
}
