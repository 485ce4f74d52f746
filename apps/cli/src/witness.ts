import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Command } from 'commander';
import { callersFile } from './callers-file';
import { collect, readKeys } from './key-files';
import { codeOf, PlainError } from './plain-error';
import { type Kept, WitnessStore } from './witness-store';

const BODY_MAX = 64 * 1024;
/** Where nobody but this machine can send a head. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;
const STATUS = { 'witness.contradicts': 409, 'witness.not_a_head': 422, 'witness.unknown_key': 403 } as const;

interface Options {
  file: string;
  port: string;
  host: string;
  key: string[];
}

/** `jishi witness`: what a regulator runs to keep the heads of books as they are made; `jishi verify` reads its file. */
export function addWitnessCommand(program: Command): void {
  program
    .command('witness')
    .description('keep signed heads of books, append-only, and refuse a second history (409)')
    .requiredOption('--file <file>', 'where the heads are kept (JSON lines); contradictions go to <file>.alarms')
    .option('--port <number>', 'where JISHI_WITNESS_URL of the platform points to', '3080')
    .option('--host <address>', 'to listen at; another than this machine’s own only with --key', '127.0.0.1')
    .option('--key <file>', 'a public key (PEM) whose heads are taken, no others; may be repeated', collect, [])
    .action(async ({ file, port, host, key }: Options) => {
      if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new PlainError(`--port ${port} is no port`);
      if (key.length === 0 && !LOOPBACK.test(host))
        throw new PlainError(
          `at ${host} anybody could send heads: give the platform's public key (GET /api/book-keys) with --key, or listen at 127.0.0.1`,
        );
      const store = await WitnessStore.open(callersFile(file), await readKeys(key));
      const server = witnessServer(store, (line) => console.error(line));
      server.listen(Number(port), host);
      await once(server, 'listening').catch((error: unknown) => {
        throw new PlainError(`cannot listen at ${host}:${port} (${codeOf(error)})`);
      });
      const { port: own } = server.address() as AddressInfo;
      console.log(`witness at http://${host}:${own}/ with ${store.size} heads in ${file}`);
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      server.close();
      await store.close();
    });
}

/** One address: POST a head; anything else tells how many are kept. */
export function witnessServer(store: WitnessStore, alarm: (line: string) => void): Server {
  const answer = async (request: IncomingMessage): Promise<[status: number, body: object]> => {
    if (request.method !== 'POST') return [200, { heads: store.size }];
    const text = await bodyOf(request);
    if (text === null) return [413, { code: 'witness.not_a_head' }];
    const kept = await store.take(parsed(text), new Date());
    if (!kept.kept && kept.code === 'witness.contradicts')
      alarm(`ALARM: a second history of a book was signed; it is in the file of alarms: ${text.slice(0, 500)}`);
    return [statusOf(kept), kept];
  };
  return createServer((request, response) => {
    answer(request)
      .catch((error: unknown): [number, object] => {
        alarm(`a head could not be kept: ${String(error)}`);
        return [503, { code: 'witness.unavailable' }];
      })
      .then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      })
      .catch((error: unknown) => alarm(`an answer was not sent: ${String(error)}`));
  });
}

const statusOf = (kept: Kept): number => (kept.kept ? 200 : STATUS[kept.code]);

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += (piece as Buffer).length;
    if (size > BODY_MAX) return null;
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // refused as no head
  }
}
