import type Stripe from 'stripe';
import { type DisputeState, type MovementFacts, NOTHING_YET, type RefundState } from '../domain/movement';
import type { Snapshot } from '../provider.port';

/** How long a card's hold lasts where the answer does not say. */
const HOLD_MS = 7 * 86_400_000;
/** The metadata under which Stripe keeps the command that began a thing. */
export const COMMAND = 'jishi_command';

const REFUNDS: Readonly<Record<string, RefundState>> = { succeeded: 'succeeded', failed: 'failed', canceled: 'failed' };
const DISPUTES: Readonly<Record<string, DisputeState>> = { won: 'won', warning_closed: 'won', lost: 'lost' };

export interface Intake {
  session: Stripe.Checkout.Session | null;
  intent: Stripe.PaymentIntent | null;
  charge: Stripe.Charge | null;
  refunds: readonly Stripe.Refund[];
  disputes: readonly Stripe.Dispute[];
}

export function intakeSnapshot({ session, intent, charge, refunds, disputes }: Intake): Snapshot {
  const facts: MovementFacts = {
    ...NOTHING_YET,
    ...stageOf(session, intent),
    captureBeforeMs: intent?.status === 'requires_capture' && charge ? captureBefore(charge) : null,
    refunds: refunds.map((refund) => ({
      reference: refund.id,
      commandId: refund.metadata?.[COMMAND] ?? null,
      amountMinor: refund.amount,
      state: REFUNDS[refund.status ?? ''] ?? 'pending',
    })),
    disputes: disputes.map((dispute) => ({
      reference: dispute.id,
      amountMinor: dispute.amount,
      state: DISPUTES[dispute.status] ?? 'open',
    })),
  };
  return {
    commandId: (session ?? intent)?.metadata?.[COMMAND] ?? null,
    reference: (session ?? intent)!.id,
    currency: ((session ?? intent)!.currency ?? '').toUpperCase(),
    facts,
    payUrl: session?.status === 'open' ? session.url : null,
  };
}

export function transferSnapshot(transfer: Stripe.Transfer): Snapshot {
  return {
    commandId: transfer.metadata[COMMAND] ?? null,
    reference: transfer.id,
    currency: transfer.currency.toUpperCase(),
    facts: { ...NOTHING_YET, stage: 'paid', reversedMinor: transfer.amount_reversed },
    payUrl: null,
  };
}

function stageOf(session: Stripe.Checkout.Session | null, intent: Stripe.PaymentIntent | null): Partial<MovementFacts> {
  const authorisedMinor = intent?.capture_method === 'manual' ? intent.amount : 0;
  if (intent?.status === 'requires_capture') return { stage: 'authorised', authorisedMinor: intent.amount_capturable };
  if (intent?.status === 'succeeded')
    return { stage: 'captured', authorisedMinor, capturedMinor: intent.amount_received };
  if (intent?.status === 'canceled')
    // a hold that ran out is cancelled by Stripe itself; whoever asks gives another reason
    return {
      stage: 'voided',
      authorisedMinor: intent.latest_charge ? authorisedMinor : 0,
      voidedBecause: !intent.cancellation_reason || intent.cancellation_reason === 'automatic' ? 'expired' : 'asked',
    };
  return session?.status === 'expired' ? { stage: 'voided', voidedBecause: 'expired' } : {};
}

function captureBefore(charge: Stripe.Charge): number {
  const seconds = (charge.payment_method_details?.card as { capture_before?: number } | undefined)?.capture_before;
  return seconds ? seconds * 1_000 : charge.created * 1_000 + HOLD_MS;
}
