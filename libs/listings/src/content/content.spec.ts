import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import sharp from 'sharp';
import { DomainError } from '@jishi/kernel';
import { hasMessage } from '@jishi/platform';
import { smallPdf } from '../../../../apps/cli/src/demo/papers';
import { bombPaper, claimingPng, deflated, paper, pdfOf, picture, stream } from '../../../../test/support/papers';
import { checkContent, markContent } from './check-content';
import './messages';
import { MAX_PAGES } from './pdf-inspect';
import { inTurn } from './turn';
import { inWorker } from './worker';

// A thread that parses PDFs takes its time to start on a busy machine.
jest.setTimeout(300_000);

let png: Buffer;
let jpeg: Buffer;
const samples = (): Record<string, Buffer> => ({ pdf: paper(), png, jpeg });

beforeAll(async () => {
  png = await picture('png', 60, 40);
  jpeg = await picture('jpeg', 60, 40);
});

/** The code of the refusal; anything but a DomainError with words for people is a defect. */
async function refusal(content: Buffer): Promise<string | null> {
  try {
    await checkContent(content, 'one');
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(hasMessage(error.code)).toBe(true);
    return error.code;
  }
}

describe('what is taken', () => {
  it('is a PDF, a PNG or a JPEG, whatever it is called', async () => {
    expect(await checkContent(paper(), 'one')).toBe('application/pdf');
    expect(await checkContent(Buffer.from(smallPdf('of the demonstration')), 'one')).toBe('application/pdf');
    expect(await checkContent(png, 'one')).toBe('image/png');
    expect(await checkContent(jpeg, 'one')).toBe('image/jpeg');
    const document = await PDFDocument.create();
    document.addPage();
    expect(await checkContent(Buffer.from(await document.save({ useObjectStreams: true })), 'one')).toBe(
      'application/pdf',
    );
    expect(await refusal(await sharp(jpeg).jpeg({ progressive: true }).toBuffer())).toBeNull();
  });
});

describe('a bomb', () => {
  it.each([
    [
      'a PNG of a few bytes that claims 50,000 × 50,000',
      () => claimingPng(50_000, 50_000),
      'attachment.picture_too_large',
    ],
    ['a PNG that claims 12,000 × 12,000', () => claimingPng(12_000, 12_000), 'attachment.picture_too_large'],
    ['a line of pixels', () => claimingPng(10_000, 100), 'attachment.picture_ratio'],
    ['a page of 100 MB in 100 KB', () => bombPaper(100), 'attachment.bomb'],
    [
      'an object stream of 300 MB',
      () =>
        pdfOf([
          '<< /Type /Catalog /Pages 2 0 R >>',
          '<< /Type /Pages /Kids [] /Count 0 >>',
          stream(deflated(300), '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode'),
        ]),
      'attachment.bomb',
    ],
    [
      'many pages of 60 MB',
      () =>
        pdfOf([
          '<< /Type /Catalog /Pages 2 0 R >>',
          '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
          '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
          ...Array.from({ length: 8 }, () => stream(deflated(60), '/Filter /FlateDecode')),
        ]),
      'attachment.bomb',
    ],
  ])('%s', async (_name, make, code) => {
    expect(await refusal(make())).toBe(code);
  });

  it('of nested brackets, or a page tree that bites its tail, ends in a refusal too', async () => {
    expect(await refusal(pdfOf(['['.repeat(100_000)]))).toMatch(/^attachment\./);
    const circle = pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 9 >>']);
    expect(await refusal(circle)).toMatch(/^attachment\./);
  });

  it('that takes too long is stopped', async () => {
    const slow = { type: 'inspect', content: bombPaper(60) } as const;
    await expect(inWorker(slow, 1)).rejects.toThrow('attachment.too_complex');
    expect(await inWorker(slow)).toEqual({ pages: 1 });
  });
});

