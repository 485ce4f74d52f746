import { Client, DatabaseError } from 'pg';
import { codeOf, PlainError } from './plain-error';

const TIMEOUT_MS = 8_000;

/** Connects to a database of one's own, or fails with one clear line that names the variable and never the password. */
export async function connectTo(variable: string, url: string): Promise<Client> {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    throw new PlainError(`${variable} is not an address like postgres://user:password@host:5432/database.`);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: TIMEOUT_MS });
  // A connection that breaks later fails the query that uses it; the event must not end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new PlainError(`${variable}: ${describe(error, new URL(url))}`);
  }
}

function describe(error: unknown, { hostname, port, pathname, username }: URL): string {
  const place = `${hostname}:${port || '5432'}`;
  if (error instanceof DatabaseError) {
    if (error.code === '28P01' || error.code === '28000')
      return `the server at ${place} refuses the user "${username}": check name and password.`;
    if (error.code === '3D000')
      return `the server at ${place} has no database "${pathname.slice(1)}": create it first.`;
    return `the server at ${place} refuses: ${error.message}.`;
  }
  const reason = codeOf(error) || (error instanceof Error ? error.message : String(error));
  return `cannot reach the server at ${place} (${reason}): check that it runs and that the address is right.`;
}
