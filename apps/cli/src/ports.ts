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
export function accepts(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    const end = (open: boolean): void => {
      socket.destroy();
      answer(open);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
