import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type BookKey, type Evidence, evidenceOf, ExportChecker, type ExportReport } from '@jishi/bidding';
import { type Command, Option } from 'commander';
import { callersFile } from './callers-file';
import { collect, readKeys } from './key-files';
import { codeOf, PlainError } from './plain-error';
import { type Language, reportText } from './verify-report';

interface Options {
  receipt: string[];
  head: string[];
  witness: string[];
  key: string[];
  language: Language;
  json?: true;
}

const FOUND = 1;
const UNUSABLE = 2;
const systemLanguage = (): Language =>
  (process.env['LC_ALL'] ?? process.env['LANG'] ?? '').startsWith('zh') ? 'zh' : 'en';

/** `jishi verify <export>`: offline, with nothing but the file and what others kept of the same book. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description(
      'check an exported book (jishi-book-1): exit 0 it holds, 1 it does not or contradicts what is given with it, 2 it could not be read',
    )
    .argument('<export>')
    .option('--receipt <file>', 'an acknowledgement that a bidder kept; may be repeated', collect, [])
    .option('--head <file>', 'a signed head that somebody kept; may be repeated', collect, [])
    .option('--witness <file>', 'the heads that a witness stored (JSON lines); may be repeated', collect, [])
    .option('--key <file>', 'a public key (PEM) that you trust; may be repeated', collect, [])
    .addOption(new Option('--language <tag>', 'of the findings').choices(['zh', 'en']).default(systemLanguage()))
    .option('--json', 'the whole report as one line of JSON')
    .action(async (file: string, options: Options) => {
      process.exitCode = await verify(file, options);
    });
}

async function verify(file: string, options: Options): Promise<number> {
  const auctionId = await auctionOf(file);
  const evidence = [
    ...(await Promise.all(options.receipt.map((name) => readEvidence('receipt', name)))),
    ...(await Promise.all(options.head.map((name) => readEvidence('head', name)))),
    ...(await Promise.all(options.witness.map((name) => readWitness(name, auctionId)))).flat(),
  ];
  const report = await checkFile(file, evidence, await readKeys(options.key, UNUSABLE));
  console.log(options.json ? JSON.stringify(report) : reportText(report, options.language));
  return report.ok ? 0 : FOUND;
}

/** In pieces as they are read: the size of a book needs no memory. */
async function checkFile(file: string, evidence: readonly Evidence[], keys: readonly BookKey[]): Promise<ExportReport> {
  const checker = new ExportChecker(evidence, keys);
  try {
    for await (const piece of createReadStream(callersFile(file))) checker.write(piece as Uint8Array);
  } catch (error) {
    throw unreadable(file, error);
  }
  return checker.finish();
}

const unreadable = (file: string, error: unknown): PlainError =>
  new PlainError(`cannot read ${file} (${codeOf(error)})`, UNUSABLE);

async function read(file: string): Promise<string> {
  return readFile(callersFile(file), 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
}

async function readEvidence(kind: 'receipt' | 'head', file: string): Promise<Evidence> {
  const evidence = evidenceOf(kind, file, parsed(await read(file)));
  if (!evidence) throw new PlainError(`${file} is no ${kind}: give the JSON as the platform answered it`, UNUSABLE);
  return evidence;
}

/** Lines of other auctions are passed over; a line that is broken is not. */
async function readWitness(file: string, auctionId: string | null): Promise<Evidence[]> {
  const found: Evidence[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(callersFile(file)), crlfDelay: Infinity })) {
      number++;
      if (line === '' || (auctionId !== null && !line.includes(auctionId))) continue;
      const evidence = evidenceOf('witness', `${file}:${number}`, parsed(line));
      if (!evidence) throw new PlainError(`${file}:${number} is no line of a witness`, UNUSABLE);
      if (evidence.auctionId === auctionId) found.push(evidence);
    }
  } catch (error) {
    throw error instanceof PlainError ? error : unreadable(file, error);
  }
  return found;
}

/** Which auction a file says it is about: only to find a witness's lines; the check itself comes after. */
async function auctionOf(file: string): Promise<string | null> {
  const input = createReadStream(callersFile(file));
  try {
    for await (const line of createInterface({ input })) {
      const { auctionId } = (parsed(line) ?? {}) as { auctionId?: unknown };
      return typeof auctionId === 'string' ? auctionId : null;
    }
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    input.destroy();
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // whoever asked says what is missing
  }
}
