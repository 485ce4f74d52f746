import type { Client } from 'pg';
import { connectTo } from './connect';
import { PlainError } from './plain-error';
import { APP_ROLE, ensureRole } from './postgres';
import type { State } from './state';

export interface Addresses {
  /** As `jishi_app`; the applications know no other. */
  databaseUrl: string;
  /** As the owner; undefined when somebody else migrates. */
  adminUrl: string | undefined;
}

/** Works out both roles' addresses from what the environment names, creating `jishi_app` where that is possible. */
export async function ownDatabase(state: State, databaseUrl?: string, adminUrl?: string): Promise<Addresses> {
  if (adminUrl) return withOwner(state, adminUrl, databaseUrl);
  const client = await connectTo('DATABASE_URL', databaseUrl ?? '');
  try {
    if (await mayMigrate(client)) return await withOwner(state, databaseUrl ?? '', undefined);
    return { databaseUrl: databaseUrl ?? '', adminUrl: undefined };
  } finally {
    await client.end();
  }
}

async function withOwner(state: State, adminUrl: string, databaseUrl: string | undefined): Promise<Addresses> {
  const owner = await connectTo(databaseUrl ? 'DATABASE_ADMIN_URL' : 'The owner address', adminUrl);
  try {
    const { rowCount: exists } = await owner.query('select 1 from pg_roles where rolname = $1', [APP_ROLE]);
    if (databaseUrl) {
      const { username, password } = new URL(databaseUrl);
      if (!exists && decodeURIComponent(username) === APP_ROLE) await createRole(owner, decodeURIComponent(password));
      await (await connectTo('DATABASE_URL', databaseUrl)).end();
      return { databaseUrl, adminUrl };
    }
    const name = `app:${new URL(adminUrl).host}`;
    if (exists && !state.storedSecret(name))
      throw new PlainError(
        `The role ${APP_ROLE} exists and its password is not known here: set DATABASE_URL=postgres://${APP_ROLE}:…, and DATABASE_ADMIN_URL to the owner's address.`,
      );
    if (!exists) await createRole(owner, state.secret(name));
    const url = new URL(adminUrl);
    Object.assign(url, { username: APP_ROLE, password: state.secret(name) });
    await (await connectTo(`The role ${APP_ROLE}`, url.href)).end();
    return { databaseUrl: url.href, adminUrl };
  } finally {
    await owner.end();
  }
}

async function createRole(owner: Client, password: string): Promise<void> {
  try {
    await ensureRole(owner, { name: APP_ROLE, password });
  } catch {
    throw new PlainError(
      `The owner role may not create roles: let an administrator run "create role ${APP_ROLE} login password '…'", then set DATABASE_URL to that role and DATABASE_ADMIN_URL to the owner.`,
    );
  }
}

async function mayMigrate(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select has_schema_privilege('public', 'create') and current_user <> $1 as may`,
    [APP_ROLE],
  );
  return rows[0]?.may === true;
}
