import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { MAX_AMOUNT_MINOR } from '@jishi/bidding';
import { isKey, ROLES, sealBid, type TrusteeKeys } from '@jishi/sealing';
import { callersFile } from './callers-file';
import { HttpClient } from './demo/http-client';
import { codeOf, PlainError } from './plain-error';
import { inPlainWords } from './trustee-login';

interface Options {
  auction: string;
  bidder: string;
  amount: string;
  keys?: string;
  server: string;
}
interface Seats {
  trustees: { role: string; publicKey: string }[];
}

/** `jishi seal`: a sealed bid on a machine that need not be online; what it prints is handed in by its bidder. */
export function addSealCommand(program: Command): void {
  program
    .command('seal')
    .description('seal a bid: prints the envelope for POST /api/auctions/<id>/seals')
    .requiredOption('--auction <id>', 'the sale')
    .requiredOption('--bidder <code>', 'your code in it, as the auction room shows it')
    .requiredOption('--amount <fen>', 'in fen')
    .option('--keys <file>', 'what GET /api/auctions/<id>/trustees answered; without it the platform is asked')
    .option('--server <address>', 'of the platform', 'http://localhost:3000')
    .action(async (options: Options) => console.log(await seal(options).catch(inPlainWords)));
}

async function seal({ auction, bidder, amount, keys, server }: Options): Promise<string> {
  const amountMinor = Number(amount);
  if (!/^\d+$/.test(amount) || amountMinor === 0 || amountMinor > MAX_AMOUNT_MINOR)
    throw new PlainError(`--amount is a whole number of fen, up to ${MAX_AMOUNT_MINOR}`);
  // Bound in: under another code the bid would never open.
  if (!/^B\d{2,}$/.test(bidder)) throw new PlainError('--bidder is a code such as B07');
  const seats = keys
    ? await readSeats(keys)
    : await new HttpClient(server.replace(/\/$/, '')).probe<Seats>(`/auctions/${auction}/trustees`);
  return sealBid(amountMinor, { auctionId: auction.toLowerCase(), bidder }, keysOf(seats ?? {}));
}

async function readSeats(file: string): Promise<Seats | null> {
  try {
    return JSON.parse(await readFile(callersFile(file), 'utf8')) as Seats | null;
  } catch (error) {
    throw new PlainError(`cannot read ${file} (${codeOf(error) || 'no JSON'})`);
  }
}

function keysOf({ trustees }: Partial<Seats>): TrusteeKeys {
  const found = ROLES.map((role) => [role, trustees?.find((seat) => seat.role === role)?.publicKey ?? ''] as const);
  if (!found.every(([, key]) => isKey(key))) throw new PlainError('the sale has no three trustees (yet)');
  return Object.fromEntries(found) as unknown as TrusteeKeys;
}
