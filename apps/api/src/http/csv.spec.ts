import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sendCsv, toCsv } from './csv';

describe('csv export', () => {
  it('takes line breaks and full-width signs at the beginning for what they are', () => {
    const entries = ['＝1+1', '＋x', '－x', '＠x', '\n=x'].map((a) => ({ a }));
    expect(toCsv(entries)).toBe("\ufeffa\r\n'＝1+1\r\n'＋x\r\n'－x\r\n'＠x\r\n\"'\n=x\"\r\n");
  });

  it('keeps a line break inside its cell, so that nothing after it becomes a row of its own', () => {
    expect(toCsv([{ a: 'x\n=1+1', b: 'y\r=2' }])).toBe('\ufeffa,b\r\n"x\n=1+1","y\r=2"\r\n');
  });

  it('says where it was cut off', async () => {
    const header = (): unknown => reply;
    const reply = { header } as never;
    const load = (cursor?: string) => ({
      items: Array.from({ length: 100 }, () => ({ a: 1 })),
      nextCursor: cursor ?? null,
    });
    const endless = await sendCsv(reply, 'x', () => Promise.resolve(load('more')));
    expect(endless.trim().split('\r\n').length).toBe(10_002);
    expect(endless).toContain('first 10000 rows only');
    expect(await sendCsv(reply, 'x', () => Promise.resolve(load()))).not.toContain('rows only');
  });

  it('neutralises whatever begins like a formula', () => {
    const entries = ['=1+1', '+x', '-x', '@x', '\tx', -5, '中文'].map((a) => ({ a }));
    expect(toCsv(entries)).toBe("\ufeffa\r\n'=1+1\r\n'+x\r\n'-x\r\n'@x\r\n'\tx\r\n-5\r\n中文\r\n");
  });

  it('never lets a text cell begin with a formula sign', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const [, ...rest] = toCsv([{ a: text, b: 'end' }]).split('\r\n');
        const cell = rest.join('\r\n').replace(/^"/, '');
        expect(/^[=+@\t\r]/.test(cell) || /^-(?!\d+(\.\d+)?"?,end)/.test(cell)).toBe(false);
      }),
    );
  });
});
