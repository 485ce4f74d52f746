import { http, type Page } from './http';

export type OrganisationKind = 'university' | 'company' | 'exchange' | 'window' | 'broker' | 'regulator' | 'notary';

/** Who owns an organisation: the law takes sellers differently by it. */
export const OWNERSHIPS = {
  university: ['public_institution', 'private'],
  company: ['state_owned', 'private'],
} as const;
export type Ownership = 'public_institution' | 'state_owned' | 'private';

export interface Organisation {
  id: string;
  kind: OrganisationKind;
  name: string;
  nameEn?: string | null;
  uscc?: string | null;
  regionCode?: string | null;
  ownership: Ownership | null;
}

export interface ActorView {
  userId: string;
  name: string;
  organisation: { id: string; name: string; kind: OrganisationKind };
  roles: string[];
  permissions: string[];
}

export interface SessionView {
  id: string;
  current: boolean;
  organisationName?: string;
  address?: string | null;
  userAgent?: string | null;
  createdAt: string;
  expiresAt: string;
}

export interface DemoLogin {
  login: string;
  password: string;
  name: string;
  organisation: string;
  role: string;
}

export interface SystemConfig {
  demo: boolean;
  gatewayPort: number;
  gatewayUrl?: string | null;
  demoLogins?: DemoLogin[];
  version?: string;
}

export interface UserView {
  id: string;
  login: string;
  name: string;
  roles: string[];
  disabled: boolean;
  createdAt?: string;
}

export interface ServiceWindow {
  id: string;
  name: string;
  regionCode?: string | null;
  kind?: string;
  exchangeId: string;
  exchangeName: string;
  organisationId: string;
}

export interface WindowClient {
  organisationId: string;
  name: string;
  mandateRef: string;
  scopes: string[];
}

export interface Registration {
  kind: OrganisationKind;
  name: string;
  uscc: string;
  regionCode: string;
  ownership?: Ownership;
  admin: { login: string; name: string; password: string };
}

export const identity = {
  config: () => http.get<SystemConfig>('/config'),
  current: () => http.get<ActorView | null>('/sessions/current'),
  login: (body: { login: string; password: string }) => http.post<{ actor: ActorView }>('/sessions', body),
  logout: () => http.delete<void>('/sessions/current'),
  sessions: () => http.get<Page<SessionView>>('/sessions'),
  revoke: (id: string) => http.delete<void>(`/sessions/${id}`),
  changePassword: (body: { current: string; password: string }) => http.post<void>('/sessions/current/password', body),
  register: (body: Registration) => http.post<Organisation>('/organisations', body),
  organisations: (kind?: OrganisationKind, q?: string) =>
    http.get<Page<Organisation>>('/organisations', { kind, q, limit: 100 }),
  organisation: (id: string) => http.get<Organisation>(`/organisations/${id}`),
  declareOwnership: (id: string, ownership: Ownership) =>
    http.patch<Organisation>(`/organisations/${id}`, { ownership }),
  users: (id: string) => http.get<Page<UserView>>(`/organisations/${id}/users`, { limit: 100 }),
  addUser: (id: string, body: { login: string; name: string; password: string; roles: string[] }) =>
    http.post<UserView>(`/organisations/${id}/users`, body),
  changeUser: (id: string, userId: string, body: { roles?: string[]; disabled?: boolean }) =>
    http.patch<UserView>(`/organisations/${id}/users/${userId}`, body),
  clients: () => http.get<Page<WindowClient>>('/windows/mine/clients'),
  windows: () => http.get<Page<ServiceWindow>>('/windows', { limit: 100 }),
};
