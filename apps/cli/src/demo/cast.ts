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
  /** The seller's officer again, this time for a company that the seller runs. */
  insider: Person;
  /** Companies a newcomer may log in as; the story leaves them alone. */
  bidders: Person[];
  /** Companies that play themselves. */
  rivals: Person[];
}

/** Without an organisation, for the first one the person belongs to. */
export async function logIn(baseUrl: string, { login, password }: DemoLogin, organisationId?: string): Promise<Person> {
  const credentials = { login, password, ...(organisationId ? { organisationId } : {}) };
  const { token, actor } = await new HttpClient(baseUrl).post<Session>('/sessions', credentials);
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
  const officer = withRole('officer');
  return {
    gatewayUrl: gatewayOf(baseUrl, config),
    officer,
    insider: await insiderOf(baseUrl, officer, config.demoLogins ?? []),
    clerk: withRole('clerk'),
    reviewer: withRole('reviewer'),
    auctioneer: withRole('auctioneer'),
    cashier: withRole('cashier'),
    checker: withRole('cashier_checker'),
    auditor: withRole('auditor'),
    bidders: people.filter(({ login }) => login.startsWith('bidder')),
    rivals: people.filter(({ login }) => login.startsWith('rival')),
  };
}

async function insiderOf(baseUrl: string, officer: Person, logins: DemoLogin[]): Promise<Person> {
  const query = encodeURIComponent('资产经营');
  const { items } = await officer.http.get<{ items: { id: string }[] }>(`/organisations?kind=company&q=${query}`);
  const login = logins.find((known) => known.login === officer.login);
  if (!items[0] || !login) throw new Error(`the demonstration has no company of ${officer.organisation}`);
  return logIn(baseUrl, login, items[0].id);
}

export function gatewayOf(baseUrl: string, { gatewayUrl, gatewayPort }: PublicConfig): string {
  if (gatewayUrl) return gatewayUrl;
  const url = new URL(baseUrl);
  url.port = String(gatewayPort);
  return url.origin;
}
