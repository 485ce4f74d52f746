import { type Data, Refusal, type StripeAccount } from './account';
import type { FormTree } from './form';
import type { CheckedRequest } from './spec';

type Answer = Data | { object: 'list' | 'search_result'; data: object[]; has_more: boolean; url: string };
type Handler = (account: StripeAccount, request: CheckedRequest) => Answer;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'string' ? Number(value) : undefined);
const tree = (value: unknown): FormTree => (typeof value === 'object' && value ? (value as FormTree) : {});

/** What this account can do; anything else that Stripe knows is named when it is asked for. */
export const OPERATIONS: Readonly<Record<string, Handler>> = {
  'POST /v1/checkout/sessions': (account, { params }) => {
    const [line, ...others] = (params['line_items'] as FormTree[] | undefined) ?? [];
    const [method, ...further] = (params['payment_method_types'] as string[] | undefined) ?? [];
    if (!line || others.length > 0 || !method || further.length > 0) throw new Refusal(400, 'parameter_missing');
    const price = tree(line['price_data']);
    const intent = tree(params['payment_intent_data']);
    const manual = intent['capture_method'] === 'manual';
    if (manual && method !== 'card') throw new Refusal(400, 'payment_intent_incompatible_payment_method');
    if (method === 'wechat_pay' && !tree(tree(params['payment_method_options'])['wechat_pay'])['client'])
      throw new Refusal(400, 'parameter_missing', 'payment_method_options[wechat_pay][client]');
    return account.createSession({
      amount: number(price['unit_amount'])! * (number(line['quantity']) ?? 1),
      currency: text(price['currency'])!,
      method,
      manual,
      expiresAt: number(params['expires_at']) ?? account.now() + 86_400,
      session: {
        cancel_url: params['cancel_url'],
        client_reference_id: params['client_reference_id'] ?? null,
        livemode: false,
        locale: params['locale'],
        metadata: params['metadata'] ?? {},
        mode: params['mode'],
        submit_type: params['submit_type'],
        success_url: params['success_url'],
      },
      intent: { description: intent['description'] ?? null, metadata: intent['metadata'] ?? {} },
    });
  },
  'GET /v1/checkout/sessions/{session}': (account, { ids }) => account.get(ids[0]!, 'checkout.session'),
  'POST /v1/checkout/sessions/{session}/expire': (account, { ids }) => account.expireSession(ids[0]!),
  'GET /v1/payment_intents/{intent}': (account, { ids, params }) => {
    const intent = { ...account.get(ids[0]!, 'payment_intent') };
    const wanted = (params['expand'] as string[] | undefined) ?? [];
    const charge = text(intent['latest_charge']);
    if (wanted.includes('latest_charge') && charge) intent['latest_charge'] = account.get(charge, 'charge');
    return intent;
  },
  'GET /v1/payment_intents/search': (account, { params, route }) => {
    const asked = /^metadata\['(\w+)'\]:'([^']+)'$/.exec(text(params['query']) ?? '');
    if (!asked) throw new Refusal(400, 'parameter_invalid_string');
    const found = account.all('payment_intent').filter((one) => tree(one['metadata'])[asked[1]!] === asked[2]);
    return { object: 'search_result', data: found, has_more: false, url: route };
  },
  'POST /v1/payment_intents/{intent}/capture': (account, { ids, params }) =>
    account.capture(ids[0]!, number(params['amount_to_capture'])),
  'POST /v1/payment_intents/{intent}/cancel': (account, { ids, params }) =>
    account.cancelIntent(ids[0]!, text(params['cancellation_reason']) ?? 'requested_by_customer'),
  'POST /v1/refunds': (account, { params }) =>
    account.refund(text(params['payment_intent'])!, number(params['amount']), params['metadata']),
  'GET /v1/refunds': (account, request) =>
    page(account.all('refund', only(request, 'payment_intent', 'charge')), request),
  'GET /v1/disputes': (account, request) =>
    page(account.all('dispute', only(request, 'payment_intent', 'charge')), request),
  'POST /v1/transfers': (account, { params }) =>
    account.transfer({
      amount: number(params['amount'])!,
      currency: text(params['currency'])!,
      destination: text(params['destination'])!,
      group: params['transfer_group'],
      metadata: params['metadata'],
      ...(text(params['source_transaction']) ? { source: text(params['source_transaction'])! } : {}),
    }),
  'GET /v1/transfers/{transfer}': (account, { ids }) => account.get(ids[0]!, 'transfer'),
  'GET /v1/transfers': (account, request) =>
    page(account.all('transfer', only(request, 'transfer_group', 'destination')), request),
  'GET /v1/events': (account, request) => {
    const { created, types } = request.params;
    const since = number(tree(created)['gte']) ?? 0;
    const wanted = account.events.filter(
      (event) => event.created >= since && (!types || (types as string[]).includes(event.type)),
    );
    return page(wanted, request);
  },
};

const only = ({ params }: CheckedRequest, ...names: string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => name in params).map((name) => [name, params[name]]));

function page(found: readonly { id: string }[], { params, route }: CheckedRequest): Answer {
  const after = text(params['starting_after']);
  const from = after ? found.findIndex(({ id }) => id === after) + 1 : 0;
  const limit = number(params['limit']) ?? 10;
  return { object: 'list', data: found.slice(from, from + limit), has_more: found.length > from + limit, url: route };
}
