import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlainError } from './plain-error';
import { simulateFile } from './simulate';
import { simulateExamples } from './simulate-examples';
import { simulateHelp } from './simulate-help';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jishi-simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(name: string, content: string): Promise<string[]> {
  const file = join(folder, name);
  writeFileSync(file, content);
  let printed = '';
  await simulateFile(file, (lines) => {
    printed += lines;
    return Promise.resolve();
  });
  return printed.trimEnd().split('\n');
}

const refusal = (name: string, content: string): Promise<{ message: string; exitCode: number }> =>
  run(name, content).then(
    () => Promise.reject(new Error('it was run')),
    (error: unknown) => {
      if (error instanceof PlainError) return error;
      throw error;
    },
  );

const smallest = simulateExamples[0]!.given as { rules: object; participants: string[]; commands: object[] };

describe('jishi simulate', () => {
  it.each(simulateExamples)('example: $title', async ({ given, outcome }) => {
    const lines = await run('example.json', JSON.stringify(given));
    expect(lines.at(-1)).toBe(JSON.stringify({ outcome }));
    const seqs = lines.slice(0, -1).map((line) => (JSON.parse(line) as { seq: number }).seq);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
    expect(simulateHelp()).toContain(JSON.stringify(given));
  });

  it('shows rejections with their code, and what leaves no event without a place in the book', async () => {
    const commands = [
      ...smallest.commands,
      { at: 3_000, bidder: 'B02', type: 'bid', amount: 11_001 },
      { at: 60_000, bidder: 'B02', type: 'bid', amount: 99_000 },
    ];
    const lines = await run('rejected.json', JSON.stringify({ ...smallest, commands }));
    const events = lines.map((line) => JSON.parse(line) as { seq: number | null; type: string; code?: string });
    expect(events.filter(({ code }) => code !== undefined)).toEqual([
      expect.objectContaining({ seq: 8, type: 'command.rejected', code: 'bid.below_minimum' }),
      expect.objectContaining({ seq: null, type: 'command.refused', code: 'auction.closed_to_bids' }),
    ]);
    expect(lines.at(-1)).toBe('{"outcome":{"state":"sold","winner":"B01","price":11000}}');
  });

  it('a .jsonl file gives an outcome a line, in their order, and thousands in seconds', async () => {
    const { rules } = smallest;
    const unsold = JSON.stringify({ rules, participants: ['B01'], commands: [] });
    const lines = await run('many.jsonl', `${JSON.stringify(smallest)}\n\n${`${unsold}\n`.repeat(2_000)}`);
    expect(lines).toHaveLength(2_001);
    expect(lines[0]).toBe('{"outcome":{"state":"sold","winner":"B01","price":11000}}');
    expect(new Set(lines.slice(1))).toEqual(new Set(['{"outcome":{"state":"unsold","winner":null,"price":null}}']));
  });

  it.each([
    [
      'an unknown field',
      { ...smallest, rules: { ...smallest.rules, bonus: 1 } },
      'rules.bonus: simulate.unknown_field',
    ],
    ['a missing field', { ...smallest, commands: undefined }, 'commands: simulate.missing_field'],
    [
      'half a fen',
      { ...smallest, rules: { ...smallest.rules, startPrice: 0.5 } },
      'rules.startPrice: simulate.bad_number',
    ],
    [
      'no steps',
      { ...smallest, rules: { ...smallest.rules, increments: [] } },
      'rules.increments: rules.no_increments: There is no table of increments.',
    ],
    ['two ends', { ...smallest, rules: { ...smallest.rules, timer: 5, freePeriod: 5 } }, 'simulate.no_one_end'],
    ['another mode', { ...smallest, rules: { ...smallest.rules, mode: 'dutch' } }, 'rules.mode: mode.unknown'],
    ['a stranger', { ...smallest, participants: ['B01'] }, 'commands[1].bidder: simulate.unknown_participant'],
    ['twins', { ...smallest, participants: ['B01', 'B02', 'B01'] }, 'participants[2]: simulate.twice'],
    [
      'a holder twice',
      { ...smallest, rules: { ...smallest.rules, firstRefusal: { holders: [{ bidder: 'B01' }, { bidder: 'B01' }] } } },
      'rules.firstRefusal.holders[1].bidder: simulate.twice',
    ],
    ["the clock's name", { ...smallest, participants: ['B01', 'B02', 'system'] }, 'participants[2]: simulate.bad_name'],
    [
      'more than any sale is worth',
      { ...smallest, commands: [{ at: 1, bidder: 'B01', type: 'bid', amount: 100_000_000_000_001 }] },
      'commands[0].amount: simulate.bad_number',
    ],
    [
      'an end after all time',
      { ...smallest, rules: { ...smallest.rules, closesAt: Number.MAX_SAFE_INTEGER } },
      'rules.closesAt: simulate.bad_number',
    ],
    [
      'a maximum where none is asked for',
      {
        rules: { mode: 'sealed', startPrice: 1, closesAt: 9 },
        participants: ['B01'],
        commands: [{ at: 1, bidder: 'B01', type: 'maximum', amount: 5 }],
      },
      'commands[0].type: simulate.not_in_mode',
    ],
    [
      'two who object as one',
      { ...smallest, commands: [{ at: 1, bidder: 'B01', by: 'seller', type: 'object', about: 'bid' }] },
      'commands[0].by: simulate.two_parties',
    ],
    [
      'a reason nobody would read',
      { ...smallest, commands: [{ at: 1, by: 'operator', type: 'pause', reason: '长'.repeat(501) }] },
      'commands[0].reason: simulate.bad_text',
    ],
    [
      'a reason that says nothing',
      { ...smallest, commands: [{ at: 1, by: 'operator', type: 'pause', reason: ' \u200b ' }] },
      'commands[0].reason: simulate.bad_text',
    ],
    [
      'a bid on a command that is not there',
      { ...smallest, commands: [{ at: 1, by: 'operator', type: 'void', bid: 'x' }] },
      'commands[0].bid: simulate.unknown_reference',
    ],
    [
      'a command of nobody',
      { ...smallest, commands: [{ at: 1, type: 'object', about: 'bid' }] },
      'commands[0].bidder: simulate.missing_field',
    ],
  ])('refuses %s with its path, a code and exit code 2', async (_name, given, line) => {
    const { message, exitCode } = await refusal('bad.json', JSON.stringify(given));
    expect(message).toContain(line);
    expect(exitCode).toBe(2);
  });

  it('tells what is before the opening in times below nought, everything else as if it were not there', async () => {
    const early = { at: -250, by: 'operator', type: 'extend', extend: 5 };
    const given = { ...smallest, rules: { ...smallest.rules, objectionWindow: 10 } };
    const [plain, later] = [
      await run('plain.json', JSON.stringify(given)),
      await run('early.json', JSON.stringify({ ...given, commands: [...smallest.commands, early] })),
    ];
    const times = (lines: string[], from: number): unknown[] =>
      lines.slice(from, -1).map((line) => {
        const { atMs, arrivedAtMs, endsAtMs, type } = JSON.parse(line) as Record<string, unknown>;
        return [type, atMs, arrivedAtMs, endsAtMs];
      });
    expect(times(later, 0).slice(0, 4)).toEqual([
      ['auction.announced', -250, -250, 60_000],
      ['bidder.admitted', -250, -250, undefined],
      ['bidder.admitted', -250, -250, undefined],
      ['command.rejected', -250, -250, undefined],
    ]);
    expect(times(later, 4)).toEqual(times(plain, 3));
    expect(later.at(-1)).toBe(plain.at(-1));
  });

  it('reads a file as an editor on Windows leaves it', async () => {
    const text = JSON.stringify(smallest, null, 2).replaceAll('\n', '\r\n');
    expect(await run('windows.json', `\ufeff${text}\r\n`)).toEqual(await run('plain.json', JSON.stringify(smallest)));
    const one = JSON.stringify(smallest);
    expect(await run('windows.jsonl', `\ufeff${one}\r\n\r\n${one}\r\n`)).toHaveLength(2);
  });

  it('any person of the operator may void: a second one approves it', async () => {
    const slip = { at: 3_000, by: 'operator:approver', type: 'void', bid: 'slip' };
    const commands = [{ at: 1, bidder: 'B01', type: 'bid', amount: 10_500, id: 'slip' }, slip];
    const lines = await run('void.json', JSON.stringify({ ...smallest, commands }));
    expect(lines.at(-1)).toBe('{"outcome":{"state":"unsold","winner":null,"price":null}}');
  });

  it('names the line of a .jsonl file, and what is no JSON', async () => {
    const { message } = await refusal('bad.jsonl', `${JSON.stringify(smallest)}\n{"rules":`);
    expect(message).toMatch(/bad\.jsonl:2: .*\n +simulate\.not_json: /);
  });

  it('the README shows a sale of every mode and what becomes of it', async () => {
    const blocks = readFileSync('README.md', 'utf8').split('```jsonl\n').slice(1);
    const [sales, outcomes] = blocks.map((block) => block.slice(0, block.indexOf('```')));
    expect((await run('readme.jsonl', sales!)).join('\n')).toBe(outcomes!.trimEnd());
    for (const { given } of simulateExamples.slice(0, 4)) expect(sales).toContain(`${JSON.stringify(given)}\n`);
  });

  it('the same file gives the same lines', async () => {
    const text = JSON.stringify(simulateExamples[1]!.given);
    expect(await run('once.json', text)).toEqual(await run('again.json', text));
  });

  it('as a command prints these lines and nothing else, and fails with exit code 2', async () => {
    const call = (name: string, content: string) => {
      const file = join(folder, name);
      writeFileSync(file, content);
      return promisify(execFile)(process.execPath, ['apps/cli/bootstrap.mjs', 'cli', 'simulate', file]);
    };
    const text = JSON.stringify(smallest);
    expect((await call('called.json', text)).stdout.trimEnd().split('\n')).toEqual(await run('called.json', text));
    await expect(call('wrong.json', '{}')).rejects.toMatchObject({ code: 2, stdout: '' });
    const without = promisify(execFile)(process.execPath, ['apps/cli/bootstrap.mjs', 'cli', 'simulate']);
    await expect(without).rejects.toMatchObject({ code: 2, stdout: '' });
  });
});
