import type { OpenAPIObject } from '@nestjs/swagger';
import { FIELDS, type IdOf, type Kind } from './kinds';
import { OVERRIDES } from './overrides';

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  example?: unknown;
  minimum?: number;
  minLength?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
}

/** A field that names something, by its way into the body: `documents`, `0`, `attachmentId`. */
export interface NamingField {
  way: readonly string[];
  name: string;
  kind: Kind | 'fresh' | undefined;
}

const FORM = 'multipart/form-data';

/** Request bodies made from the interface's own description. What it cannot say stands in OVERRIDES. */
export class Bodies {
  constructor(private readonly document: OpenAPIObject) {}

  /** A body that is let in, with this optional field too; undefined for a route without one. */
  of(route: string, idOf: IdOf, way: readonly string[] = []): unknown {
    const schema = this.schemaOf(route);
    if (!schema) return undefined;
    return {
      ...(this.value(schema, 'body', idOf, []) as object),
      ...OVERRIDES[route]?.(idOf),
      ...this.part(schema, way, idOf),
    };
  }

  takesFile(route: string): boolean {
    return this.schemaOf(route, FORM) !== null;
  }

  /** The fields beside a file that hold an id. */
  formFields(route: string): NamingField[] {
    const schema = this.schemaOf(route, FORM);
    return schema ? this.namingIn(schema, [], []) : [];
  }

  /** Every field of a body that holds an id, the optional ones too. */
  namingFields(route: string): NamingField[] {
    const schema = this.schemaOf(route);
    return schema ? this.namingIn(schema, [], []) : [];
  }

  /** The ids a query may ask for. */
  namingQueries(route: string): NamingField[] {
    const parameters = (this.operation(route)?.parameters ?? []) as { name: string; in: string; schema?: Schema }[];
    return parameters
      .filter((parameter) => parameter.in === 'query' && parameter.schema?.format === 'uuid')
      .map(({ name }) => ({ way: [name], name, kind: FIELDS[name] }));
  }

  /** What a list must be asked, and whether it also comes as CSV. */
  queries(route: string): { required: string[]; csv: boolean } {
    const parameters = (this.operation(route)?.parameters ?? []) as { name: string; in: string; required?: boolean }[];
    const named = parameters.filter((parameter) => parameter.in === 'query');
    return {
      required: named.filter((parameter) => parameter.required).map(({ name }) => name),
      csv: named.some(({ name }) => name === 'format'),
    };
  }

  private operation(route: string) {
    const [method, path] = route.split(' ');
    return this.document.paths[`/api${path}`]?.[method!.toLowerCase() as 'post'];
  }

  private schemaOf(route: string, type = 'application/json'): Schema | null {
    const body = this.operation(route)?.requestBody as { content?: Record<string, { schema: Schema }> } | undefined;
    return body?.content?.[type]?.schema ?? null;
  }

  private resolve(schema: Schema): Schema {
    if (schema.allOf) return this.resolve(schema.allOf[0]!);
    if (!schema.$ref) return schema;
    return this.document.components!.schemas![schema.$ref.split('/').at(-1)!] as Schema;
  }

  /** The first step of the way, whole, so that what lies on it can be exchanged. */
  private part(schema: Schema, way: readonly string[], idOf: IdOf): object {
    const first = way[0];
    if (first === undefined) return {};
    return { [first]: this.value(this.resolve(schema).properties![first]!, first, idOf, way.slice(1)) };
  }

  private value(given: Schema, field: string, idOf: IdOf, way: readonly string[]): unknown {
    const schema = this.resolve(given);
    if (schema.properties) {
      const { properties, required = [] } = schema;
      const wanted = way[0] !== undefined && way[0] in properties ? [...required, way[0]] : required;
      return Object.fromEntries(
        wanted.map((name) => [name, this.value(properties[name]!, name, idOf, name === way[0] ? way.slice(1) : [])]),
      );
    }
    if (schema.items) return [this.value(schema.items, field, idOf, way.slice(1))];
    if (schema.format === 'uuid') return idOf(FIELDS[field] ?? 'fresh', field);
    return plain(schema);
  }

  private namingIn(given: Schema, way: string[], seen: Schema[]): NamingField[] {
    const schema = this.resolve(given);
    if (seen.includes(schema)) return [];
    if (schema.format === 'uuid') {
      const name = way.filter((part) => part !== '0').at(-1)!;
      return [{ way, name, kind: FIELDS[name] }];
    }
    if (schema.items) return this.namingIn(schema.items, [...way, '0'], [...seen, schema]);
    return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
      this.namingIn(inner, [...way, name], [...seen, schema]),
    );
  }
}

function plain(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0];
  if (schema.example !== undefined) return schema.example;
  if (schema.type === 'boolean') return true;
  if (schema.type === 'number' || schema.type === 'integer') return schema.minimum ?? 1;
  if (schema.type === 'object') return {};
  if (schema.format === 'date') return '2026-01-15';
  return 'xx'.padEnd(schema.minLength ?? 2, 'x');
}

/** The same body with another id on that way. */
export function withId(body: unknown, way: readonly string[], id: string): unknown {
  const copy = structuredClone(body) as Record<string, unknown>;
  let at = copy;
  for (const step of way.slice(0, -1)) at = at[step] as Record<string, unknown>;
  at[way.at(-1)!] = id;
  return copy;
}
