import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of its own that answers one question at a time. */
export interface Child {
  readonly pid: number;
  ask<T>(question: object): Promise<T>;
  stop(): Promise<void>;
}

export function child(file: string, env: Record<string, string> = {}): Child {
  const started: ChildProcess = fork(file, [], {
    env: { ...process.env, ...env },
    // As the supervisor starts the applications.
    execArgv: [
      '--enable-source-maps',
      '--max-semi-space-size=64',
      ...(process.env['BENCH_NODE_FLAGS']?.split(' ') ?? []),
    ],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    pid: started.pid!,
    async ask<T>(question: object): Promise<T> {
      const answer = new Promise<T>((resolve, reject) => {
        const ended = () => reject(new Error(`${file} ended`));
        started.once('exit', ended);
        started.once('message', (message) => {
          started.off('exit', ended);
          resolve(message as T);
        });
      });
      started.send(question);
      return answer;
    },
    async stop() {
      if (started.exitCode !== null || started.signalCode !== null) return;
      const exit = once(started, 'exit');
      started.kill('SIGTERM');
      await exit;
    },
  };
}

/** The other side: answers each question of the process that started this one, and ends with it. */
export function answer(handle: (question: Record<string, unknown>) => Promise<object>): void {
  process.on('message', (question) => {
    handle(question as Record<string, unknown>).then(
      (result) => process.send!(result),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
}
