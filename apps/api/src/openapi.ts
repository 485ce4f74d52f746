import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadConfig } from '@jishi/platform';
import { createApiApp } from './create-api-app';
import { createOpenApi } from './openapi-document';

/**
 * `node dist/apps/api/src/openapi.js [--check | --write]`: prints the OpenAPI document, writes it to the committed file, or
 * fails when the committed file is out of date. Needs no database.
 */
const COMMITTED = 'apps/api/openapi.json';

const app = await createApiApp(loadConfig({ DATABASE_URL: 'postgres://none@127.0.0.1:1/none' }), {
  describeOnly: true,
});
const text = `${JSON.stringify(createOpenApi(app), null, 2)}\n`;
const mode = process.argv[2];
if (mode === '--write') {
  writeFileSync(COMMITTED, text);
} else if (mode === '--check') {
  if (!existsSync(COMMITTED) || readFileSync(COMMITTED, 'utf8') !== text) {
    process.stderr.write(`${COMMITTED} is out of date: run node dist/apps/api/src/openapi.js --write and commit it\n`);
    process.exit(1);
  }
} else {
  process.stdout.write(text);
}
process.exit(0);
