import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Deaths } from './deaths';

/** A bid lives for one flush: with room for a few flushes of young objects, collecting them costs a fifth less. */
const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'];

export interface Program {
  name: string;
  file: string;
  /** May end by itself with code 0, and the system does without it when it keeps dying. */
  optional?: boolean;
}

interface Events {
  log: (line: string) => void;
  giveUp: (line: string) => void;
  changed: (pids: Record<string, number>) => void;
}

const KILL_AFTER_MS = 4_500;
const LOG_LIMIT_BYTES = 10e6;

/** Keeps the application's processes alive. They notice the end of this process by their standard input. */
export class Supervisor {
  private readonly children = new Map<string, ChildProcess>();
  private readonly deaths = new Map<string, Deaths>();
  private stopping = false;

  constructor(
    private readonly env: NodeJS.ProcessEnv,
    private readonly logs: string,
    private readonly events: Events,
  ) {}

  start(program: Program): void {
    const logFile = join(this.logs, `${program.name}.log`);
    const log = openLog(logFile);
    const child = spawn(process.execPath, [...NODE_FLAGS, program.file], {
      env: this.env,
      detached: true, // Ctrl-C goes to the launcher, which stops everything in order
      stdio: ['pipe', log, log],
    });
    closeSync(log);
    child.stdin?.on('error', () => undefined); // the child is gone; its exit says so
    this.children.set(program.name, child);
    this.changed();
    child.once('error', () => this.ended(program, null, 'the system, which could not start it', logFile));
    child.once('exit', (code, signal) => this.ended(program, code, signal, logFile));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const running = [...this.children.values()].filter(isAlive);
    const ended = Promise.all(running.map((child) => new Promise((done) => child.once('exit', done))));
    for (const child of running) child.kill('SIGTERM');
    await Promise.race([ended, sleep(KILL_AFTER_MS, undefined, { ref: false })]);
    for (const child of running.filter(isAlive)) child.kill('SIGKILL');
    await ended;
  }

  private ended(program: Program, code: number | null, signal: string | null, logFile: string): void {
    this.children.delete(program.name);
    if (this.stopping) return;
    this.changed();
    if (program.optional && code === 0) return;
    const deaths = this.deaths.get(program.name) ?? new Deaths();
    this.deaths.set(program.name, deaths);
    deaths.record(Date.now());
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
    if (!deaths.tooMany) {
      this.events.log(`${program.name} ${how}, starting it again`);
      setTimeout(() => this.stopping || this.start(program), deaths.delayMs);
      return;
    }
    const line = `${program.name} ${how} five times within a minute; its log is ${logFile}${reasonIn(logFile)}`;
    if (program.optional) this.events.log(`${line} (the rest goes on without it)`);
    else this.events.giveUp(line);
  }

  private changed(): void {
    this.events.changed(
      Object.fromEntries([...this.children].flatMap(([name, { pid }]) => (pid ? [[name, pid]] : []))),
    );
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Appends; what has grown large is set aside once. */
function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}

/** The line that most likely says why. */
function reasonIn(file: string): string {
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(-30);
  const line = lines.findLast((text) => /\berror\b|"level":[56]0|Error:/i.test(text)) ?? lines.at(-1);
  return line ? `: ${line.trim().slice(0, 300)}` : '';
}
