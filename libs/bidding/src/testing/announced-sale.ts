import { newId } from '@jishi/kernel';
import { rows, type Tx } from '@jishi/platform';
import { createAuction } from '../auction.repository';
import type { Ack } from '../answers';
import type { Command } from '../domain/commands';
import type { AuctionRules } from '../domain/rules';
import type { Journal } from '../journal/journal';
import { sampleAnnouncement } from './sample';

const CODES = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** A code of the right shape; the check character does not matter to the tables. */
const someUscc = (): string =>
  `91440101${Array.from({ length: 10 }, () => CODES[Math.floor(Math.random() * CODES.length)]).join('')}`;

/** A listing with its parties, as small as the tables allow; and the empty row of its auction. */
export async function createListedAuction(tx: Tx): Promise<string> {
  const [seller, exchange, achievement, listing, auction] = Array.from({ length: 5 }, newId);
  const organisation = `insert into organisation (id, kind, name, uscc, region_code) values ($1, $2, $3, $4, '440100')`;
  await rows(tx, organisation, [seller, 'university', '样本大学', someUscc()]);
  await rows(tx, organisation, [exchange, 'exchange', '样本交易所', someUscc()]);
  await rows(
    tx,
    `insert into achievement (id, organisation_id, title, ip_kind, source_format, source_hash)
     values ($1, $2, '样本成果', 'invention', 'csv', $3)`,
    [achievement, seller, newId()],
  );
  await rows(
    tx,
    `insert into listing (id, number, achievement_id, transferor_id, exchange_id, form, pricing_way, price_minor, profile_code,
       region_code, state, created_by)
     values ($1, $2, $3, $4, $5, 'licence', 'auction', 10000, 'sample', '440100', 'draft', $6)`,
    [listing, newId(), achievement, seller, exchange, newId()],
  );
  await createAuction(tx, auction!, listing!);
  return auction!;
}

/** Gives a command of the clock; anything but an acceptance is a defect of the test. */
export async function command(journal: Journal, auctionId: string, given: Command, commandId = newId()): Promise<Ack> {
  const ack = await journal.submit({ auctionId, actor: 'system', commandId, command: given });
  if (!ack.accepted) throw new Error(`${given.type} was refused: ${ack.code}`);
  return ack;
}

/** An open sale in the tables, with these bidders. */
export async function openSale(
  tx: Tx,
  journal: Journal,
  bidders: readonly string[],
  opensAtMs: number,
  rules: Partial<AuctionRules> = {},
): Promise<string> {
  const auctionId = await createListedAuction(tx);
  await command(journal, auctionId, sampleAnnouncement(opensAtMs, rules));
  await Promise.all(bidders.map((organisationId) => command(journal, auctionId, { type: 'admit', organisationId })));
  await command(journal, auctionId, { type: 'open' });
  return auctionId;
}
