import { beforeAll, describe, expect, it } from '@jest/globals';
import { ExportChecker } from './export-check';
import { evidenceOf, type Evidence } from './export-evidence';
import type { ExportReport } from './export-report';
import * as books from './testing/proof-books';
import { seeded } from './testing/seeded';
import { sealedAgain, TAMPERS, type Draw } from './testing/tamper';

const check = async (text: string | Buffer, evidence: readonly Evidence[] = []): Promise<ExportReport> => {
  const checker = new ExportChecker(evidence);
  checker.write(Buffer.from(text));
  return checker.finish();
};
const drawer = (seed: number): Draw => {
  const random = seeded(seed);
  return (below) => Math.floor(random() * below);
};

const SUITE = 'ed25519-sha256';
const MAKERS = [books.englishBook, books.dynamicBook, books.refusalBook, books.terminatedBook, books.annulledBook];
const MANIPULATIONS = Number(process.env['JISHI_MANIPULATIONS'] ?? 1_000);
const originals: string[] = [];

beforeAll(async () => {
  for (const [i, make] of MAKERS.entries())
    for (const scope of ['full', 'public'] as const) originals.push(await make(`auction${i}`, SUITE).export(scope));
  const sealed = await books.sealedBook('sealed', SUITE, 'second', [11_000]);
  originals.push(await sealed.export('full'), await sealed.export('public'));
});

/** A manipulation of one of the exports, drawn from its seed; null when it changed nothing. */
function manipulated(seed: number): { name: string; text: string | Buffer; original: string } | null {
  const draw = drawer(seed);
  const original = originals[draw(originals.length)]!;
  const other = originals[draw(originals.length)]!;
  const names = Object.keys(TAMPERS);
  const name = names[seed % names.length]!;
  const text = TAMPERS[name]!(original, draw, other);
  return Buffer.from(text).equals(Buffer.from(original)) ? null : { name, text, original };
}

describe('G7: history cannot be edited', () => {
  it(`${MANIPULATIONS} random manipulations of an export are all found`, async () => {
    let found = 0;
    for (let seed = 1; found < MANIPULATIONS; seed++) {
      const done = manipulated(seed);
      if (!done) continue;
      const report = await check(done.text);
      expect({ seed, name: done.name, ok: report.ok }).toEqual({ seed, name: done.name, ok: false });
      found++;
    }
  }, 120_000);

  it('nor does a fitting trailer hide them: the book itself contradicts', async () => {
    const inner = [
      'another salt',
      'another amount',
      'another bidder',
      'another private part',
      'a line less',
      'a line twice',
    ];
    let found = 0;
    const codes = new Set<string>();
    for (let seed = 1; found < 150; seed++) {
      const draw = drawer(seed);
      const original = originals[draw(originals.length)]!;
      const name = inner[seed % inner.length]!;
      const edited = TAMPERS[name]!(original, (below) => Math.min(Math.max(draw(below), 1), below - 2), original);
      if (edited === original) continue;
      const report = await check(sealedAgain(edited.toString(), books.sampleKey(SUITE)));
      expect({ seed, name, ok: report.ok }).toEqual({ seed, name, ok: false });
      expect(report.findings.map(({ code }) => code)).not.toContain('export.not_signed');
      report.findings.forEach(({ code }) => codes.add(code));
      found++;
    }
    // Each of these checks is needed: see the controls.
    for (const code of ['book.root_differs', 'book.private_part_differs', 'book.not_decided_so', 'book.gap'])
      expect(codes).toContain(code);
  }, 60_000);

  it('names the first wrong line', async () => {
    const text = originals[0]!;
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('"type":"bid.accepted"'));
    const edited = lines.with(at, lines[at]!.replace(/"public":\{"amountMinor":\d+/, '"public":{"amountMinor":10500'));
    expect(edited).not.toEqual(lines);
    const report = await check(sealedAgain(edited.join('\n'), books.sampleKey(SUITE)));
    expect(report.findings[0]).toMatchObject({ line: at + 1, code: 'book.not_decided_so' });
  });

  it('one who holds the signing key and carries a command out twice is found', async () => {
    const book = new books.MadeBook('again', SUITE).announced({}, null, ['a', 'b']).tick('open');
    book.give('a', { type: 'maximum', amountMinor: 16_000 }, 'twice');
    book.give('b', { type: 'bid', amountMinor: 10_500 }, 'twice');
    expect((await check(await book.export('full'))).findings).toEqual([]);
    book.give('a', { type: 'maximum', amountMinor: 18_000 }, 'twice');
    const { findings } = await check(await book.export('full'));
    expect(findings).toMatchObject([{ line: 1 + book.state.seq, code: 'book.command_repeated' }]);
  });

  it('a change of the header is blamed on the header, whatever else it contradicts', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const draw = drawer(seed);
      const text = TAMPERS['another header']!(originals[draw(originals.length)]!, draw, '');
      expect({ seed, first: (await check(text)).findings[0]?.line }).toEqual({ seed, first: 1 });
    }
  });

  it('what follows the trailer, or is in it and not signed, is found there', async () => {
    for (const text of originals) {
      const lines = text.split('\n').length;
      for (let seed = 1; seed <= 4; seed++) {
        const [half, more] = ['half a character after the end', 'a field more in the trailer'].map((name) =>
          TAMPERS[name]!(text, drawer(seed), ''),
        );
        expect((await check(half!)).findings).toMatchObject([{ line: lines, code: 'export.not_utf8' }]);
        expect((await check(more!)).findings[0]).toMatchObject({ line: lines - 1, code: 'export.bad_trailer' });
      }
      expect((await check(`${text}x`)).findings).toMatchObject([{ line: lines, code: 'export.after_trailer' }]);
    }
  });
});