describe('a PDF is refused', () => {
  const script = '<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>';
  it.each([
    ['that runs a script', paper('x', '/OpenAction 6 0 R ', script), 'attachment.pdf_active'],
    [
      'whose script is spelt in another way',
      paper('x', '/OpenAction 6 0 R ', '<< /S /#4aava#53cript /#4aS (1) >>'),
      'attachment.pdf_active',
    ],
    ['that starts a program', paper('x', '/OpenAction << /S /Launch /F (cmd.exe) >> '), 'attachment.pdf_active'],
    ['with a form that sends itself', paper('x', '/AA << /WC << /S /SubmitForm >> >> '), 'attachment.pdf_active'],
    [
      'that carries a file',
      paper('x', '/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >> ', '<< /Type /Filespec >>'),
      'attachment.pdf_carries',
    ],
    ['with a script only an older version shows', revised(), 'attachment.pdf_active'],
    ['that is encrypted', encrypted(), 'attachment.pdf_encrypted'],
  ])('%s', async (_name, content, code) => {
    expect(await refusal(content)).toBe(code);
  });

  it('with more pages than anybody reads', async () => {
    const document = await PDFDocument.create();
    for (let page = 0; page <= MAX_PAGES; page += 1) document.addPage();
    expect(await refusal(Buffer.from(await document.save()))).toBe('attachment.pdf_pages');
  });

  it('with no pages', async () => {
    const empty = pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']);
    expect(await refusal(empty)).toBe('attachment.unreadable');
  });

  function revised(): Buffer {
    const object = (text: string): Buffer => Buffer.from(`6 0 obj\n${text}\nendobj\n`);
    return Buffer.concat([
      paper('x', '/OpenAction 6 0 R ', script).subarray(0, -6),
      object('<< /Nothing true >>'),
      Buffer.from('startxref\n9\n%%EOF\n'),
    ]);
  }
  function encrypted(): Buffer {
    return pdfOf(
      [
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [] /Count 0 >>',
        `<< /Filter /Standard /V 1 /R 2 /O (${'o'.repeat(32)}) /U (${'u'.repeat(32)}) /P -4 >>`,
      ],
      '/Encrypt 3 0 R /ID [(a) (a)] ',
    );
  }
});

