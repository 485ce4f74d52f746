import { HttpClient } from './http-client';

interface DemoLogin {
  login: string;
  password: string;
}
interface PublicConfig {
  demo: boolean;
  gatewayPort: number;
  gatewayUrl: string | null;
  demoLogins?: DemoLogin[];
}
interface Session {
  token: string;
  actor: {
    userId: string;
    name: string;
    organisation: { id: string; name: string; kind: string };
    roles: string[];
  };
}

/** Somebody with a login, acting through the public interface and nothing else. */
export interface Person {
  http: HttpClient;
  login: string;
  name: string;
  organisationId: string;
  organisation: string;
  roles: string[];
}

/** Everybody the story needs, found among the demo logins by what they may do. */
export interface Cast {
  gatewayUrl: string;
  officer: Person;
  clerk: Person;
  reviewer: Person;
  auctioneer: Person;
  cashier: Person;
  checker: Person;
  auditor: Person;
  bidders: Person[];
}

export async function logIn(baseUrl: string, { login, password }: DemoLogin): Promise<Person> {
  const { token, actor } = await new HttpClient(baseUrl).post<Session>('/sessions', { login, password });
  return {
    http: new HttpClient(baseUrl, token),
    login,
    name: actor.name,
    organisationId: actor.organisation.id,
    organisation: actor.organisation.name,
    roles: actor.roles,
  };
}

export async function gatherCast(baseUrl: string): Promise<Cast> {
  const config = await new HttpClient(baseUrl).get<PublicConfig>('/config');
  if (!config.demo) throw new Error('This system does not run in demo mode; start it with JISHI_DEMO=1.');
  const people: Person[] = [];
  for (const login of config.demoLogins ?? []) people.push(await logIn(baseUrl, login));
  const withRole = (role: string): Person => {
    const person = people.find(({ roles }) => roles.includes(role));
    if (!person) throw new Error(`No demo login has the role ${role}.`);
    return person;
  };
  return {
    gatewayUrl: gatewayOf(baseUrl, config),
    officer: withRole('officer'),
    clerk: withRole('clerk'),
    reviewer: withRole('reviewer'),
    auctioneer: withRole('auctioneer'),
    cashier: withRole('cashier'),
    checker: withRole('cashier_checker'),
    auditor: withRole('auditor'),
    bidders: people.filter(({ roles }) => roles.includes('bidder')),
  };
}

export function gatewayOf(baseUrl: string, { gatewayUrl, gatewayPort }: PublicConfig): string {
  if (gatewayUrl) return gatewayUrl;
  const url = new URL(baseUrl);
  url.port = String(gatewayPort);
  return url.origin;
}
