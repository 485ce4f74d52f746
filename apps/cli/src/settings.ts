import { PlainError } from './plain-error';

/** What the environment says about this start. */
export interface Settings {
  port: number;
  gatewayPort: number;
  databaseUrl: string | undefined;
  adminUrl: string | undefined;
  /** Whether the database is ours to create and to fill. */
  embedded: boolean;
  demo: boolean;
  /** Simulated rivals in a live sale of the demonstration. */
  showcase: boolean;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = readPort(env, 'PORT', 3000);
  const databaseUrl = env['DATABASE_URL'] || undefined;
  const adminUrl = env['DATABASE_ADMIN_URL'] || undefined;
  const embedded = !databaseUrl && !adminUrl;
  const demo = embedded ? env['JISHI_DEMO'] !== '0' : env['JISHI_DEMO'] === '1';
  const showcase = demo && env['JISHI_SHOWCASE'] !== '0';
  const gatewayPort = readPort(env, 'GATEWAY_PORT', port + 1);
  return { port, gatewayPort, databaseUrl, adminUrl, embedded, demo, showcase };
}

function readPort(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const value = env[name];
  if (!value) return fallback;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new PlainError(`${name}=${value} is not a port number.`);
  return port;
}
