import { describe, expect, it } from '@jest/globals';
import { SUITES } from './domain/suite';
import { ExportChecker } from './export-check';
import { evidenceOf, type Evidence } from './export-evidence';
import type { ExportReport } from './export-report';
import * as books from './testing/proof-books';

const check = async (text: string, evidence: readonly Evidence[] = []): Promise<ExportReport> => {
  const checker = new ExportChecker(evidence);
  checker.write(Buffer.from(text));
  return checker.finish();
};

const make = {
  english: books.englishBook,
  dynamic: books.dynamicBook,
  refusal: books.refusalBook,
  terminated: books.terminatedBook,
  annulled: books.annulledBook,
  first: (id: string, suite: (typeof SUITES)[number]) => books.sealedBook(id, suite, 'first'),
  second: (id: string, suite: (typeof SUITES)[number]) => books.sealedBook(id, suite, 'second'),
};

describe.each(SUITES)('an export in %s', (suite) => {
  it.each(Object.keys(make) as (keyof typeof make)[])('holds, whole and public: %s', async (name) => {
    const book = await make[name]('auction', suite);
    for (const scope of ['full', 'public'] as const) {
      const report = await check(await book.export(scope), [
        evidenceOf('receipt', 'r', book.receipt(3))!,
        evidenceOf('head', 'h', book.headAt(book.lines.length))!,
      ]);
      expect(report.findings).toEqual([]);
      expect(report).toMatchObject({ ok: true, suite, scope, events: book.lines.length });
      const { outcome, winner, priceMinor } = book.state.outcome!;
      expect(report.outcome).toMatchObject({ outcome, winner, priceMinor });
      expect(report.result).toBe(book.state.result);
    }
  });
});

it('a reveal that lies is found by decrypting again, and only a public copy must leave that open', async () => {
  const book = await books.sealedBook('auction', 'ed25519-sha256', 'first', [11_000, 15_000], [16_000, 15_000]);
  const whole = await check(await book.export('full'));
  expect(whole.findings.map(({ code }) => code)).toEqual(['book.envelope_differs']);
  const open = await check(await book.export('public'));
  expect(open).toMatchObject({ ok: true, outcome: { priceMinor: 16_000 } });
  expect(open.unchecked.map(({ code }) => code)).toContain('unchecked.envelopes');
});

it('a bid recorded as not to be opened is the word of those who opened, and the report says so', async () => {
  const book = await books.sealedBook('auction', 'ed25519-sha256', 'first', [11_000, 15_000], [11_000, null]);
  for (const scope of ['full', 'public'] as const) {
    const report = await check(await book.export(scope));
    expect(report).toMatchObject({ ok: true, outcome: { priceMinor: 11_000 } });
    expect(report.unchecked).toContainEqual({ code: 'unchecked.unopened', params: { count: 1 } });
  }
});

it('a public copy names nobody and tells no maximum, and says what it could not check', async () => {
  const book = books.englishBook('auction', 'ed25519-sha256');
  const text = await book.export('public');
  expect(text).not.toContain('"organisationId"');
  expect(text).not.toContain('maximum');
  expect(text).not.toContain('异议');
  expect(text).toContain('核实');
  expect((await check(text)).unchecked.map(({ code }) => code)).toEqual([
    'unchecked.decisions',
    'unchecked.receipts',
    'unchecked.heads',
    'unchecked.keys',
  ]);
  expect((await books.terminatedBook('auction', 'ed25519-sha256').export('public')).includes('reserveMinor')).toBe(
    false,
  );
});
