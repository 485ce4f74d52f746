import type { Client } from 'pg';

export interface Role {
  name: string;
  password: string;
}

/** The role the applications run as; migrations grant to it by this name. */
export const APP_ROLE = 'jishi_app';
export const OWNER_ROLE = 'jishi_owner';

/** Creates the role, or sets its password when it is there. Needs a superuser or a role with CREATEROLE. */
export async function ensureRole(client: Client, role: Role): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [role.name]);
  const verb = found.rowCount ? 'alter' : 'create';
  await client.query(`${verb} role ${quote(role.name)} login password ${client.escapeLiteral(role.password)}`);
}

/** Creates the database when it is not there. The app role may connect; migrations grant it the rest. */
export async function ensureDatabase(client: Client, database: string, owner: string): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (found.rowCount) return;
  await client.query(`create database ${quote(database)} owner ${quote(owner)}`);
  await client.query(`revoke all on database ${quote(database)} from public`);
  await client.query(`grant connect, temporary on database ${quote(database)} to ${quote(APP_ROLE)}`);
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
