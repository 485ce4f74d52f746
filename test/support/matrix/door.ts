import { type OrganisationKind, permissionsOf, type Role, type RoutePolicy } from '@jishi/identity';
import { textOf } from './contents';

/** Somebody with one role in one organisation, logged in. */
export interface Person {
  world: string;
  role: Role;
  kind: OrganisationKind;
  organisationId: string;
  userId: string;
  login: string;
  token: string;
}

export interface Answer {
  status: number;
  /** Of the problem, when it is one. */
  code: string;
  text: string;
}

/** A file with the fields around it. */
export class Upload {
  constructor(
    readonly filename: string,
    readonly content: Buffer,
    readonly fields: Record<string, string> = {},
  ) {}
}

/** The api, as anybody reaches it. */
export class Door {
  /** `base` ends in `/api`. */
  constructor(private readonly base: string) {}

  async send(person: Person | null, method: string, path: string, body?: unknown): Promise<Answer> {
    const made = body instanceof Upload ? formOf(body) : body;
    const plain = made === undefined || made instanceof FormData || made instanceof Blob;
    const response = await fetch(this.base + path, {
      method,
      headers: {
        ...(person ? { authorization: `Bearer ${person.token}` } : {}),
        ...(plain ? {} : { 'content-type': 'application/json' }),
      },
      ...(made === undefined ? {} : { body: plain ? (made as FormData | Blob) : JSON.stringify(made) }),
    });
    const text = await textOf(response);
    const problem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
    return { status: response.status, code: problem ? (JSON.parse(text) as { code: string }).code : '', text };
  }

  /** For what must go well: the worlds are built with it. */
  async done<T = { id: string }>(person: Person, method: string, path: string, body?: unknown): Promise<T> {
    const { status, text } = await this.send(person, method, path, body);
    if (status >= 300) throw new Error(`${person.role} of ${person.kind}: ${method} ${path}: ${status} ${text}`);
    return (text ? JSON.parse(text) : {}) as T;
  }
}

export const nameOf = (route: RoutePolicy): string => `${route.method} ${route.path}`;

export const passesDoor = (route: RoutePolicy, { role }: Person): boolean =>
  route.policy === 'public' ||
  (route.policy?.permissions.some((permission) => permissionsOf([role]).has(permission)) ?? false);

export function formOf({ filename, content, fields }: Upload): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(content)]), filename);
  return form;
}
