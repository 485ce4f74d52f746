import { pino, type Logger } from 'pino';

export type { Logger };

/** One JSON line an event, on stdout. Secrets never reach a log: what may hold one is redacted by path. */
export function createLogger(name: string, level = process.env['LOG_LEVEL'] ?? 'info'): Logger {
  return pino({
    name,
    level,
    base: { pid: process.pid },
    redact: ['password', 'token', '*.password', '*.token', 'req.headers.authorization', 'req.headers.cookie'],
  });
}