describe('what is not whole', () => {
  it('is refused wherever it breaks off', async () => {
    for (const [name, content] of Object.entries(samples())) {
      for (const share of [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97]) {
        const cut = content.subarray(0, Math.floor(content.length * share));
        expect([name, share, await refusal(cut)]).toEqual([name, share, expect.stringMatching(/^attachment\./)]);
      }
      expect(await refusal(content.subarray(0, -8))).toBe('attachment.truncated');
    }
  });

  it('is refused although its end was put back', async () => {
    const half = (content: Buffer, end: number): Buffer =>
      Buffer.concat([content.subarray(0, Math.floor(content.length / 2)), content.subarray(-end)]);
    expect(await refusal(half(jpeg, 2))).toBe('attachment.unreadable');
    expect(await refusal(half(png, 12))).toMatch(/attachment\.(truncated|unreadable)/);
  });

  it('is refused when it goes on as something else', async () => {
    for (const content of Object.values(samples())) {
      expect(await refusal(Buffer.concat([content, Buffer.from('<script>alert(1)</script>')]))).toBe(
        'attachment.polyglot',
      );
      const zip = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]);
      expect(await refusal(Buffer.concat([content, zip]))).toBe('attachment.polyglot');
    }
    const inside = paper('x', '', stream('PK\x05\x06'));
    expect(await refusal(inside)).toBe('attachment.polyglot');
  });

  it('and random bytes behind any beginning are refused in words, never with a crash', async () => {
    const beginnings = ['%PDF-1.7\n', '\x89PNG\r\n\x1a\n', '\xff\xd8\xff\xe0', ''].map((text) =>
      Buffer.from(text, 'latin1'),
    );
    const bytes = fc.tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 400 }));
    await fc.assert(
      fc.asyncProperty(bytes, async ([beginning, rest]) => {
        expect(await refusal(Buffer.concat([beginning, rest]))).toMatch(/^attachment\./);
      }),
      { numRuns: 200 },
    );
  });

  it('and good files with bytes changed are taken or refused, never with a crash', async () => {
    const files = Object.values(samples());
    const change = fc.tuple(
      fc.constantFrom(0, 1, 2),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(change, async ([which, changes]) => {
        const content = Buffer.from(files[which]!);
        for (const [at, byte] of changes) content[at % content.length] = byte;
        await refusal(content);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the thread that waits for the next file', () => {
  const good = () => inWorker({ type: 'inspect', content: paper() });

  it('takes over nothing from the file before: each is judged alone, however those beside it end', async () => {
    const active = paper('x', '/OpenAction << /S /Launch /F (cmd.exe) >> ');
    const rounds: [content: Buffer, timeoutMs: number | undefined, end: unknown][] = [
      [paper(), undefined, { pages: 1 }],
      [active, undefined, 'attachment.pdf_active'],
      [bombPaper(100), undefined, 'attachment.bomb'],
      [bombPaper(60), 1, 'attachment.too_complex'],
      [Buffer.from('%PDF-1.7 nothing'), undefined, 'attachment.unreadable'],
    ];
    for (const [content, timeoutMs, end] of rounds) {
      const judged = inWorker({ type: 'inspect', content }, timeoutMs).catch((error: Error) => error.message);
      const [own, beside] = await Promise.all([judged, good()]);
      expect([own, beside, await good()]).toEqual([end, { pages: 1 }, { pages: 1 }]);
    }
  });

  it('gives way to a new one before long, and keeps no process from its end', async () => {
    for (let file = 0; file < 45; file += 1) expect(await good()).toEqual({ pages: 1 });
    expect(process.getActiveResourcesInfo()).not.toContain('MessagePort');
  });
});

describe('a marked copy', () => {
  const words = ['演示装备制造有限公司', '张三 · 2026-11-23 16:30 · JSGP2026000001'];

  it('of a PDF has the mark on every page and can be opened again', async () => {
    const source = await PDFDocument.create();
    for (const size of [
      [595, 842],
      [842, 595],
      [200, 200],
    ] as [number, number][])
      source.addPage(size);
    const marked = await markContent('application/pdf', Buffer.from(await source.save()), words, 'one');
    const copy = await PDFDocument.load(marked);
    expect(copy.getPageCount()).toBe(3);
    for (const page of copy.getPages()) expect(String(page.node.Resources())).toContain('JishiMark');
    expect(await checkContent(marked, 'one')).toBe('application/pdf');
  });

  it('of a picture has the letters in its pixels, on a machine without Chinese fonts too', async () => {
    const white = await sharp({ create: { width: 900, height: 700, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    const ink = async (lines: string[]): Promise<number> => {
      const { channels } = await sharp(await markContent('image/png', white, lines, 'one')).stats();
      return 255 - (channels[1]?.mean ?? 255);
    };
    // Outlines, not text: what the machine has for fonts does not matter. More strokes leave more ink.
    expect(await ink(['一一一一一一'])).toBeGreaterThan(0.05);
    expect(await ink(['鑫鑫鑫鑫鑫鑫'])).toBeGreaterThan(2 * (await ink(['一一一一一一'])));
    const { format, width } = await sharp(await markContent('image/jpeg', jpeg, words, 'one')).metadata();
    expect([format, width]).toEqual(['jpeg', 60]);
  });
});

describe('turns', () => {
  const later = () => new Promise<void>((resolve) => setTimeout(resolve, 5));
  it('are taken by organisation: one that floods keeps nobody out', async () => {
    const done: string[] = [];
    const ask = (owner: string) =>
      inTurn(owner, later).then(
        () => done.push(owner),
        (error: unknown) => (error as DomainError).code,
      );
    const flood = Array.from({ length: 40 }, () => ask('flood'));
    const others = ['a', 'b', 'c'].map((owner) => ask(owner));
    await Promise.all(others);
    expect(done.filter((owner) => owner === 'flood').length).toBeLessThanOrEqual(6);
    const answers = await Promise.all(flood);
    expect(answers.filter((answer) => answer === 'attachment.busy').length).toBe(30);
    expect(done.length).toBe(13);
    expect(await inTurn('again', () => Promise.resolve('free'))).toBe('free');
  });

  it('are given on by work that fails', async () => {
    const failed = Array.from({ length: 5 }, () => inTurn('x', () => Promise.reject(new Error('no'))));
    expect((await Promise.allSettled(failed)).every(({ status }) => status === 'rejected')).toBe(true);
    expect(await inTurn('x', () => Promise.resolve(1))).toBe(1);
  });
});
