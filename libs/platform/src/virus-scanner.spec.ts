import { mkdtempSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type DomainError } from '@jishi/kernel';
import { ClamdScanner, createScanner } from './index';

const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

let server: Server | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
});

async function listen(serve: (socket: Socket) => void, path?: string): Promise<string> {
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((done) => (path ? server!.listen(path, done) : server!.listen(0, '127.0.0.1', done)));
  const address = server.address();
  return typeof address === 'string' ? `unix:${address}` : `tcp://127.0.0.1:${address!.port}`;
}

/** clamd as its manual has it: the command, chunks with their lengths, an empty one; whoever deviates gets no answer. */
function clamd(socket: Socket): void {
  let received = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    received = Buffer.concat([received, part]);
    const command = 'zINSTREAM\0';
    if (received.length < command.length) return;
    if (received.subarray(0, command.length).toString() !== command) return void socket.end('UNKNOWN COMMAND\0');
    const chunks: Buffer[] = [];
    let at = command.length;
    while (at + 4 <= received.length) {
      const length = received.readUInt32BE(at);
      at += 4;
      if (length === 0) {
        const content = Buffer.concat(chunks).toString('latin1');
        return void socket.end(content.includes(EICAR) ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0');
      }
      if (at + length > received.length) return;
      chunks.push(received.subarray(at, at + length));
      at += length;
    }
  });
}

const code = (scan: Promise<unknown>): Promise<unknown> =>
  scan.then(
    () => null,
    (error: DomainError) => [error.kind, error.code, error.params],
  );

describe('clamd', () => {
  it('passes what is clean and names what is not, in chunks, over TCP', async () => {
    const scanner = new ClamdScanner(await listen(clamd));
    expect(await scanner.scan(Buffer.alloc(3 * 64 * 1024 + 7, 'a'))).toBe(true);
    const infected = Buffer.concat([Buffer.alloc(64 * 1024 - 10, 'a'), Buffer.from(EICAR)]);
    expect(await code(scanner.scan(infected))).toEqual(['invalid', 'scan.infected', { signature: 'Eicar-Signature' }]);
  });

  it('is reached over a unix socket', async () => {
    const url = await listen(clamd, join(mkdtempSync(join(tmpdir(), 'jishi-clamd-')), 'clamd.sock'));
    expect(await new ClamdScanner(url).scan(Buffer.from('clean'))).toBe(true);
  });

  it.each([
    ['says nothing', () => undefined],
    ['hangs up', (socket: Socket) => socket.destroy()],
    ['drips', (socket: Socket) => setInterval(() => socket.write('s'), 20).unref()],
    ['is out of order', (socket: Socket) => socket.end('INSTREAM size limit exceeded. ERROR\0')],
    ['floods', (socket: Socket) => socket.end('x'.repeat(100_000))],
  ] as [string, (socket: Socket) => void][])('that %s lets nothing through, in time', async (_name, serve) => {
    const scanner = new ClamdScanner(await listen(serve), 300);
    const started = Date.now();
    expect(await code(scanner.scan(Buffer.from('x')))).toEqual(['unavailable', 'scan.unreachable', {}]);
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  it('that is not there lets nothing through', async () => {
    const url = await listen(clamd);
    await new Promise((done) => server!.close(done));
    server = undefined;
    expect(await code(new ClamdScanner(url).scan(Buffer.from('x')))).toEqual(['unavailable', 'scan.unreachable', {}]);
  });
});

it('without an address nothing is scanned, and that is said', async () => {
  const scanner = createScanner({ clamdUrl: null });
  expect([scanner.on, await scanner.scan(Buffer.from(EICAR))]).toEqual([false, false]);
});
