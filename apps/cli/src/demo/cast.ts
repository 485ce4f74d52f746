import { HttpClient } from './http-client';

interface DemoLogin {
  login: string;
  password: string;
  role: string;
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

/** Who it takes to sell something at all. */
export interface Cast {
  gatewayUrl: string;
  officer: Person;
  clerk: Person;
  reviewer: Person;
  /** Companies that play themselves. */
  rivals: Person[];
}

/** With the money's keepers, for the whole story. */
export interface StoryCast extends Cast {
  cashier: Person;
  checker: Person;
  auditor: Person;
  /** The seller's officer again, this time for a company that the seller runs. */
  insider: Person;
}

/** With the companies a newcomer may log in as. */
export interface ShowcaseCast extends Cast {
  bidders: Person[];
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

export async function storyCast(baseUrl: string): Promise<StoryCast> {
  const stage = await openDoor(baseUrl);
  const cast = await commonCast(stage);
  return {
    ...cast,
    cashier: await stage.asRole('cashier'),
    checker: await stage.asRole('cashier_checker'),
    auditor: await stage.asRole('auditor'),
    insider: await insiderOf(baseUrl, cast.officer, stage.logins),
  };
}

export async function showcaseCast(baseUrl: string): Promise<ShowcaseCast> {
  const stage = await openDoor(baseUrl);
  return { ...(await commonCast(stage)), bidders: await stage.asLogins('bidder') };
}

interface Door {
  gatewayUrl: string;
  logins: DemoLogin[];
  asRole: (role: string) => Promise<Person>;
  asLogins: (prefix: string) => Promise<Person[]>;
}

async function openDoor(baseUrl: string): Promise<Door> {
  const config = await new HttpClient(baseUrl).probe<PublicConfig>('/config');
  if (!config.demo) throw new Error('This system does not run in demo mode; start it with JISHI_DEMO=1.');
  const logins = config.demoLogins ?? [];
  return {
    gatewayUrl: gatewayOf(baseUrl, config),
    logins,
    asRole(role) {
      const login = logins.find((known) => known.role === role);
      if (!login) throw new Error(`No demo login has the role ${role}.`);
      return logIn(baseUrl, login);
    },
    asLogins: (prefix) =>
      Promise.all(logins.filter(({ login }) => login.startsWith(prefix)).map((login) => logIn(baseUrl, login))),
  };
}

async function commonCast({ gatewayUrl, asRole, asLogins }: Door): Promise<Cast> {
  return {
    gatewayUrl,
    officer: await asRole('officer'),
    clerk: await asRole('clerk'),
    reviewer: await asRole('reviewer'),
    rivals: await asLogins('rival'),
  };
}

async function insiderOf(baseUrl: string, officer: Person, logins: DemoLogin[]): Promise<Person> {
  const query = encodeURIComponent('资产经营');
  const { items } = await officer.http.get<{ items: { id: string }[] }>(`/organisations?kind=company&q=${query}`);
  const login = logins.find((known) => known.login === officer.login);
  if (!items[0] || !login) throw new Error(`the demonstration has no company of ${officer.organisation}`);
  return logIn(baseUrl, login, items[0].id);
}

function gatewayOf(baseUrl: string, { gatewayUrl, gatewayPort }: PublicConfig): string {
  if (gatewayUrl) return gatewayUrl;
  const url = new URL(baseUrl);
  url.port = String(gatewayPort);
  return url.origin;
}
