import 'reflect-metadata';
import { DomainError } from '@jishi/kernel';
import { configOrExit, createLogger, messageFor, runApp, untilDatabaseAnswers } from '@jishi/platform';
import { createApiApp } from './create-api-app';

const logger = createLogger('api');
const config = configOrExit();

try {
  await untilDatabaseAnswers(config.databaseUrl);
  const app = await createApiApp(config);
  await app.listen(config.port, '0.0.0.0');
  runApp(app);
  logger.info({ port: config.port }, 'api listening');
} catch (error) {
  process.stderr.write(`jishi api: ${explain(error)}\n`);
  process.exit(1);
}

/** One clear line for what an operator can mend; the whole error for a defect. */
function explain(error: unknown): string {
  if (error instanceof DomainError) return messageFor(error.code, error.params, 'en');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return `port ${config.port} is in use: stop what uses it or set PORT`;
  if (/^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|28P01|28000|3D000)$/.test(code)) {
    return `the database of DATABASE_URL cannot be reached (${code}): check that it runs and the address is right`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
