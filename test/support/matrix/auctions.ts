import { randomUUID } from 'node:crypto';
import { AuctionClock, BiddingService, type Command } from '@jishi/bidding';
import { DatabaseClock } from '@jishi/platform';
import type { Person } from './door';
import { type Ground, HOUR_MS, insert, one } from './ground';
import type { Kind, Thing } from './kinds';
import { columnOf, type Listings } from './listings';

const RULES = {
  mode: 'english',
  startPriceMinor: 100_000,
  freePeriodMs: HOUR_MS,
  timerMs: 60_000,
  extension: null,
  increments: [{ fromMinor: 0, stepMinor: 1_000 }],
  raise: 'atLeast',
  selfRaise: false,
  closeDrainMs: 500,
  showReserveMet: false,
} as const;

export type Auctions = Record<'announced' | 'sealed' | 'open', string>;

/** One to come, one to come whose bids are sealed, one that runs; the bidder is admitted to that. */
export const auctionsOf = async (ground: Ground, listings: Listings): Promise<Auctions> => ({
  announced: await announce(ground, listings.listed, HOUR_MS),
  sealed: await announce(ground, listings.sealed, HOUR_MS, { mode: 'sealed', sealedPrice: 'first' }),
  open: await announce(ground, listings.open, 0),
});

/** With a bid, an objection to it and what the desk would do about it. */
export async function auctionThings(
  ground: Ground,
  auctions: Auctions,
): Promise<Pick<Record<Kind, Thing[]>, 'approval' | 'auction' | 'saleObjection' | 'sealedAuction'>> {
  const { people, door } = ground;
  const bidder = people.who('company', 'bidder');
  const base = `/auctions/${auctions.open}`;
  const commandId = randomUUID();
  const bid = await door.done<{ seq: number }>(bidder, 'POST', `${base}/bids`, { commandId, amountMinor: 100_000 });
  const objection = await door.done<{ seq: number }>(bidder, 'POST', `${base}/objections`, {
    commandId: randomUUID(),
    about: 'bid',
    target: bid.seq,
    text: '录入有误',
  });
  await trustees(ground, auctions.sealed);
  const ask = ({ userId }: Person): Promise<string> =>
    insert(ground, 'auction_approval', {
      auction_id: auctions.open,
      exchange_id: people.at('exchange'),
      kind: 'void',
      payload: { bid: bid.seq },
      reason: `误报${ground.mark}`,
      requested_by: userId,
      expires_at: new Date(Date.now() + HOUR_MS),
    });
  return {
    // With one of a colleague the auctioneer may agree, with one of its own not.
    approval: [
      one('of a colleague', await ask(await people.person('auctioneer', 'exchange'))),
      one('own', await ask(people.who('exchange', 'auctioneer'))),
    ],
    auction: [one('announced', auctions.announced, { open: true }), one('open', auctions.open, { open: true })],
    saleObjection: [one('filed', String(objection.seq), { within: auctions.open, open: true })],
    sealedAuction: [one('announced', auctions.sealed, { open: true })],
  };
}

async function announce(ground: Ground, listingId: string, opensInMs: number, more: object = {}): Promise<string> {
  const auctionId = await columnOf(ground, listingId, 'auction_id');
  await command(ground, auctionId, {
    type: 'announce',
    listingId,
    title: '一种样品',
    sellerId: ground.people.at('university'),
    operatorId: ground.people.at('exchange'),
    rules: { ...RULES, ...more },
    reserveMinor: null,
    opensAtMs: ground.app.get(DatabaseClock).now() + opensInMs,
  } as Command);
  if (opensInMs > 0) return auctionId;
  await command(ground, auctionId, { type: 'admit', organisationId: ground.people.at('company') } as Command);
  await ground.app.get(AuctionClock).sweep();
  return auctionId;
}

async function command({ app }: Ground, auctionId: string, what: Command): Promise<void> {
  const submission = { auctionId, commandId: randomUUID(), actor: 'system', command: what };
  const ack = await app.get(BiddingService).submit(submission);
  if (!ack.accepted) throw new Error(`${what.type} was refused: ${ack.code}`);
}

/** The three who keep the keys of a sealed sale. */
async function trustees(ground: Ground, auctionId: string): Promise<void> {
  const kinds = { operator: 'exchange', notary: 'notary', regulator: 'regulator' } as const;
  for (const [role, kind] of Object.entries(kinds))
    await insert(ground, 'sealed_trustee', {
      auction_id: auctionId,
      role,
      organisation_id: ground.people.at(kind),
      appointed_by: ground.people.who('exchange', 'auctioneer').userId,
    });
}
