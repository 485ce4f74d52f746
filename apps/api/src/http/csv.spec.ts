import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toCsv } from './csv';

describe('csv export', () => {
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
