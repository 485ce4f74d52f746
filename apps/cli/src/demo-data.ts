import { createLogger, Database, loadConfig } from '@jishi/platform';
import { seedDemo } from './seed';

/** Fills in the demonstration's organisations, people and achievements; what is there already stays as it is. */
export async function fillIn(env: NodeJS.ProcessEnv): Promise<void> {
  const database = new Database(loadConfig(env));
  await database.onModuleInit();
  try {
    await seedDemo(database, createLogger('seed', 'warn'));
  } finally {
    await database.onModuleDestroy();
  }
}
