import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Data, Refusal, StripeAccount } from './account';
import { OPERATIONS } from './operations';
import { DECLINED, payPage } from './page';
import { API_VERSION, StripeSpec } from './spec';
import { notify } from './webhooks';

export const SECRET_KEY = 'sk_test_checkedserver';
export const WEBHOOK_SECRET = 'whsec_checkedserver';

/**
 * What goes wrong: `error` answers 500 and does nothing, `refuse_connection` cuts before doing, `lose_answer` does it and cuts,
 * `hang` does it and never answers.
 */
export type FaultKind = 'error' | 'refuse_connection' | 'lose_answer' | 'hang';
interface Fault {
  kind: FaultKind;
  match: RegExp;
  times: number;
}

interface Kept {
  /** Of method, path and parameters: the same key with others is an error. */
  hash: string;
  status: number;
  body: string;
  atS: number;
}

const KEY_LIFE_S = 86_400;

/**
 * Stripe, as far as we use it, on a port of this machine: real sockets, real signatures, requests held against Stripe's published
 * description. What is unknown or of the wrong type is refused, remembered, and fails the spec at `close`.
 */
export class StripeServer {
  readonly account = new StripeAccount(() => this.url);
  /** `METHOD /path` of everything that was asked, in order. */
  readonly requests: string[] = [];
  readonly faultsSeen: string[] = [];
  /** Where notices go as they happen; null keeps them. */
  notices: { url: string; secret: string } | null = null;
  url = '';
  private readonly faults: Fault[] = [];
  private readonly kept = new Map<string, Kept>();
  private readonly sending = new Set<Promise<unknown>>();

  private constructor(
    private readonly server: Server,
    private readonly spec: StripeSpec,
  ) {}

  static async start(dataDir: string, port = 0): Promise<StripeServer> {
    const server = createServer();
    const stripe = new StripeServer(server, new StripeSpec(dataDir));
    server.on('request', (request, response) => void stripe.serve(request, response));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    stripe.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    stripe.account.onEvent = (event) => {
      if (!stripe.notices) return;
      const { url, secret } = stripe.notices;
      const sent: Promise<unknown> = notify(url, secret, event).finally(() => stripe.sending.delete(sent));
      stripe.sending.add(sent);
    };
    return stripe;
  }

  /** For the application's configuration. */
  env(): Record<string, string> {
    return {
      JISHI_STRIPE_SECRET_KEY: SECRET_KEY,
      JISHI_STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      JISHI_STRIPE_API_URL: this.url,
      JISHI_STRIPE_TIMEOUT_MS: '1500',
    };
  }

  /** The next requests of that kind go wrong. The client asks three times before it gives up. */
  fail(kind: FaultKind, match: RegExp, times = 1): void {
    this.faults.push({ kind, match, times });
  }

  heal(): void {
    this.faults.length = 0;
  }

  /** All notices sent as they happened have been answered. */
  async settled(): Promise<void> {
    while (this.sending.size > 0) await Promise.all(this.sending);
  }

  /** Requests that broke Stripe's rules, once. */
  takeFaults(): string[] {
    return this.faultsSeen.splice(0);
  }

  /** Fails when a request was not as Stripe describes it. */
  async close(): Promise<void> {
    this.notices = null;
    await this.settled();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    if (this.faultsSeen.length > 0) throw new Error(`not as Stripe describes it:\n${this.faultsSeen.join('\n')}`);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url!, this.url);
    const name = `${request.method} ${url.pathname}`;
    if (url.pathname.startsWith('/pay/')) return this.page(request, response, url, body);
    this.requests.push(name);
    const fault = this.faults.find((one) => one.times > 0 && one.match.test(name));
    if (fault) fault.times -= 1;
    if (fault?.kind === 'refuse_connection') return void request.socket.destroy();
    if (fault?.kind === 'error')
      return send(response, 500, JSON.stringify({ error: { type: 'api_error', message: 'injected' } }));
    const [status, answer] = this.answer(request, url, body);
    if (fault?.kind === 'lose_answer') return void request.socket.destroy();
    if (fault?.kind !== 'hang') send(response, status, answer);
  }

  private answer(request: IncomingMessage, url: URL, body: string): [number, string] {
    const header = (name: string): string => String(request.headers[name] ?? '');
    if (header('authorization') !== `Bearer ${SECRET_KEY}`) return failure(new Refusal(401, 'api_key_invalid'));
    const { faults, request: asked } = this.spec.check(request.method!, url, header('content-type'), body);
    if (header('stripe-version') !== API_VERSION) faults.push(`stripe-version ${header('stripe-version')}`);
    if (request.method === 'POST' && !header('idempotency-key')) faults.push('idempotency-key: required of us');
    const handler = asked && OPERATIONS[asked.route];
    if (asked && !handler) faults.push('not among what this account can do');
    if (faults.length > 0 || !asked || !handler) {
      this.faultsSeen.push(...faults.map((fault) => `${request.method} ${url.pathname}: ${fault}`));
      return failure(new Refusal(400, 'parameter_unknown', faults.join('; ')));
    }
    return this.once(header('idempotency-key'), `${request.method} ${url.pathname} ${body}`, () => {
      const answer = handler(this.account, asked);
      this.refuseInventions(answer);
      return answer;
    });
  }

  /** The same key again gives the same answer; with other parameters it is an error. */
  private once(key: string, content: string, work: () => object): [number, string] {
    const hash = createHash('sha256').update(content).digest('hex');
    const known = key ? this.kept.get(key) : undefined;
    if (known && known.atS + KEY_LIFE_S > this.account.now())
      return known.hash === hash
        ? [known.status, known.body]
        : failure(new Refusal(400, 'idempotency_key_reused', 'other parameters', 'idempotency_error'));
    let answered: [number, string];
    try {
      answered = [200, JSON.stringify(work())];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answered = failure(error);
    }
    if (key) this.kept.set(key, { hash, status: answered[0], body: answered[1], atS: this.account.now() });
    return answered;
  }

  /** The server itself keeps to the description, or a spec would be checked against a dream. */
  private refuseInventions(answer: object): void {
    const one = answer as Partial<Data>;
    for (const item of one.object === 'list' || one.object === 'search_result'
      ? (one['data'] as Data[])
      : [one as Data]) {
      const strangers = this.spec.strangers(item.object, item);
      if (strangers.length > 0) this.faultsSeen.push(`the test server invented ${item.object}.${strangers.join(', ')}`);
    }
  }

  private page(request: IncomingMessage, response: ServerResponse, url: URL, body: string): void {
    const id = url.pathname.split('/')[2]!;
    const session = this.account.objects.get(id);
    if (session?.object !== 'checkout.session') return send(response, 404, 'no such page', 'text/plain');
    if (session['status'] !== 'open') return send(response, 410, '该付款页已失效', 'text/plain');
    if (request.method !== 'POST') return send(response, 200, payPage(session), 'text/html');
    try {
      this.account.pay(id, new URLSearchParams(body).get('card') === DECLINED);
      response.writeHead(303, { location: String(session['success_url']) }).end();
    } catch (error) {
      send(response, 402, payPage(session, (error as Error).message), 'text/html');
    }
  }
}

const failure = ({ status, code, message, type }: Refusal): [number, string] => [
  status,
  JSON.stringify({ error: { type, code, message } }),
];

function send(response: ServerResponse, status: number, body: string, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'request-id': 'req_test' }).end(body);
}
