import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '@jishi/kernel';
import { csvOf, inlineRow, workbookParts, zipOf } from '../../../../test/support/registers';
import { isFormula } from './cell';
import { plainDecimal, placed, scaled } from './decimal';
import { FIELDS, fieldsOf, HISTORY_KINDS } from './fields';
import { recognise } from './mapping';
import { readRow } from './read-row';
import { readSheet } from './source';
import { readAmount, readDay } from './values';

const minor = fc.integer({ min: 1, max: 10_000_000_000_000 });
const places = { fen: 0, yuan: 2, wan: 6, yi: 10 } as const;
const unit = fc.constantFrom(...(Object.keys(places) as (keyof typeof places)[]));
const grouped = (text: string): string => {
  const [whole = '', fraction] = text.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '');
};

describe('amounts', () => {
  it('are read as they were written, to the fen, in every unit and spelling', () => {
    fc.assert(
      fc.property(minor, unit, fc.boolean(), fc.constantFrom('', '¥', '￥ '), (value, counted, isGrouped, sign) => {
        const written = placed(String(value), places[counted]);
        expect(readAmount(sign + (isGrouped ? grouped(written) : written), counted)).toEqual({ value });
      }),
    );
  });

  it('say their own unit where they have one', () => {
    expect(readAmount('120万元', 'yuan')).toEqual({ value: 120_000_000 });
    expect(readAmount('１.２亿', null)).toEqual({ value: 12_000_000_000 });
    expect(readAmount('人民币 1,200.5 元', 'wan')).toEqual({ value: 120_050 });
  });

  it.each(['', '面议', '12,34', '1.2.3', '$5', '-5', '1e5', '12 USD', 'NaN'])('%j is none', (text) =>
    expect(readAmount(text, 'yuan')).toEqual({ code: 'history.bad_amount', params: {} }),
  );

  it('are never rounded, and never without a unit', () => {
    expect(readAmount('0.001', 'yuan')).toMatchObject({ code: 'history.part_of_a_fen' });
    expect(readAmount('5', null)).toMatchObject({ code: 'history.unit_unknown' });
    expect(readAmount('100000000001', 'yuan')).toMatchObject({ code: 'history.amount_range' });
    expect(readAmount('0', 'yuan')).toMatchObject({ code: 'history.amount_range' });
  });

  it('survive the way a workbook stores numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_999_999 }), (fen) => {
        const typed = placed(String(fen), 2);
        // Seventeen digits, as spreadsheet programs write doubles.
        expect(plainDecimal(Number(typed).toPrecision(17))).toBe(typed);
        expect(plainDecimal(Number(typed).toExponential())).toBe(typed);
      }),
    );
    expect(plainDecimal('1.1000000000000001')).toBe('1.1');
    expect(plainDecimal('1E400')).toBeNull();
  });

  it('scaling and placing undo each other', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 24n }), fc.nat(12), (value, at) => {
        expect(scaled(placed(String(value), at), at)).toBe(value);
      }),
    );
  });
});

describe('days', () => {
  const day = fc
    .date({ min: new Date('1905-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const spellings: ((iso: string) => string)[] = [
    (iso) => iso,
    (iso) => iso.replaceAll('-', '/'),
    (iso) => iso.replaceAll('-', '.'),
    (iso) => iso.replaceAll('-', ''),
    (iso) => iso.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日'),
    (iso) => iso.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1/$2/$3 08:30:00'),
    (iso) => `${iso}T00:00:00.000Z`,
  ];

  it('are read in every spelling, and as the day numbers of spreadsheets', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...spellings), (iso, spell) => {
        expect(readDay(spell(iso), false)).toBe(iso);
        const serial = Math.round((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000);
        expect(readDay(String(serial), true)).toBe(iso);
        expect(readDay(`${serial}.5`, true)).toBe(iso);
      }),
    );
  });

  it.each(['2019-02-30', '2019-13-01', '2019', '昨天', '60', '31/12/2019', '2019-1', '0000-00-00'])(
    '%j is none',
    (text) => expect(readDay(text, text === '60')).toBeNull(),
  );
});

describe('formulas', () => {
  it.each(['=1+1', '+A1', '-A1', '@SUM(A1)', ' =1', '\t1', '\r1', '＝1', '-1-2', '+86 20 1234'])('%j is one', (text) =>
    expect(isFormula({ kind: 'text', text })).toBe(true),
  );
  it.each(['-5', '+5.2', '-1,200.50', '-', '——', '5-3', 'a=b', ''])('%j is none', (text) =>
    expect(isFormula({ kind: 'text', text })).toBe(false),
  );
});

