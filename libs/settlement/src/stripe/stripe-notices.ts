import type Stripe from 'stripe';
import type { ProviderNotice } from '../provider.port';

/** What may change a movement; the endpoint at Stripe should be subscribed to the same. */
export const NOTICE_TYPES = [
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.amount_capturable_updated',
  'payment_intent.succeeded',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'charge.captured',
  'charge.expired',
  'charge.refunded',
  'charge.refund.updated',
  'charge.dispute.created',
  'charge.dispute.closed',
  'transfer.created',
  'transfer.reversed',
] as const;

/** Where to ask about an event; nothing else of it is used, so its shape may be of any version. */
export function noticeOf(event: Stripe.Event): ProviderNotice[] {
  const about = event.data.object as { id?: string; object?: string; payment_intent?: string | { id: string } | null };
  const intent = typeof about.payment_intent === 'string' ? about.payment_intent : about.payment_intent?.id;
  const isOwnName = ['checkout.session', 'payment_intent', 'transfer'].includes(about.object ?? '');
  const reference = isOwnName ? about.id : intent;
  return reference ? [{ eventId: event.id, reference }] : [];
}
