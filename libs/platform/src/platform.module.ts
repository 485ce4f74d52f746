import { type DynamicModule, Module } from '@nestjs/common';
import { EventBus } from './bus';
import { DatabaseClock } from './clock';
import { CONFIG, type Config } from './config';
import { Database } from './database';
import { Queues } from './queues';

/** What every process has: its configuration, the database, its clock, the bus and the queues. */
@Module({})
export class PlatformModule {
  static forRoot(config: Config): DynamicModule {
    const services = [Database, DatabaseClock, EventBus, Queues];
    return {
      module: PlatformModule,
      global: true,
      providers: [{ provide: CONFIG, useValue: config }, ...services],
      exports: [CONFIG, ...services],
    };
  }
}
