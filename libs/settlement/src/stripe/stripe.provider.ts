import type Stripe from 'stripe';
import { invalid } from '@jishi/kernel';
import type { StripeConfig } from '@jishi/platform';
import {
  type Capabilities,
  done,
  type NoticePage,
  type Operation,
  type PaymentProvider,
  type ProviderAnswer,
  type ProviderName,
  type ProviderNotice,
  type ProviderRequest,
  type Snapshot,
} from '../provider.port';
import { refusalOf } from './stripe-client';
import { noticeOf, NOTICE_TYPES } from './stripe-notices';
import type { StripeMethod } from './stripe-methods';
import { COMMAND, type Intake, intakeSnapshot, transferSnapshot } from './stripe-snapshot';

/** A notice older than this is not taken: whoever caught one may not send it again later. */
const TOLERANCE_S = 300;
/** Events become listable a little after their own time. */
const OVERLAP_S = 600;
/** Notices are repeated for three days; looking further back finds only what is known. */
const FIRST_LOOK_S = 3 * 86_400;
const MAX_LISTED = 50_000;
const PAGE = 100;

/** One way to pay through Stripe: its page takes the money, one account of the platform keeps it, transfers pay it out. */
export class StripeProvider implements PaymentProvider {
  readonly name: ProviderName;
  readonly source = 'stripe';

  constructor(
    private readonly stripe: Stripe,
    private readonly method: StripeMethod,
    private readonly config: StripeConfig,
  ) {
    this.name = method.name;
  }

  capabilities(): Capabilities {
    return this.method.capabilities;
  }

  begin(commandId: string, request: ProviderRequest): Promise<ProviderAnswer> {
    return this.answer(async () => {
      const session = await this.stripe.checkout.sessions.create(this.page(commandId, request), {
        idempotencyKey: commandId,
      });
      return this.look(session.id);
    });
  }

  capture(commandId: string, { movement, amountMinor }: ProviderRequest): Promise<ProviderAnswer> {
    return this.answer(async () => {
      const { intent } = await this.intake(movement!);
      if (intent?.status === 'requires_capture')
        await this.stripe.paymentIntents.capture(
          intent.id,
          { amount_to_capture: amountMinor },
          { idempotencyKey: commandId },
        );
      else if (intent?.status !== 'succeeded') return 'nothing_held';
      return this.look(movement!);
    });
  }

  /** Ends a hold, or the page on which it could still have been given. */
  release(commandId: string, { movement }: ProviderRequest): Promise<ProviderAnswer> {
    return this.answer(async () => {
      const { session, intent } = await this.intake(movement!);
      if (intent?.status === 'succeeded') return 'already_collected';
      if (session?.status === 'open')
        await this.stripe.checkout.sessions.expire(session.id, {}, { idempotencyKey: `${commandId}:page` });
      else if (intent && intent.status !== 'canceled')
        await this.stripe.paymentIntents.cancel(
          intent.id,
          { cancellation_reason: 'requested_by_customer' },
          { idempotencyKey: commandId },
        );
      return this.look(movement!);
    });
  }

  refund(commandId: string, { movement, amountMinor }: ProviderRequest): Promise<ProviderAnswer> {
    return this.answer(async () => {
      const { intent } = await this.intake(movement!);
      if (!intent) return 'nothing_collected';
      await this.stripe.refunds.create(
        { payment_intent: intent.id, amount: amountMinor, metadata: { [COMMAND]: commandId } },
        { idempotencyKey: commandId },
      );
      return this.look(movement!);
    });
  }

  /** Tied to the charge it is paid from: it waits for that money instead of failing for want of balance. */
  payout(commandId: string, request: ProviderRequest): Promise<ProviderAnswer> {
    return this.answer(async () => {
      const { charge } = await this.intake(request.movement!);
      if (!charge) return 'nothing_collected';
      const transfer = await this.stripe.transfers.create(
        {
          amount: request.amountMinor,
          currency: request.currency.toLowerCase(),
          destination: request.payee!,
          source_transaction: charge.id,
          transfer_group: request.reference,
          metadata: { [COMMAND]: commandId },
        },
        { idempotencyKey: commandId },
      );
      return transferSnapshot(transfer);
    });
  }

  async inquire(reference: string): Promise<Snapshot | null> {
    try {
      return await this.look(reference);
    } catch (error) {
      if (refusalOf(error) === 'resource_missing') return null;
      throw error;
    }
  }

