import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Check {
  name: string;
  /** Answers what is wrong, or nothing. */
  run: () => Promise<string | undefined>;
}

/** A check by a program out of node_modules. */
export const tool = (file: string, ...args: string[]): Check['run'] => script(join('node_modules', file), ...args);

/** A check by a program, wrong when it ends with another code than 0. */
export function script(file: string, ...args: string[]): Check['run'] {
  return async () => {
    const { code, output } = await node(file, ...args);
    return code === 0 ? undefined : output || `${file} ended with code ${code}`;
  };
}

export function node(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code, output }));
  });
}
