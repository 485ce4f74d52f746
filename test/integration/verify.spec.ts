import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { englishBook, sampleKey } from '../../libs/bidding/src/testing/proof-books';
import { PlainError } from '../../apps/cli/src/plain-error';
import { addVerifyCommand } from '../../apps/cli/src/verify';

const folder = mkdtempSync(join(tmpdir(), 'jishi-verify-'));
const file = (name: string): string => join(folder, name);
const book = englishBook('01a20752-6e76-7140-83c6-dae47b1a0b07', 'sm2-sm3');
const other = englishBook(book.auctionId, 'sm2-sm3', 500);

beforeAll(async () => {
  const whole = await book.export('full');
  const files: Record<string, string> = {
    whole,
    open: await book.export('public'),
    rewritten: await other.export('full'),
    edited: whole.replace('"amountMinor":16000', '"amountMinor":16500'),
    receipt: JSON.stringify({ accepted: true, ...book.receipt(10) }),
    changed: JSON.stringify({ ...book.receipt(10), leafHash: '0'.repeat(64) }),
    head: JSON.stringify(book.headAt(12)),
    witness: [3, 9, 14]
      .map((seq) => `${JSON.stringify({ auctionId: book.auctionId, head: book.headAt(seq) })}\n`)
      .join(''),
    key: sampleKey('sm2-sm3').publicKey,
    strangeKey: sampleKey('ed25519-sha256').publicKey,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(file(name), text);
});
afterAll(() => {
  process.exitCode = 0;
  rmSync(folder, { recursive: true });
});

/** Exit code and what a person reads. */
async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const program = new Command().exitOverride();
  addVerifyCommand(program);
  try {
    await program.parseAsync(['verify', ...args], { from: 'user' });
    return { code: Number(process.exitCode), text: lines.join('\n') };
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return { code: error.exitCode, text: error.message };
  } finally {
    log.mockRestore();
  }
}
const all = () => ['--receipt', file('receipt'), '--head', file('head'), '--witness', file('witness')];

describe('jishi verify', () => {
  it('0: the book holds, with everything that others kept of it', async () => {
    const { code, text } = await run(file('whole'), ...all(), '--key', file('key'), '--language', 'en');
    expect(text).toContain('The book holds');
    expect(text).not.toContain('--receipt');
    expect(code).toBe(0);
  });

  it('1: it names the first wrong line, with its code and a sentence in either language', async () => {
    const { code, text } = await run(file('edited'), '--language', 'zh');
    expect(text).toMatch(/^竞价簿有误，首个错误在第 \d+ 行\n {2}第 \d+ 行: book\.private_part_differs: 非公开部分/);
    expect(code).toBe(1);
    expect((await run(file('edited'), '--language', 'en')).text).toContain('The private part or its salt');
  });

  it.each(['--receipt', '--head', '--witness'] as const)('1: a rewrite contradicts a %s', async (option) => {
    expect((await run(file('rewritten'), '--language', 'en')).code).toBe(0);
    const { code, text } = await run(file('rewritten'), option, file(option.slice(2)), '--language', 'en');
    expect(text).toMatch(/evidence\.(other_event|other_history|witness_contradicts)/);
    expect(code).toBe(1);
  });

  it('1: a receipt that was changed itself accuses no line of the book', async () => {
    const { code, text } = await run(file('whole'), '--receipt', file('changed'), '--language', 'zh');
    expect(text).toMatch(/^竞价簿本身未见错误，但所给凭证不能采信\n {2}evidence\.altered: .*changed 写明的记录/);
    expect(code).toBe(1);
  });

  it('1: signed with a key that the reader does not trust', async () => {
    const { code, text } = await run(file('open'), '--key', file('strangeKey'), '--json');
    expect(JSON.parse(text)).toMatchObject({ ok: false, findings: [{ line: 1, code: 'export.untrusted_key' }] });
    expect(code).toBe(1);
  });

  it('2: what cannot be read is said in one line', async () => {
    expect((await run(file('nowhere'))).code).toBe(2);
    expect(await run(file('whole'), '--receipt', file('head'))).toMatchObject({ code: 2 });
    expect(await run(file('whole'), '--key', file('receipt'))).toMatchObject({ code: 2 });
  });
});
