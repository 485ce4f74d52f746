import { connect, createServer } from 'node:net';
import { codeOf, PlainError } from './plain-error';

/** Fails with one clear line when the port cannot be had. */
export async function requirePort(port: number, variable: string): Promise<void> {
  const example = `${variable}=${port + 100} npm start`;
  await new Promise<void>((free, taken) => {
    const server = createServer();
    server.once('error', (error) => {
      const why = codeOf(error) === 'EACCES' ? 'needs more rights' : 'is in use';
      taken(
        new PlainError(`Port ${port} ${why}: stop the program that has it, or choose another one, e.g. ${example}`),
      );
    });
    server.listen(port, () => server.close(() => free()));
  });
}

/** Whether something accepts connections there. */
export function accepts(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ port, host, timeout: 1_000 });
    const end = (open: boolean): void => {
      socket.destroy();
      answer(open);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

/** Fails with one clear line when nothing answers at the Redis of `REDIS_URL`. */
export async function requireRedis(url: string | undefined): Promise<void> {
  if (!url) return;
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol))
    throw new PlainError('REDIS_URL is not an address like redis://host:6379.');
  const { hostname, port } = new URL(url);
  if (await accepts(Number(port || 6379), hostname.replace(/^\[|\]$/g, ''))) return;
  throw new PlainError(
    `REDIS_URL: nothing answers at ${hostname}:${port || '6379'}: start Redis, or unset REDIS_URL to do without.`,
  );
}
