import { randomUUID } from 'node:crypto';
import type { BiddingService, Command } from '@jishi/bidding';
import { type Database, rows } from '@jishi/platform';

export const STEP = 10_000;
const HOUR_MS = 3_600_000;

/** An open sale with these bidders, whose bids may rise by any number of steps. */
export async function openSale(
  database: Database,
  bidding: BiddingService,
  nowMs: number,
  bidders: readonly string[],
): Promise<string> {
  const [seller, exchange] = await Promise.all(['university', 'exchange'].map((kind) => organisation(database, kind)));
  const listingId = await listing(database, seller!, exchange!);
  const auctionId = randomUUID();
  await rows(database.manager, 'insert into auction (id, listing_id) values ($1, $2)', [auctionId, listingId]);
  const give = async (command: Command): Promise<void> => {
    const ack = await bidding.submit({ auctionId, actor: 'system', commandId: randomUUID(), command });
    if (!ack.accepted) throw new Error(`${command.type} was refused: ${ack.code}`);
  };
  await give({
    type: 'announce',
    listingId,
    title: 'benchmark',
    sellerId: seller!,
    operatorId: exchange!,
    reserveMinor: null,
    opensAtMs: nowMs,
    rules: {
      mode: 'english',
      startPriceMinor: STEP,
      freePeriodMs: HOUR_MS,
      timerMs: HOUR_MS,
      extension: { triggerMs: HOUR_MS, extendMs: HOUR_MS, base: 'bidTime', cap: null, hardStopMs: null },
      increments: [{ fromMinor: 0, stepMinor: STEP }],
      raise: 'multiple',
      selfRaise: true,
      closeDrainMs: 5_000,
      showReserveMet: false,
    },
  });
  await Promise.all(bidders.map((organisationId) => give({ type: 'admit', organisationId })));
  await give({ type: 'open' });
  return auctionId;
}

async function organisation(database: Database, kind: string): Promise<string> {
  const id = randomUUID();
  const code = randomUUID()
    .toUpperCase()
    .replace(/[^A-F0-9]/g, '')
    .slice(0, 16);
  await rows(
    database.manager,
    `insert into organisation (id, kind, name, uscc, region_code) values ($1, $2, 'benchmark', $3, '440100')`,
    [id, kind, `91440101${code}`.replace(/^(.{8})(.{10}).*$/, '$1$2')],
  );
  return id;
}

async function listing(database: Database, sellerId: string, exchangeId: string): Promise<string> {
  const [achievementId, id] = [randomUUID(), randomUUID()];
  await rows(
    database.manager,
    `insert into achievement (id, organisation_id, title, ip_kind, source_format, source_hash)
     values ($1, $2, 'benchmark', 'invention', 'csv', $1::uuid::text)`,
    [achievementId, sellerId],
  );
  await rows(
    database.manager,
    `insert into listing (id, number, achievement_id, transferor_id, exchange_id, form, pricing_way, price_minor,
       profile_code, region_code, state, created_by)
     values ($1, $1::uuid::text, $2, $3, $4, 'licence', 'auction', $5, 'benchmark', '440100', 'draft', $1)`,
    [id, achievementId, sellerId, exchangeId, STEP],
  );
  return id;
}
