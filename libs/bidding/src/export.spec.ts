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
    }
  });
});
