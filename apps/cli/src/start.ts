import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { watchNpm } from './ancestors';
import { EmbeddedDatabase } from './embedded-database';
import { ownDatabase, type Addresses } from './own-database';
import { requirePort, requireRedis } from './ports';
import { readSettings, type Settings } from './settings';
import { State } from './state';
import { Supervisor, type Program } from './supervisor';
import { greet, untilServing } from './welcome';

type Step = <T>(doing: string, work: () => Promise<T>) => Promise<T>;

interface Bootstrap {
  /** The build of the web pages, under way. */
  web: Promise<void>;
  step: Step;
}

const PROGRAMS: Program[] = ['api', 'gateway', 'worker'].map((name) => ({
  name,
  file: `dist/apps/${name}/src/main.js`,
}));
/** Simulated companies that bid in the demonstration sale, so that a newcomer's first screen moves. */
const SHOWCASE: Program = { name: 'showcase', file: 'dist/apps/cli/src/showcase/main.js', optional: true };

const IMPATIENT_MS = 1_000;

/** `npm start`: brings everything up, keeps it up, and takes it down; answers the exit code. */
export async function start({ web, step }: Bootstrap): Promise<number> {
  const settings = readSettings(process.env);
  const state = new State();
  state.prepare();
  state.requireStopped();
  await requirePort(settings.port, 'PORT');
  await requirePort(settings.gatewayPort, 'GATEWAY_PORT');
  await requireRedis(process.env['REDIS_URL']);

  const launcher = new Launcher(settings, state);
  const stopped = launcher.untilToldToStop();
  try {
    await Promise.race([stopped.then(() => undefined), launcher.bringUp(web, step)]);
    return await stopped;
  } finally {
    await launcher.takeDown();
  }
}

class Launcher {
  private readonly database: EmbeddedDatabase | undefined;
  private supervisor: Supervisor | undefined;
  private programs: Record<string, number> = {};
  private databaseUrl = '';
  private stop: (code: number) => void = () => undefined;

  constructor(
    private readonly settings: Settings,
    private readonly state: State,
  ) {
    if (settings.embedded)
      this.database = new EmbeddedDatabase(state, { ...this.events, started: () => this.record() });
  }

  /** Resolves with the exit code on a signal, on the end of npm above us, or when a program could not be kept alive. */
  untilToldToStop(): Promise<number> {
    return new Promise((resolve) => {
      this.stop = resolve;
      let first = 0;
      const onSignal = (): void => {
        first ||= Date.now();
        // npm passes Ctrl-C on, so one press arrives twice; only a later one means impatience.
        if (Date.now() - first > IMPATIENT_MS) process.exit(130);
        resolve(0);
      };
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
      watchNpm(() => resolve(0));
    });
  }

  async bringUp(web: Promise<void>, step: Step): Promise<void> {
    const addresses = await step('starting the database', () => this.findDatabase());
    const { adminUrl, databaseUrl } = addresses;
    this.databaseUrl = databaseUrl;
    if (adminUrl) await step('migrating the database', () => this.migrate(adminUrl));
    else await (await import('./migrations')).requireMigrated(databaseUrl);
    const env = this.environment(addresses);
    if (this.settings.demo) await step('filling in demonstration data', () => this.seed(env));
    await web;
    await step('starting api, gateway and worker', () => this.launch(env));
    await greet(this.settings, this.state);
  }

  async takeDown(): Promise<void> {
    await this.supervisor?.stop();
    await this.database?.stop();
    this.state.setRunning(undefined);
  }

  private findDatabase(): Promise<Addresses> {
    return this.database?.start() ?? ownDatabase(this.state, this.settings.databaseUrl, this.settings.adminUrl);
  }

  /** What the applications are told; the owner's address is not among it. */
  private environment({ databaseUrl }: Addresses): NodeJS.ProcessEnv {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: String(this.settings.port),
      GATEWAY_PORT: String(this.settings.gatewayPort),
      JISHI_DEMO: this.settings.demo ? '1' : '0',
      JISHI_STATE_DIR: this.state.folder,
      JISHI_SUPERVISED: '1',
    };
    delete env['DATABASE_ADMIN_URL'];
    return env;
  }

  /** A warm start of our own database has nothing to migrate, and loads nothing that could. */
  private async migrate(adminUrl: string): Promise<void> {
    const wanted = schemaVersion();
    if (this.settings.embedded && this.state.read('migrated') === wanted) return;
    const { migrate } = await import('./migrations');
    await migrate(adminUrl);
    if (this.settings.embedded) this.state.write('migrated', wanted);
  }

  /** Once; our own database has a note of it, in another one the seed itself looks what is there. */
  private async seed(env: NodeJS.ProcessEnv): Promise<void> {
    if (this.settings.embedded && this.state.has('seeded')) return;
    const { fillIn } = await import('./demo-data');
    await fillIn(env);
    if (this.settings.embedded) this.state.write('seeded', new Date().toISOString());
  }

  private async launch(env: NodeJS.ProcessEnv): Promise<void> {
    this.supervisor = new Supervisor(env, this.state.logs, {
      ...this.events,
      changed: (pids) => {
        this.programs = pids;
        this.record();
      },
    });
    for (const program of PROGRAMS) this.supervisor.start(program);
    await untilServing(this.settings);
    if (this.settings.showcase) this.supervisor.start(SHOWCASE);
  }

  /** For the other commands, and for tests that kill something. */
  private record(): void {
    const { port, gatewayPort, demo } = this.settings;
    const processes = this.database ? { ...this.programs, postgres: this.database.pid } : this.programs;
    const url = `http://localhost:${port}`;
    this.state.setRunning({ pid: process.pid, url, port, gatewayPort, demo, databaseUrl: this.databaseUrl, processes });
  }

  private get events(): { log: (line: string) => void; giveUp: (line: string) => void } {
    return {
      log: (line: string) => console.log(line),
      giveUp: (line: string) => {
        console.error(`jishi: ${line}`);
        this.stop(1);
      },
    };
  }
}

/** Changes with our migrations and with the dependencies, BullMQ's tables among them. */
function schemaVersion(): string {
  const files = readdirSync('migrations').filter((file) => file.endsWith('.ts'));
  const hash = createHash('sha256');
  for (const file of [...files.map((name) => `migrations/${name}`).sort(), 'package-lock.json'])
    hash.update(readFileSync(file));
  return hash.digest('hex');
}