  async find(commandId: string, operation: Operation, request: ProviderRequest): Promise<Snapshot | null> {
    if (operation === 'begin') {
      const query = `metadata['${COMMAND}']:'${commandId}'`;
      const [intent] = (await this.stripe.paymentIntents.search({ query, limit: 1 })).data;
      return intent ? this.look(intent.id) : null;
    }
    if (operation === 'payout') {
      const made = this.stripe.transfers.list({ transfer_group: request.reference, limit: PAGE });
      for await (const transfer of made)
        if (transfer.metadata[COMMAND] === commandId) return transferSnapshot(transfer);
      return null;
    }
    const snapshot = await this.look(request.movement!);
    const { stage, refunds } = snapshot.facts;
    const happened = {
      capture: stage === 'captured',
      release: stage === 'voided',
      refund: refunds.some((refund) => refund.commandId === commandId),
    }[operation];
    return happened ? snapshot : null;
  }

  parseNotice(rawBody: Buffer, headers: Record<string, string | string[] | undefined>): ProviderNotice[] {
    let event: Stripe.Event;
    try {
      event = this.stripe.webhooks.constructEvent(
        rawBody,
        headers['stripe-signature'] ?? '',
        this.config.webhookSecret,
        TOLERANCE_S,
      );
    } catch {
      throw invalid('settlement.bad_notice', { provider: this.source });
    }
    return noticeOf(event);
  }

  async listSince(cursor: string | null): Promise<NoticePage> {
    const nowS = Math.floor(Date.now() / 1_000);
    const since = cursor ? Number(cursor) - OVERLAP_S : nowS - FIRST_LOOK_S;
    const events: Stripe.Event[] = [];
    for await (const event of this.stripe.events.list({
      created: { gte: since },
      types: [...NOTICE_TYPES],
      limit: PAGE,
    })) {
      events.push(event);
      // newest first: what would be cut off is the oldest, and may not be passed over
      if (events.length > MAX_LISTED) throw new Error('more events than can be listed at once');
    }
    const latest = events.reduce((last, event) => Math.max(last, event.created), cursor ? Number(cursor) : since);
    return { notices: events.flatMap(noticeOf).reverse(), cursor: String(latest) };
  }

  private page(commandId: string, request: ProviderRequest): PageParams {
    const { type, capabilities } = this.method;
    // a price is collected at once; only what is to be held is held
    const isHeld = capabilities.hold === 'authorise' && request.holdUntilMs !== undefined;
    return {
      mode: 'payment',
      payment_method_types: [type],
      ...(type === 'wechat_pay' ? { payment_method_options: { wechat_pay: { client: 'web' } } } : {}),
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: request.currency.toLowerCase(),
            unit_amount: request.amountMinor,
            product_data: { name: request.title ?? request.reference },
          },
        },
      ],
      payment_intent_data: {
        capture_method: isHeld ? 'manual' : 'automatic',
        description: request.reference,
        metadata: { [COMMAND]: commandId, reference: request.reference },
      },
      client_reference_id: request.reference,
      metadata: { [COMMAND]: commandId },
      success_url: request.returnUrl!,
      cancel_url: request.returnUrl!,
      expires_at: Math.floor(request.payUntilMs! / 1_000),
      submit_type: 'pay',
      locale: 'zh',
    };
  }

  private async look(reference: string): Promise<Snapshot> {
    if (reference.startsWith('tr_')) return transferSnapshot(await this.stripe.transfers.retrieve(reference));
    return intakeSnapshot(await this.intake(reference));
  }

  /** Everything about one intake, by its page (`cs_`) or its intent (`pi_`). */
  private async intake(reference: string): Promise<Intake> {
    const session = reference.startsWith('cs_') ? await this.stripe.checkout.sessions.retrieve(reference) : null;
    const intentId = session ? idOf(session.payment_intent) : reference;
    if (!intentId) return { session, intent: null, charge: null, refunds: [], disputes: [] };
    const intent = await this.stripe.paymentIntents.retrieve(intentId, { expand: ['latest_charge'] });
    const charge = intent.latest_charge as Stripe.Charge | null;
    if (!charge) return { session, intent, charge, refunds: [], disputes: [] };
    const of = { payment_intent: intentId, limit: PAGE };
    const [refunds, disputes] = await Promise.all([
      charge.captured ? this.stripe.refunds.list(of).then(({ data }) => data) : [],
      charge.disputed ? this.stripe.disputes.list(of).then(({ data }) => data) : [],
    ]);
    return { session, intent, charge, refunds, disputes };
  }

  /** A string is a refusal of ours: the provider was not asked for what it could not do. */
  private async answer(work: () => Promise<Snapshot | string>): Promise<ProviderAnswer> {
    try {
      const result = await work();
      return typeof result === 'string' ? { outcome: 'refused', code: result } : done(result);
    } catch (error) {
      const code = refusalOf(error);
      if (code === null) throw error;
      return { outcome: 'refused', code };
    }
  }
}

/** The client's types are of a later version, which chooses the ways to pay by itself; ours is told. */
interface PageParams extends Stripe.Checkout.SessionCreateParams {
  payment_method_types: [string];
}

const idOf = (named: string | { id: string } | null): string | null =>
  typeof named === 'string' ? named : (named?.id ?? null);
