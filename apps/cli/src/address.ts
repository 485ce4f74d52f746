import { State } from './state';

/** Where the platform is: as told, else where this folder's own installation runs, else the usual place. */
export function platformUrl(env: NodeJS.ProcessEnv): string {
  if (env['JISHI_URL']) return env['JISHI_URL'].replace(/\/$/, '');
  if (env['PORT']) return `http://localhost:${env['PORT']}`;
  return new State().running()?.url ?? 'http://localhost:3000';
}
