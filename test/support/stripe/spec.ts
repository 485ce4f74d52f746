import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FormTree, type FormValue, parseForm } from './form';

const FILE = 'stripe/spec3.2023-08-16.json';
const FORM = 'application/x-www-form-urlencoded';
export const API_VERSION = '2023-08-16';

interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  maxLength?: number;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}

interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

interface Spec {
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export interface CheckedRequest {
  /** As the description writes it: `/v1/transfers/{transfer}`. */
  route: string;
  ids: string[];
  params: FormTree;
}

/** Stripe's published description of itself, and whether a request keeps to it. */
export class StripeSpec {
  private readonly spec: Spec;

  constructor(dataDir: string) {
    this.spec = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as Spec;
    if (this.spec.info.version !== API_VERSION) throw new Error(`not the description of ${API_VERSION}`);
  }

  /** Everything that is wrong with a request, and what it asks when nothing is. */
  check(
    method: string,
    url: URL,
    contentType: string,
    body: string,
  ): { faults: string[]; request: CheckedRequest | null } {
    const found = this.find(method, url.pathname);
    if (!found) return { faults: [`${method} ${url.pathname}: no such operation`], request: null };
    const { operation, route, ids } = found;
    const query = parseForm(url.search.slice(1));
    const sent = parseForm(body);
    const faults = [...query.faults, ...sent.faults];
    const known = (operation.parameters ?? []).filter((one) => one.in === 'query');
    this.object({ ...toObject(known), additionalProperties: false }, query.tree, 'query', faults);
    if (body && !contentType.startsWith(FORM)) faults.push(`content type ${contentType}`);
    const schema = operation.requestBody?.content[FORM]?.schema;
    if (schema)
      this.object({ ...schema, additionalProperties: schema.additionalProperties ?? false }, sent.tree, 'body', faults);
    else if (body) faults.push('body: none is taken');
    return { faults, request: { route: `${method} ${route}`, ids, params: { ...query.tree, ...sent.tree } } };
  }

  /** The fields an object of that kind has; an answer of the test server may not invent others. */
  strangers(kind: string, value: object): string[] {
    const properties = this.spec.components.schemas[kind]?.properties;
    if (!properties) return [`no such object: ${kind}`];
    return Object.keys(value).filter((name) => !(name in properties));
  }

  private find(method: string, path: string): { operation: Operation; route: string; ids: string[] } | null {
    const steps = path.split('/');
    const candidates = Object.keys(this.spec.paths)
      .filter((route) => this.spec.paths[route]![method.toLowerCase()])
      .map((route) => ({ route, parts: route.split('/') }))
      .filter(({ parts }) => parts.length === steps.length)
      .filter(({ parts }) => parts.every((part, index) => part.startsWith('{') || part === steps[index]))
      // what is written out goes before what is a placeholder: /search is no id
      .sort((a, b) => count(a.parts) - count(b.parts));
    const best = candidates[0];
    if (!best) return null;
    const ids = best.parts.flatMap((part, index) => (part.startsWith('{') ? [steps[index]!] : []));
    return { operation: this.spec.paths[best.route]![method.toLowerCase()]!, route: best.route, ids };
  }

  private object(schema: Schema, value: FormTree, at: string, faults: string[]): void {
    const properties = schema.properties ?? {};
    for (const name of schema.required ?? []) if (!(name in value)) faults.push(`${at}.${name}: required`);
    // an object that names its fields takes no others, whether or not it says so
    const open = schema.additionalProperties ?? schema.properties === undefined;
    for (const [name, inner] of Object.entries(value)) {
      const known = properties[name];
      if (known) this.value(known, inner, `${at}.${name}`, faults);
      else if (typeof open === 'object') this.value(open, inner, `${at}.${name}`, faults);
      else if (!open) faults.push(`${at}.${name}: unknown parameter`);
    }
  }

  private value(given: Schema, value: FormValue, at: string, faults: string[]): void {
    const schema = given.$ref ? this.spec.components.schemas[given.$ref.split('/').at(-1)!]! : given;
    if (schema.anyOf) {
      const tries = schema.anyOf.map((one) => {
        const own: string[] = [];
        this.value(one, value, at, own);
        return own;
      });
      if (!tries.some((own) => own.length === 0)) faults.push(...tries.sort((a, b) => a.length - b.length)[0]!);
      return;
    }
    const isText = typeof value === 'string';
    if (schema.type === 'object') {
      if (isText || Array.isArray(value)) faults.push(`${at}: an object is wanted`);
      else this.object(schema, value, at, faults);
      return;
    }
    if (schema.type === 'array') {
      if (!Array.isArray(value)) faults.push(`${at}: a list is wanted`);
      else value.forEach((item, index) => this.value(schema.items ?? {}, item, `${at}[${index}]`, faults));
      return;
    }
    const plain = PLAIN[schema.type ?? ''];
    if (!isText) faults.push(`${at}: a text is wanted`);
    else if (plain && !plain.fits(value)) faults.push(`${at}: ${plain.wanted}`);
    else if (schema.enum && !schema.enum.includes(value)) faults.push(`${at}: ${value} is none of its values`);
    else if (schema.maxLength && value.length > schema.maxLength) faults.push(`${at}: too long`);
  }
}

/** What is written as text and means something else. */
const PLAIN: Readonly<Record<string, { fits: (text: string) => boolean; wanted: string }>> = {
  integer: { fits: (text) => /^-?\d+$/.test(text), wanted: 'an integer is wanted' },
  number: { fits: (text) => text !== '' && Number.isFinite(Number(text)), wanted: 'a number is wanted' },
  boolean: { fits: (text) => text === 'true' || text === 'false', wanted: 'true or false is wanted' },
};

const count = (parts: readonly string[]): number => parts.filter((part) => part.startsWith('{')).length;

const toObject = (parameters: readonly Parameter[]): Schema => ({
  properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
});
