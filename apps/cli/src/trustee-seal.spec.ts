import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { generateKeyPair, parseEnvelope, ROLES } from '@jishi/sealing';
import { addSealCommand } from './trustee-seal';

const folder = mkdtempSync(join(tmpdir(), 'jishi-seal-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function seal(options: Record<string, string>): Promise<string> {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const program = new Command().exitOverride();
  addSealCommand(program);
  const given = { auction: 'a', bidder: 'B07', amount: '1200000', ...options };
  const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
  try {
    await program.parseAsync(['seal', ...args], { from: 'user' });
    return String(log.mock.calls[0]?.[0]);
  } finally {
    log.mockRestore();
  }
}

it('seals without a network, and refuses what would only be found out when the bid is opened', async () => {
  const pairs = await Promise.all(ROLES.map(() => generateKeyPair()));
  const trustees = ROLES.map((role, i) => ({ role, publicKey: pairs[i]!.publicKey }));
  const keys = file('keys.json', JSON.stringify({ trustees }));
  expect(parseEnvelope(await seal({ keys }))).not.toBeNull();
  for (const amount of ['0', '1.5', '-1', '100000000000001', '99999999999999999'])
    await expect(seal({ keys, amount })).rejects.toThrow('--amount is a whole number of fen');
  for (const bidder of ['b07', 'B7', ' B07', 'org'])
    await expect(seal({ keys, bidder })).rejects.toThrow('--bidder is a code');
  for (const content of ['{}', 'null', '{"trustees":[]}'])
    await expect(seal({ keys: file('none.json', content) })).rejects.toThrow('no three trustees');
  await expect(seal({ keys: file('text.json', 'keys') })).rejects.toThrow('text.json (no JSON)');
  await expect(seal({ keys: join(folder, 'nowhere') })).rejects.toThrow('nowhere (ENOENT)');
  await expect(seal({ server: 'http://127.0.0.1:1' })).rejects.toThrow(/^no answer \(.*\): see --server/);
});