describe('headings', () => {
  it('name one field of a kind each, and every field of its own name', () => {
    for (const kind of HISTORY_KINDS)
      for (const [name, field] of fieldsOf(kind)) {
        const counted = field.value === 'amount';
        for (const heading of field.headings) {
          const { mapping } = recognise(kind, [counted ? `${heading}（万元）` : heading]);
          expect([kind, heading, mapping.map((each) => each.field)]).toEqual([kind, heading, [name]]);
          if (counted) expect(mapping[0]?.unit).toBe('wan');
        }
      }
  });

  it('that say more go before general ones; equals are left to choose', () => {
    expect(recognise('deals', ['编号', '合同编号']).mapping).toEqual([
      { field: 'contractNumber', column: 1, unit: null },
    ]);
    const { mapping, doubts } = recognise('deals', ['合同编号', '合同号']);
    expect(mapping).toEqual([]);
    expect(doubts).toContainEqual({ field: 'contractNumber', code: 'history.column_ambiguous', columns: [0, 1] });
  });

  it.each([
    ['成交价(元)', 'yuan'],
    ['成交价/万元', 'wan'],
    ['Price (CNY)', 'yuan'],
    ['deal_price_fen', 'fen'],
    ['合同金额（亿元）', 'yi'],
    ['成交价', null],
  ])('%s counts in %s', (heading, expected) =>
    expect(recognise('deals', [heading]).mapping).toEqual([{ field: 'priceMinor', column: 0, unit: expected }]),
  );
});

async function everyRow(bytes: Buffer): Promise<number> {
  let count = 0;
  for await (const _ of (await readSheet(bytes)).rows) count += 1;
  return count;
}

describe('any bytes', () => {
  const only = async (bytes: Buffer): Promise<void> => {
    try {
      await everyRow(bytes);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      expect(error.code).toMatch(/^history\./);
    }
  };

  it('are rows or a refusal, never anything else', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => only(Buffer.from(bytes))));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ';', '\t', '=', 'a', '名') }), (text) =>
        only(Buffer.from(text)),
      ),
    );
  });

  it('inside a workbook too', async () => {
    const pieces = fc.array(
      fc.constantFrom(
        '<row r="1">',
        '<row>',
        '</row>',
        '<c r="A1">',
        '<c r="ZZZ9" t="s">',
        '<c t="n">',
        '</c>',
        '<v>',
        '7',
        '</v>',
        '<f>',
        '</f>',
        '<is>',
        '</is>',
        '&#0;',
        '&x;',
        'a',
      ),
    );
    await fc.assert(
      fc.asyncProperty(pieces, (parts) => only(zipOf(workbookParts(parts.join(''))))),
      { numRuns: 300 },
    );
  });

  it('as cells of a row are a record or problems with codes', () => {
    const cell = fc.record({
      kind: fc.constantFrom('text', 'number', 'date', 'percent', 'formula', 'error'),
      text: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.constantFrom('45000', '2019-01-01', '5%', '转让', '120万'),
      ),
    });
    for (const kind of HISTORY_KINDS) {
      const names = Object.keys(FIELDS[kind]);
      const mapping = names.map((field, column) => ({ field, column, unit: null }));
      fc.assert(
        fc.property(
          fc.array(cell as fc.Arbitrary<{ kind: 'text'; text: string }>, { maxLength: names.length }),
          (cells) => {
            const read = readRow(kind, cells, mapping, '2026-11-23');
            expect(read.record === null ? read.problems.length > 0 : Object.keys(read.record).sort()).toEqual(
              read.record === null ? true : [...names].sort(),
            );
          },
        ),
      );
    }
  });
});

describe('a workbook', () => {
  it('keeps rows where they stand and formulas as formulas', async () => {
    const sheet = `${inlineRow(3, ['合同编号', '成交价(元)'])}<row r="7"><c r="B7"><f>1+1</f><v>2</v></c><c r="D7"><v>1.1000000000000001</v></c></row>`;
    const rows = [];
    for await (const row of (await readSheet(zipOf(workbookParts(sheet)))).rows) rows.push(row);
    expect(rows.map(({ number }) => number)).toEqual([3, 7]);
    expect(rows[1]!.cells).toEqual([
      { kind: 'text', text: '' },
      { kind: 'formula', text: '=1+1' },
      { kind: 'text', text: '' },
      { kind: 'number', text: '1.1' },
    ]);
  });

  it('and a CSV count rows alike, blank ones and line breaks included', async () => {
    const numbers = async (bytes: Buffer): Promise<number[]> => {
      const found: number[] = [];
      for await (const { number } of (await readSheet(bytes)).rows) found.push(number);
      return found;
    };
    expect(await numbers(Buffer.from(csvOf([['a'], [''], ['two\nlines'], ['c']])))).toEqual([1, 3, 4]);
    expect(await numbers(Buffer.from('\ufeffa;b\r\n\r\n"x;y";2\r\n', 'utf16le'))).toEqual([1, 3]);
  });
});
