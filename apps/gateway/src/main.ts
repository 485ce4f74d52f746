import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { configOrExit, createLogger, runApp, untilDatabaseAnswers } from '@jishi/platform';
import { GatewayModule } from './gateway.module';
import { LiveAdapter } from './live.adapter';

const logger = createLogger('gateway');
const config = configOrExit();

try {
  await untilDatabaseAnswers(config.databaseUrl);
  const adapter = new FastifyAdapter({ bodyLimit: 1_024, forceCloseConnections: true });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.forRoot(config), adapter, {
    logger: ['error', 'warn', 'fatal'],
    abortOnError: false,
  });
  app.useWebSocketAdapter(new LiveAdapter(app, config));
  await app.listen(config.gatewayPort, '0.0.0.0');
  runApp(app);
  logger.info({ port: config.gatewayPort }, 'gateway listening');
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const reason = taken ? `port ${config.gatewayPort} is in use: stop what uses it or set GATEWAY_PORT` : String(error);
  process.stderr.write(`jishi gateway: ${reason}\n`);
  process.exit(1);
}
