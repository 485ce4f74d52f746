import { randomBytes } from 'node:crypto';

export type Data = Record<string, unknown> & { id: string; object: string };

export interface StripeEvent {
  id: string;
  object: 'event';
  type: string;
  created: number;
  api_version: string;
  livemode: false;
  pending_webhooks: number;
  request: null;
  data: { object: Data };
}

/** What Stripe answers instead of doing it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message = code,
    readonly type = 'invalid_request_error',
  ) {
    super(message);
  }
}

const DAY_S = 86_400;
const MAX_AMOUNT = 99_999_999;
/** Of wallets; a card's can be asked for long after. */
const REFUND_DAYS: Readonly<Record<string, number>> = { alipay: 90, wechat_pay: 180 };

/** One account with Stripe: objects, their lives, and the events that tell of them. Amounts are in minor units. */
export class StripeAccount {
  readonly objects = new Map<string, Data>();
  readonly events: StripeEvent[] = [];
  /** How long a card's hold lasts. */
  holdS = 7 * DAY_S;
  /** What can be transferred without naming a charge. */
  balance = 0;
  onEvent: (event: StripeEvent) => void = () => undefined;
  private offsetS = 0;

  constructor(private readonly url: () => string) {}

  now(): number {
    return Math.floor(Date.now() / 1_000) + this.offsetS;
  }

  /** Time passes: holds and pages run out. */
  advance(seconds: number): void {
    this.offsetS += seconds;
    for (const session of this.all('checkout.session'))
      if (session['status'] === 'open' && Number(session['expires_at']) <= this.now()) this.expireSession(session.id);
    for (const intent of this.all('payment_intent'))
      if (intent['status'] === 'requires_capture' && this.captureBefore(intent) <= this.now())
        this.cancelIntent(intent.id, 'automatic');
  }

  get(id: string, object: string): Data {
    const found = this.objects.get(id);
    if (found?.object !== object) throw new Refusal(404, 'resource_missing', `No such ${object}: '${id}'`);
    return found;
  }

  /** Newest first. */
  all(object: string, matches: Record<string, unknown> = {}): Data[] {
    return [...this.objects.values()]
      .filter((one) => one.object === object && Object.entries(matches).every(([name, value]) => one[name] === value))
      .reverse();
  }

  connectedAccount(): string {
    return this.add('acct', { object: 'account', charges_enabled: true, payouts_enabled: true }).id;
  }

  createSession(params: {
    amount: number;
    currency: string;
    method: string;
    manual: boolean;
    expiresAt: number;
    session: Record<string, unknown>;
    intent: Record<string, unknown>;
  }): Data {
    if (params.amount > MAX_AMOUNT) throw new Refusal(400, 'amount_too_large');
    const inS = params.expiresAt - this.now();
    if (inS < 1_800 - 60 || inS > DAY_S) throw new Refusal(400, 'parameter_invalid_integer', 'expires_at');
    const id = this.name('cs_test');
    const session = this.add('cs_test', {
      ...params.session,
      id,
      object: 'checkout.session',
      amount_total: params.amount,
      currency: params.currency,
      expires_at: params.expiresAt,
      // made when the payer pays, not before
      payment_intent: null,
      payment_method_types: [params.method],
      payment_status: 'unpaid',
      status: 'open',
      url: `${this.url()}/pay/${id}`,
    });
    this.plans.set(id, { manual: params.manual, intent: params.intent });
    return session;
  }

  private readonly plans = new Map<string, { manual: boolean; intent: Record<string, unknown> }>();

