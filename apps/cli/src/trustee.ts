import { chmod, readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  answerTo,
  contribute,
  type Contribution,
  fingerprint,
  generateKeyPair,
  type KeyPair,
  readKeyFile,
  type SealedItem,
  type TrusteeRole,
  writeKeyFile,
} from '@jishi/sealing';
import { callersFile } from './callers-file';
import { HttpClient } from './demo/http-client';
import { PlainError } from './plain-error';
import { inPlainWords, loggedIn } from './trustee-login';

interface Ceremony {
  title: string;
  mine: TrusteeRole | null;
  seated: boolean;
}
interface Progress {
  bids: number;
  opened: number;
  unopened: number;
  ready: boolean;
}
interface At {
  server: string;
  auction: string;
  key: string;
}

const FAULTS = {
  not_a_key: 'this is no key file of a trustee',
  needs_passphrase: 'the key file is locked: set JISHI_PASSPHRASE',
  wrong_passphrase: 'JISHI_PASSPHRASE does not open the key file',
} as const;
const PAGE = 25;

/** `jishi trustee`: the part of whoever keeps one of the three keys of a sealed sale. The private key stays in its file. */
export function addTrusteeCommands(program: Command): void {
  const trustee = program
    .command('trustee')
    .description('keep one of the three keys of a sealed sale (JISHI_LOGIN and JISHI_PASSWORD, or JISHI_TOKEN)');
  trustee
    .command('keygen')
    .description('make a key pair; locked by JISHI_PASSPHRASE if it is set')
    .requiredOption('--key <file>', 'where to keep it, readable by you alone')
    .action(async ({ key }: { key: string }) => console.log(await keygen(callersFile(key), passphrase())));
  const step = (name: string, text: string, run: (at: At) => Promise<string>): void => {
    trustee
      .command(name)
      .description(text)
      .requiredOption('--auction <id>', 'the sale')
      .requiredOption('--key <file>', 'your key file')
      .option('--server <address>', 'of the platform', 'http://localhost:3000')
      .action(async (at: At) => console.log(await run(at).catch(inPlainWords)));
  };
  step('publish', 'publish your public key and prove that you hold the private one', publish);
  step('drill', 'open the test bid, once all three keys are published', drill);
  step('open', 'after the end: open your layers of every bid; two trustees open them all', open);
}

/** Answers the fingerprint, to be compared by telephone. Errors: the file exists already. */
export async function keygen(file: string, secret: string): Promise<string> {
  const pair = await generateKeyPair();
  // `wx`: a key that is overwritten is lost for good.
  await writeFile(file, await writeKeyFile(pair, secret), { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    throw new PlainError(`${file} was not written: ${(error as Error).message}`);
  });
  await chmod(file, 0o600);
  return `${pair.publicKey}\n${await fingerprint(pair.publicKey)}`;
}

async function publish({ server, auction, key }: At): Promise<string> {
  const [client, pair] = [await loggedIn(server), await readKey(key)];
  const { publicKey } = pair;
  const { challenge } = await client.post<{ challenge: string }>(`/ceremonies/${auction}/key`, { publicKey });
  const answer = await answerTo(challenge, auction.toLowerCase(), pair);
  if (answer === null) throw new PlainError('the platform’s challenge is not for this key');
  const { title } = await client.post<Ceremony>(`/ceremonies/${auction}/key/proof`, { answer });
  return `published for “${title}”: ${await fingerprint(publicKey)}`;
}

async function drill({ server, auction, key }: At): Promise<string> {
  const [client, pair] = [await loggedIn(server), await readKey(key)];
  const role = await roleIn(client, auction);
  const item = await client.get<SealedItem>(`/ceremonies/${auction}/drill`);
  const contribution = await contribute(auction.toLowerCase(), role, pair, item);
  const { seated } = await client.post<Ceremony>(`/ceremonies/${auction}/drill`, contribution);
  return seated ? 'passed; all three trustees are seated and the sale can open' : 'passed';
}

async function open({ server, auction, key }: At): Promise<string> {
  const [client, pair] = [await loggedIn(server), await readKey(key)];
  const role = await roleIn(client, auction);
  let progress: Progress | null = null;
  for (let after: number | null = 0; after !== null;) {
    const path: string = `/ceremonies/${auction}/envelopes?after=${after}&limit=${PAGE}`;
    const page: { items: SealedItem[]; nextAfter: number | null } = await client.get(path);
    const contributions: Contribution[] = [];
    for (const item of page.items) contributions.push(await contribute(auction.toLowerCase(), role, pair, item));
    if (contributions.length > 0)
      progress = await client.post<Progress>(`/ceremonies/${auction}/contributions`, { contributions });
    after = page.nextAfter;
  }
  if (!progress) return 'there are no sealed bids';
  const { bids, opened, unopened, ready } = progress;
  const next = ready ? 'the exchange can reveal them' : 'another trustee must open them too';
  return `${opened} of ${bids} bids are open${unopened > 0 ? `, ${unopened} did not open` : ''}: ${next}`;
}

async function roleIn(client: HttpClient, auction: string): Promise<TrusteeRole> {
  const { mine } = await client.get<Ceremony>(`/ceremonies/${auction}`);
  if (!mine) throw new PlainError('your organisation keeps no key of this sale');
  return mine;
}

async function readKey(file: string): Promise<KeyPair> {
  const content = await readFile(callersFile(file), 'utf8').catch(() => {
    throw new PlainError(`${file} cannot be read`);
  });
  const read = await readKeyFile(content, passphrase());
  if ('fault' in read) throw new PlainError(`${file}: ${FAULTS[read.fault]}`);
  return read.pair;
}

const passphrase = (): string => process.env['JISHI_PASSPHRASE'] ?? '';
