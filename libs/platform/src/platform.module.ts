import { type DynamicModule, Module } from '@nestjs/common';
import { EventBus } from './bus';
import { DatabaseClock } from './clock';
import { CONFIG, type Config } from './config';
import { Database } from './database';
import { DiskFileStore, FileStore } from './file-store';
import { Queues } from './queues';
import { createScanner, VirusScanner } from './virus-scanner';

/** What every process has: its configuration, the database, its clock, the bus and the queues. */
@Module({})
export class PlatformModule {
  static forRoot(config: Config): DynamicModule {
    const services = [Database, DatabaseClock, EventBus, Queues];
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: FileStore, useClass: DiskFileStore },
        { provide: VirusScanner, useValue: createScanner(config) },
        ...services,
      ],
      exports: [CONFIG, FileStore, VirusScanner, ...services],
    };
  }
}