  /** The payer pays on the page. `declined`: the card's bank says no, and the page stays open. */
  pay(sessionId: string, declined = false): Data {
    const session = this.get(sessionId, 'checkout.session');
    if (session['status'] !== 'open') throw new Refusal(400, 'checkout_session_not_open');
    const plan = this.plans.get(sessionId)!;
    const method = (session['payment_method_types'] as string[])[0]!;
    const amount = Number(session['amount_total']);
    const intent =
      this.all('payment_intent').find(({ id }) => id === session['payment_intent']) ??
      this.add('pi', {
        ...plan.intent,
        object: 'payment_intent',
        amount,
        amount_capturable: 0,
        amount_received: 0,
        canceled_at: null,
        cancellation_reason: null,
        capture_method: plan.manual ? 'manual' : 'automatic',
        currency: session['currency'],
        latest_charge: null,
        livemode: false,
        payment_method_types: [method],
        status: 'requires_payment_method',
      });
    session['payment_intent'] = intent.id;
    if (declined) {
      this.tell('payment_intent.payment_failed', intent);
      throw new Refusal(402, 'card_declined', 'Your card was declined.', 'card_error');
    }
    const charge = this.add('ch', {
      object: 'charge',
      amount,
      amount_captured: plan.manual ? 0 : amount,
      amount_refunded: 0,
      captured: !plan.manual,
      currency: session['currency'],
      disputed: false,
      livemode: false,
      metadata: intent['metadata'],
      paid: true,
      payment_intent: intent.id,
      payment_method_details: {
        type: method,
        [method]: plan.manual ? { capture_before: this.now() + this.holdS } : {},
      },
      refunded: false,
      status: 'succeeded',
    });
    Object.assign(intent, {
      latest_charge: charge.id,
      status: plan.manual ? 'requires_capture' : 'succeeded',
      amount_capturable: plan.manual ? amount : 0,
      amount_received: plan.manual ? 0 : amount,
    });
    Object.assign(session, { status: 'complete', payment_status: 'paid', url: null });
    this.tell('charge.succeeded', charge);
    this.tell(plan.manual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', intent);
    this.tell('checkout.session.completed', session);
    return session;
  }

  expireSession(id: string): Data {
    const session = this.get(id, 'checkout.session');
    if (session['status'] !== 'open') throw new Refusal(400, 'checkout_session_not_open');
    Object.assign(session, { status: 'expired', url: null });
    this.tell('checkout.session.expired', session);
    return session;
  }

  capture(id: string, amount?: number): Data {
    const intent = this.get(id, 'payment_intent');
    if (intent['status'] !== 'requires_capture') throw new Refusal(400, 'payment_intent_unexpected_state');
    const taken = amount ?? Number(intent['amount_capturable']);
    if (taken > Number(intent['amount_capturable'])) throw new Refusal(400, 'amount_too_large');
    const charge = this.get(String(intent['latest_charge']), 'charge');
    Object.assign(intent, { status: 'succeeded', amount_capturable: 0, amount_received: taken });
    Object.assign(charge, { captured: true, amount_captured: taken });
    this.tell('charge.captured', charge);
    this.tell('payment_intent.succeeded', intent);
    return intent;
  }

  cancelIntent(id: string, reason: string): Data {
    const intent = this.get(id, 'payment_intent');
    if (['succeeded', 'canceled'].includes(String(intent['status'])))
      throw new Refusal(400, 'payment_intent_unexpected_state');
    Object.assign(intent, {
      status: 'canceled',
      amount_capturable: 0,
      cancellation_reason: reason,
      canceled_at: this.now(),
    });
    if (reason === 'automatic') this.tell('charge.expired', this.get(String(intent['latest_charge']), 'charge'));
    this.tell('payment_intent.canceled', intent);
    return intent;
  }

  refund(intentId: string, amount: number | undefined, metadata: unknown): Data {
    const intent = this.get(intentId, 'payment_intent');
    if (intent['status'] !== 'succeeded') throw new Refusal(400, 'payment_intent_unexpected_state');
    const charge = this.get(String(intent['latest_charge']), 'charge');
    const method = (intent['payment_method_types'] as string[])[0]!;
    if (charge['disputed']) throw new Refusal(400, 'charge_disputed');
    const left = Number(charge['amount_captured']) - Number(charge['amount_refunded']);
    if (left === 0) throw new Refusal(400, 'charge_already_refunded');
    if ((amount ?? left) > left) throw new Refusal(400, 'amount_too_large');
    const ageDays = (this.now() - Number(charge['created'])) / DAY_S;
    if (ageDays > (REFUND_DAYS[method] ?? Infinity)) throw new Refusal(400, 'charge_not_refundable');
    charge['amount_refunded'] = Number(charge['amount_refunded']) + (amount ?? left);
    charge['refunded'] = charge['amount_refunded'] === charge['amount_captured'];
    const refund = this.add('re', {
      object: 'refund',
      amount: amount ?? left,
      charge: charge.id,
      currency: charge['currency'],
      metadata: metadata ?? {},
      payment_intent: intentId,
      // wallets answer later
      status: method === 'card' ? 'succeeded' : 'pending',
    });
    this.tell('charge.refunded', charge);
    return refund;
  }

  /** The wallets have answered. */
  settleRefunds(status: 'succeeded' | 'failed' = 'succeeded'): void {
    for (const refund of this.all('refund', { status: 'pending' })) {
      refund['status'] = status;
      if (status === 'failed') {
        const charge = this.get(String(refund['charge']), 'charge');
        charge['amount_refunded'] = Number(charge['amount_refunded']) - Number(refund['amount']);
        charge['refunded'] = false;
      }
      this.tell('charge.refund.updated', refund);
    }
  }

  /** The payer's bank sends back a refund that had arrived; without a name the last one. */
  returnRefund(id = this.all('refund', { status: 'succeeded' })[0]!.id): void {
    const refund = this.get(id, 'refund');
    refund['status'] = 'failed';
    const charge = this.get(String(refund['charge']), 'charge');
    charge['amount_refunded'] = Number(charge['amount_refunded']) - Number(refund['amount']);
    charge['refunded'] = false;
    this.tell('charge.refund.updated', refund);
  }

  dispute(intentId: string): Data {
    const intent = this.get(intentId, 'payment_intent');
    const charge = this.get(String(intent['latest_charge']), 'charge');
    charge['disputed'] = true;
    const dispute = this.add('dp', {
      object: 'dispute',
      amount: charge['amount_captured'],
      charge: charge.id,
      currency: charge['currency'],
      is_charge_refundable: false,
      livemode: false,
      metadata: {},
      payment_intent: intentId,
      reason: 'fraudulent',
      status: 'needs_response',
    });
    this.tell('charge.dispute.created', dispute);
    return dispute;
  }

  closeDispute(id: string, status: 'won' | 'lost'): void {
    const dispute = this.get(id, 'dispute');
    dispute['status'] = status;
    this.tell('charge.dispute.closed', dispute);
  }

  transfer(params: {
    amount: number;
    currency: string;
    destination: string;
    source?: string;
    group: unknown;
    metadata: unknown;
  }): Data {
    this.get(params.destination, 'account');
    if (params.source) {
      const charge = this.get(params.source, 'charge');
      const made = this.all('transfer', { source_transaction: charge.id });
      const gone = made.reduce((sum, one) => sum + Number(one['amount']), 0);
      if (gone + params.amount > Number(charge['amount_captured']))
        throw new Refusal(400, 'transfer_source_balance_parameters_mismatch', 'more than the charge');
    } else if (params.amount > this.balance) throw new Refusal(400, 'balance_insufficient');
    else this.balance -= params.amount;
    const transfer = this.add('tr', {
      object: 'transfer',
      amount: params.amount,
      amount_reversed: 0,
      currency: params.currency,
      destination: params.destination,
      livemode: false,
      metadata: params.metadata ?? {},
      reversed: false,
      source_transaction: params.source ?? null,
      transfer_group: params.group ?? null,
    });
    this.tell('transfer.created', transfer);
    return transfer;
  }

  private captureBefore(intent: Data): number {
    const charge = this.get(String(intent['latest_charge']), 'charge');
    return (charge['payment_method_details'] as { card: { capture_before: number } }).card.capture_before;
  }

  private tell(type: string, about: Data): void {
    const event: StripeEvent = {
      id: this.name('evt'),
      object: 'event',
      type,
      created: this.now(),
      api_version: '2023-08-16',
      livemode: false,
      pending_webhooks: 1,
      request: null,
      data: { object: structuredClone(about) },
    };
    this.events.unshift(event);
    this.onEvent(event);
  }

  private add(prefix: string, fields: Record<string, unknown>): Data {
    const data = { id: this.name(prefix), created: this.now(), ...fields } as unknown as Data;
    this.objects.set(data.id, data);
    return data;
  }

  private name(prefix: string): string {
    return `${prefix}_${randomBytes(12).toString('hex')}`;
  }
}
