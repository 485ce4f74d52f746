import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { readSale, simulate, type GivenSale, type SimulatedOutcome } from '@jishi/bidding';
import { DomainError } from '@jishi/kernel';
import { messageFor } from '@jishi/platform';
import { callersFile } from './callers-file';
import { codeOf, PlainError } from './plain-error';
import { simulateHelp } from './simulate-help';

/** What cannot be run is refused with this exit code, before anything is printed. */
const REFUSED = 2;

/** `jishi simulate <file>`: rehearses a sale by the rules it would really be held by. */
export function addSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('play a sale, given as JSON, through the auction engine; prints every event, then the outcome')
    .argument('<file>', 'a .json file with one sale, or a .jsonl file with one a line (prints outcomes only)')
    .addHelpText('after', () => `\n${simulateHelp()}`)
    .action(async (file: string) => simulateFile(callersFile(file), print));
}

/** Errors: PlainError with exit code 2 when any of it cannot be run. */
export async function simulateFile(file: string, say: (lines: string) => Promise<void>): Promise<void> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new PlainError(`cannot read ${file} (${codeOf(error)})`, REFUSED);
  });
  // An editor's byte order mark is no part of the text, and the decoder leaves it out.
  const content = new TextDecoder().decode(bytes);
  if (file.endsWith('.jsonl')) {
    const sales = content
      .split('\n')
      .flatMap((line, i) => (line.trim() === '' ? [] : [parse(line, `${file}:${i + 1}`)]));
    return say(sales.map((sale) => outcomeLine(simulate(sale))).join(''));
  }
  const lines: string[] = [];
  const outcome = simulate(parse(content, file), (event) => lines.push(`${JSON.stringify(event)}\n`));
  return say(lines.join('') + outcomeLine(outcome));
}

const outcomeLine = (outcome: SimulatedOutcome): string => `${JSON.stringify({ outcome })}\n`;

function parse(text: string, place: string): GivenSale {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refusal(place, [{ path: '', code: 'simulate.not_json', params: { detail: (error as Error).message } }]);
  }
  try {
    return readSale(value);
  } catch (error) {
    if (error instanceof DomainError) throw refusal(place, error.errors);
    throw error;
  }
}

function refusal(place: string, faults: DomainError['errors']): PlainError {
  const lines = faults.map(
    ({ path, code, params }) => `  ${path === '' ? '' : `${path}: `}${code}: ${messageFor(code, params, 'en')}`,
  );
  return new PlainError([`${place}: ${messageFor('simulate.bad_file', {}, 'en')}`, ...lines].join('\n'), REFUSED);
}

/** Ends once everything is written: the process exits afterwards. */
const print = (lines: string): Promise<void> =>
  new Promise((resolve, reject) => process.stdout.write(lines, (error) => (error ? reject(error) : resolve())));