describe('controls: these tests can fail', () => {
  it('an untouched export has no findings', async () => {
    for (const text of originals) expect((await check(text)).findings).toEqual([]);
  });

  it('a checker blind to one kind of fault lets manipulations through', async () => {
    const blind: Record<string, RegExp> = {
      'another salt': /^export\.(digest|not_signed)|^book\.private_part/,
      'another amount': /^export\.(digest|not_signed)|^book\./,
      'a line after the end': /^export\.after_trailer/,
      'a private part taken out': /^export\.(digest|not_signed)|^book\.(private_part_missing|not_decided_so)/,
    };
    for (const [name, codes] of Object.entries(blind)) {
      let passed = 0;
      for (let seed = 1; seed < 60 && passed === 0; seed++) {
        const text = TAMPERS[name]!(originals[1]!, drawer(seed), originals[3]!);
        if (text === originals[1]) continue;
        const { findings } = await check(text);
        if (findings.every(({ code }) => codes.test(code))) passed++;
      }
      expect({ name, passed }).toEqual({ name, passed: 1 });
    }
  });
});

describe('G7: a complete rewrite with database and signing key', () => {
  const told = books.englishBook('rewritten', SUITE);
  const rewritten = books.englishBook('rewritten', SUITE, 500);
  const first = told.lines.findIndex(({ publicText }, i) => publicText !== rewritten.lines[i]!.publicText) + 1;

  it('passes by itself, whole and public: nobody remembers anything else (control)', async () => {
    expect(first).toBeGreaterThan(1);
    for (const scope of ['full', 'public'] as const)
      expect(await check(await rewritten.export(scope))).toMatchObject({ ok: true });
  });

  it('is found from any one receipt, head or witnessed head that covers it', async () => {
    const text = await rewritten.export('public');
    for (let seq = first; seq <= told.lines.length; seq++) {
      const receipt = evidenceOf('receipt', 'r', told.receipt(seq))!;
      const head = evidenceOf('head', 'h', told.headAt(seq))!;
      const witness = evidenceOf('witness', 'w', { auctionId: 'rewritten', head: told.headAt(seq) })!;
      for (const evidence of [receipt, head, witness]) {
        const report = await check(text, [evidence]);
        expect({ seq, kind: evidence.kind, ok: report.ok }).toEqual({ seq, kind: evidence.kind, ok: false });
        expect(report.findings.every(({ line }) => line === Math.min(seq, rewritten.lines.length) + 1)).toBe(true);
      }
    }
  });

  it('agrees with what was told before it: evidence does not accuse the innocent', async () => {
    const text = await rewritten.export('full');
    for (let seq = 1; seq < first; seq++) {
      const receipt = evidenceOf('receipt', 'r', told.receipt(seq))!;
      expect((await check(text, [receipt])).findings).toEqual([]);
    }
  });

  it('and cutting off the end is found from a receipt of the end', async () => {
    const shorter = books.dynamicBook('cut', SUITE);
    const receipt = evidenceOf('receipt', 'r', shorter.receipt(shorter.lines.length))!;
    shorter.lines.splice(-2);
    const report = await check(await shorter.export('full'), [receipt]);
    expect(report.findings.map(({ code }) => code)).toContain('evidence.beyond_end');
  });

  it('evidence that was itself changed, or is of another sale, does not accuse the book', async () => {
    const text = await told.export('public');
    const receipt = told.receipt(first);
    const { head } = receipt;
    const cases: [object, string][] = [
      [{ ...receipt, leafHash: '0'.repeat(64) }, 'evidence.altered'],
      [{ ...receipt, seq: first - 1 }, 'evidence.altered'],
      [{ ...receipt, seq: 999 }, 'evidence.altered'],
      [{ ...receipt, head: { ...head, root: '0'.repeat(64) } }, 'evidence.not_signed'],
      [{ ...receipt, head: { ...head, seq: 999 } }, 'evidence.not_signed'],
      [books.dynamicBook('another', SUITE).receipt(3), 'evidence.other_auction'],
    ];
    for (const [value, code] of cases) {
      const report = await check(text, [evidenceOf('receipt', 'r', value)!]);
      expect(report).toMatchObject({ ok: false, findings: [{ line: null, code, params: { name: 'r' } }] });
    }
  });

  it('a new key is no way out: the receipt names the old one', async () => {
    const { sampleKey } = books;
    const receipt = evidenceOf('receipt', 'r', told.receipt(first))!;
    const report = await check(await books.englishBook('rewritten', 'sm2-sm3', 500).export('full'), [receipt]);
    expect(sampleKey('sm2-sm3').id).not.toBe(receipt.head.keyId);
    expect(report.findings.map(({ code }) => code)).toContain('evidence.unknown_key');
  });
});
