import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Deaths } from './deaths';
import type { Addresses } from './own-database';
import { PlainError } from './plain-error';
import { APP_ROLE, ensureDatabase, ensureRole, OWNER_ROLE, reachable, startCluster, type Cluster } from './postgres';
import type { State } from './state';

const DATABASE = 'jishi';

interface Events {
  log: (line: string) => void;
  giveUp: (line: string) => void;
  started: () => void;
}

/** The PostgreSQL that comes with the dependencies, its data below the state folder, started again when it dies. */
export class EmbeddedDatabase {
  private cluster: Cluster | undefined;
  private stopping = false;
  private readonly deaths = new Deaths();
  private readonly home: string;

  constructor(
    private readonly state: State,
    private readonly events: Events,
  ) {
    this.home = this.chooseHome();
  }

  get pid(): number {
    return this.cluster?.pid ?? 0;
  }

  async start(): Promise<Addresses> {
    const cluster = await this.run();
    const client = new Client({ connectionString: cluster.url });
    client.on('error', () => undefined); // stopped in the middle, the query says so
    await client.connect();
    try {
      for (const name of [OWNER_ROLE, APP_ROLE]) await ensureRole(client, { name, password: this.state.secret(name) });
      await ensureDatabase(client, DATABASE, OWNER_ROLE);
    } finally {
      await client.end();
    }
    return { databaseUrl: this.address(APP_ROLE), adminUrl: this.address(OWNER_ROLE) };
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.cluster?.stop();
  }

  private async run(): Promise<Cluster> {
    const port = Number(this.state.read('database-port') ?? 0);
    const cluster = await startCluster({
      home: this.home,
      logFile: join(this.state.logs, 'postgres.log'),
      password: this.state.secret('superuser'),
      // Once processes know the port it must stay; before that any free one will do.
      port: this.cluster?.port ?? port,
    });
    this.cluster = cluster;
    this.events.started();
    this.state.write('database-port', String(cluster.port));
    void cluster.exited.then(() => this.ended());
    return cluster;
  }

  private async ended(): Promise<void> {
    if (this.stopping) return;
    this.deaths.record(Date.now());
    const log = join(this.state.logs, 'postgres.log');
    if (this.deaths.tooMany)
      return this.events.giveUp(`PostgreSQL ended five times within a minute; its log is ${log}`);
    this.events.log('PostgreSQL ended, starting it again');
    await sleep(this.deaths.delayMs);
    if (this.stopping) return;
    await this.run().catch((error: unknown) =>
      this.events.giveUp(error instanceof Error ? error.message : String(error)),
    );
  }

  private address(role: string): string {
    return `postgres://${role}:${this.state.secret(role)}@127.0.0.1:${this.cluster?.port}/${DATABASE}`;
  }

  /** As root the server runs as another account, which cannot enter a clone below a private home. */
  private chooseHome(): string {
    const known = this.state.read('database-home')?.trim();
    if (known) return known;
    if (reachable(this.state.folder)) return this.state.folder;
    const home = `/var/lib/jishi-${createHash('sha256').update(this.state.folder).digest('hex').slice(0, 12)}`;
    mkdirSync(home, { recursive: true });
    chmodSync(home, 0o755);
    if (!reachable(home))
      throw new PlainError(`The account that runs PostgreSQL can enter neither ${this.state.folder} nor ${home}.`);
    this.state.write('database-home', home);
    return home;
  }
}
