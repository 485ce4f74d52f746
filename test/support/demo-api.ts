import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DEMO_PASSWORD } from '@jishi/identity';
import { createLogger, loadConfig } from '@jishi/platform';
import { createApiApp } from '../../apps/api/src/create-api-app';
import { seedDemo } from '../../apps/cli/src/seed';
import { testDatabase, type TestDatabase } from './postgres';

export type Json = Record<string, unknown>;
export interface Answer {
  status: number;
  headers: Headers;
  type: string;
  /** As it came: text drops nothing, not even a byte order mark. */
  bytes: Buffer;
  text: string;
  json: Json;
}

/** The API over the demonstration's data, on a database and in a folder of its own; people are named by their logins. */
export class DemoApi {
  private readonly tokens = new Map<string, string>();

  private constructor(
    readonly db: TestDatabase,
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly folder: string,
  ) {}

  static async start(): Promise<DemoApi> {
    const db = await testDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'jishi-api-'));
    const filesDir = join(folder, 'files');
    await seedDemo(db.database, createLogger('seed', 'silent'), filesDir);
    const env = { DATABASE_URL: db.url, JISHI_DEMO: '1', JISHI_FILES_DIR: filesDir, LOG_LEVEL: 'silent' };
    const app = await createApiApp(loadConfig(env), { webRoot: folder });
    await app.listen(0, '127.0.0.1');
    return new DemoApi(db, app, await app.getUrl(), folder);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.db.drop();
    rmSync(this.folder, { recursive: true });
  }

  readonly call = async (
    method: string,
    path: string,
    who: string | null = null,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const form = body instanceof FormData;
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        ...(body && !form ? { 'content-type': 'application/json' } : {}),
        ...(who ? { authorization: `Bearer ${await this.tokenOf(who)}` } : {}),
        ...headers,
      },
      ...(body ? { body: form ? body : JSON.stringify(body) } : {}),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString();
    const type = response.headers.get('content-type') ?? '';
    const json = type.includes('json') ? (JSON.parse(text) as Json) : {};
    return { status: response.status, headers: response.headers, type, bytes, text, json };
  };

  /** Logs in at the first call of each person. */
  async tokenOf(login: string): Promise<string> {
    const known = this.tokens.get(login);
    if (known) return known;
    const { json } = await this.call('POST', '/sessions', null, { login, password: DEMO_PASSWORD });
    if (typeof json['token'] !== 'string') throw new Error(`${login} is not let in: ${JSON.stringify(json)}`);
    this.tokens.set(login, json['token']);
    return json['token'];
  }

  async organisationOf(login: string): Promise<string> {
    const { json } = await this.call('GET', '/sessions/current', login);
    return String((json['organisation'] as Json)['id']);
  }

  /** A file of this person, as what it sends with a form. */
  async attachment(login: string, content: Buffer, filename = '文件.pdf'): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(content)]), filename);
    const { status, text, json } = await this.call('POST', '/attachments', login, form);
    if (status !== 201) throw new Error(`${filename} was refused: ${text}`);
    return String(json['id']);
  }
}

export const items = ({ json }: Answer): Json[] => json['items'] as Json[];
