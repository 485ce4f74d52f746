import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Database, DatabaseClock } from '@jishi/platform';
import { HealthController } from './health.controller';
import './messages';

describe('the health of a gateway', () => {
  let app: NestFastifyApplication;
  let away = false;

  beforeAll(async () => {
    const query = () => (away ? Promise.reject(new Error('away')) : Promise.resolve([]));
    const module = await Test.createTestingModule({
      controllers: [HealthController],
      providers: [
        { provide: Database, useValue: { query } },
        { provide: DatabaseClock, useValue: { now: () => 7, errorMs: () => 1 } },
      ],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  it('is told by the status: 503 with the reason while the database is away', async () => {
    const url = `${await app.getUrl()}/health`;
    expect(await (await fetch(url)).json()).toEqual({ status: 'ok', nowMs: 7, errorMs: 1 });
    away = true;
    const answer = await fetch(url);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ status: 503, code: 'health.database_away' });
  });
});
