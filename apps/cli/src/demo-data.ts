import { createLogger, Database, loadConfig } from '@jishi/platform';
import { seedDemo } from './seed';

/** Fills in the demonstration's organisations, people and achievements; what is there already stays as it is. */
export async function fillIn(env: NodeJS.ProcessEnv): Promise<void> {
  const config = loadConfig(env);
  const database = new Database(config);
  await database.onModuleInit();
  try {
    await seedDemo(database, createLogger('seed', 'warn'), config.filesDir);
  } finally {
    await database.onModuleDestroy();
  }
}
