import { join } from 'node:path';
import { DomainError, invalid, type FieldError } from '@jishi/kernel';

/** The account with Stripe through which payments go; exchanges choose whether they use it. */
export interface StripeConfig {
  secretKey: string;
  /** With which Stripe signs what it tells us. */
  webhookSecret: string;
  /** Where Stripe answers, when not at its own address; never with a key for real money. */
  apiUrl: string | null;
  /** For one request; the client asks up to three times. */
  timeoutMs: number;
}

/** What a process is told by its environment. Everything else lives in the database. */
export interface Config {
  /** Connection as `jishi_app`. */
  databaseUrl: string;
  /** Connection as the owner; only bring-up and migrations use it. */
  adminDatabaseUrl: string | null;
  /** When set, BullMQ and the event bus use Redis instead of Postgres. */
  redisUrl: string | null;
  port: number;
  gatewayPort: number;
  /** Address under which people reach the api, e.g. https://jishi.example.cn; decides cookie flags. */
  publicUrl: string | null;
  /** Address of the gateway for browsers when it is not the same host on `gatewayPort`. */
  gatewayUrl: string | null;
  /** Reverse proxies whose word on a client's address is taken: addresses, ranges or `loopback`. */
  trustProxy: string[];
  /** Further origins allowed to open sockets and send cookies. */
  corsOrigins: string[];
  /** Demo mode: simulated payments, demo logins, demonstration rule profiles. */
  demo: boolean;
  /** Folder for keys and other state of this installation. */
  stateDir: string;
  /** Folder of the files people hand in; shared by all processes that take or give them. */
  filesDir: string;
  /** Where clamd listens (`tcp://host:3310` or `unix:/path`); without it files are not scanned for viruses. */
  clamdUrl: string | null;
  /** Null without keys: then nothing can be paid through Stripe. */
  stripe: StripeConfig | null;
  logLevel: string;
  /** Commands a bidder may send over sockets in a second; twice as many at once. */
  bidsPerSecond: number;
}

export const CONFIG = Symbol('CONFIG');

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Reads and checks the environment. Errors: `config.invalid` naming each variable. */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const errors: FieldError[] = [];
  const url = (name: string, protocols: string[]): string | null => {
    const value = env[name];
    if (!value) return null;
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
    errors.push({ path: name, code: 'config.bad_url', params: { protocols: protocols.join(' ') } });
    return null;
  };
  const port = (name: string, fallback: number): number => {
    const value = env[name];
    if (!value) return fallback;
    if (/^\d{1,5}$/.test(value) && Number(value) <= 65535) return Number(value);
    errors.push({ path: name, code: 'config.bad_port' });
    return fallback;
  };
  const databaseUrl = url('DATABASE_URL', ['postgres:', 'postgresql:']);
  if (!databaseUrl) errors.push({ path: 'DATABASE_URL', code: 'config.required' });
  const apiPort = port('PORT', 3000);
  const logLevel = env['LOG_LEVEL'] ?? 'info';
  if (!LOG_LEVELS.includes(logLevel)) errors.push({ path: 'LOG_LEVEL', code: 'config.bad_level' });
  const bidsPerSecond = Number(env['BIDS_PER_SECOND'] || 20);
  if (!(bidsPerSecond >= 1)) errors.push({ path: 'BIDS_PER_SECOND', code: 'config.bad_rate' });
  const stateDir = env['JISHI_STATE_DIR'] ?? '.jishi';
  const config: Config = {
    databaseUrl: databaseUrl ?? '',
    adminDatabaseUrl: url('DATABASE_ADMIN_URL', ['postgres:', 'postgresql:']),
    redisUrl: url('REDIS_URL', ['redis:', 'rediss:']),
    port: apiPort,
    gatewayPort: port('GATEWAY_PORT', apiPort + 1),
    publicUrl: url('PUBLIC_URL', ['http:', 'https:']),
    gatewayUrl: url('GATEWAY_URL', ['http:', 'https:', 'ws:', 'wss:']),
    trustProxy: (env['TRUST_PROXY'] ?? 'loopback').split(',').filter(Boolean),
    corsOrigins: (env['CORS_ORIGINS'] ?? '').split(',').filter(Boolean),
    demo: env['JISHI_DEMO'] === '1',
    stateDir,
    filesDir: env['JISHI_FILES_DIR'] || join(stateDir, 'files'),
    clamdUrl: url('CLAMD_URL', ['tcp:', 'unix:']),
    stripe: stripeOf(env, url('JISHI_STRIPE_API_URL', ['http:', 'https:']), errors),
    logLevel,
    bidsPerSecond,
  };
  if (errors.length > 0) throw invalid('config.invalid', { names: errors.map((e) => e.path).join(', ') }, errors);
  return config;
}

function stripeOf(
  env: Record<string, string | undefined>,
  apiUrl: string | null,
  errors: FieldError[],
): StripeConfig | null {
  const [secretKey, webhookSecret] = [env['JISHI_STRIPE_SECRET_KEY'] ?? '', env['JISHI_STRIPE_WEBHOOK_SECRET'] ?? ''];
  if (!secretKey && !webhookSecret) return null;
  const bad = (path: string, code: string): void => void errors.push({ path, code });
  // one without the other could take money and never hear that it came
  if (!/^[sr]k_(test|live)_\w+$/.test(secretKey)) bad('JISHI_STRIPE_SECRET_KEY', 'config.bad_key');
  if (!/^whsec_\w+$/.test(webhookSecret)) bad('JISHI_STRIPE_WEBHOOK_SECRET', 'config.bad_key');
  if (apiUrl && secretKey.includes('_live_')) bad('JISHI_STRIPE_API_URL', 'config.live_key_elsewhere');
  const timeoutMs = Number(env['JISHI_STRIPE_TIMEOUT_MS'] || 20_000);
  if (!(timeoutMs >= 1_000 && timeoutMs <= 80_000)) bad('JISHI_STRIPE_TIMEOUT_MS', 'config.bad_timeout');
  return { secretKey, webhookSecret, apiUrl, timeoutMs };
}

/** Reads the environment or ends the process with one clear line. */
export function configOrExit(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    const names =
      error instanceof DomainError ? error.errors.map((e) => `${e.path} (${e.code})`).join(', ') : String(error);
    process.stderr.write(`jishi: check these environment variables: ${names}\n`);
    process.exit(78);
  }
}
