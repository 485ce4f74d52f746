import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { DomainError } from '@jishi/kernel';
import { configOrExit, createLogger, messageFor, runApp, untilDatabaseAnswers } from '@jishi/platform';
import { WorkerModule } from './worker.module';

const logger = createLogger('worker');
const config = configOrExit();

try {
  await untilDatabaseAnswers(config.databaseUrl);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    logger: ['error', 'warn', 'fatal'],
    abortOnError: false,
  });
  runApp(app);
  logger.info('worker running');
} catch (error) {
  const text = error instanceof DomainError ? messageFor(error.code, error.params, 'en') : String(error);
  process.stderr.write(`jishi worker: ${text}\n`);
  process.exit(1);
}
