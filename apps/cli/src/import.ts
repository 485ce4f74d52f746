import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { platformUrl } from './address';
import { callersFile } from './callers-file';
import { codeOf, PlainError } from './plain-error';

interface Options {
  url: string;
  login?: string;
  password?: string;
  token?: string;
  organisation?: string;
  language: string;
}

interface Report {
  inserted: number;
  updated: number;
  unchanged: number;
  failed: number;
  records: { place: string; status: string; title?: string; code?: string; message?: string; remarks?: Remark[] }[];
}
interface Remark {
  place: string;
  message: string;
}

const TIMEOUT_MS = 120_000;

/** `jishi import <file…>`: the same import as the portal's, through the HTTP interface. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('import patents (USPTO XML) and other achievements (CSV) into an organisation’s catalogue')
    .argument('<files...>')
    .option('--url <address>', 'address of the platform', platformUrl(process.env))
    .option('--login <name>', 'who imports')
    .option('--password <password>', 'or in the environment, as JISHI_PASSWORD')
    .option('--token <token>', 'a session’s token instead of login and password; or JISHI_TOKEN')
    .option('--organisation <id>', 'whose achievements they are, when a window imports for a client')
    .option('--language <tag>', 'of the messages: zh or en', 'en')
    .action((files: string[], options: Options) => importFiles(files, options));
}

/** One request a file: a broken upload costs that file only. Fails when nothing at all could be taken. */
export async function importFiles(
  files: string[],
  options: Options,
  say: (line: string) => void = console.log,
): Promise<void> {
  for (const file of files) await requireFile(file);
  const token = options.token ?? process.env['JISHI_TOKEN'] ?? (await logIn(options));
  const total = { inserted: 0, updated: 0, unchanged: 0, failed: 0 };
  for (const file of files) {
    const report = await upload(file, token, options);
    for (const status of Object.keys(total) as (keyof typeof total)[]) total[status] += report[status];
    for (const { place, status, title, message, remarks = [] } of report.records) {
      say(`${status.padEnd(9)} ${place} ${message ?? title ?? ''}`);
      for (const remark of remarks) say(`  note    ${remark.place} ${remark.message}`);
    }
  }
  const { inserted, updated, unchanged, failed } = total;
  say(`${inserted} inserted, ${updated} updated, ${unchanged} unchanged, ${failed} failed`);
  if (failed > 0 && inserted + updated + unchanged === 0) throw new PlainError('nothing could be imported');
}

async function requireFile(file: string): Promise<void> {
  const found = await stat(callersFile(file)).catch((error: unknown) => {
    throw new PlainError(`cannot read ${file} (${codeOf(error)})`);
  });
  if (!found.isFile()) throw new PlainError(`${file} is not a file`);
}

async function logIn({ url, login, language, password = process.env['JISHI_PASSWORD'] }: Options): Promise<string> {
  if (!login || !password)
    throw new PlainError('say who imports: --login and --password (or JISHI_PASSWORD), or --token');
  const body = JSON.stringify({ login, password });
  const session = await send<{ token: string }>(
    url,
    '/api/sessions',
    { 'content-type': 'application/json' },
    body,
    language,
  );
  return session.token;
}

async function upload(file: string, token: string, { url, organisation, language }: Options): Promise<Report> {
  const form = new FormData();
  if (organisation) form.append('organisationId', organisation);
  form.append('file', await openAsBlob(callersFile(file)), basename(file));
  return send<Report>(url, '/api/achievements/import', { authorization: `Bearer ${token}` }, form, language);
}

async function send<T>(
  url: string,
  path: string,
  headers: Record<string, string>,
  body: string | FormData,
  language: string,
): Promise<T> {
  const address = new URL(path, url);
  const response = await fetch(address, {
    method: 'POST',
    headers: { ...headers, 'accept-language': language },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new PlainError(`no answer from ${address.origin} (${codeOf(error instanceof Error ? error.cause : error)})`);
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer as T;
  const { detail, code } = answer as { detail?: string; code?: string };
  throw new PlainError(`${path}: ${response.status} ${code ?? ''} ${detail ?? ''}`.trim());
}
