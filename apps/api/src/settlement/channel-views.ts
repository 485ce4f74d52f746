import type { Channel, MovementRow, PayingView } from '@jishi/settlement';
import { sumsOf } from '@jishi/settlement';
import type { ChannelResponse, CheckoutResponse, MovementResponse, WaysResponse } from './channels.dto';

const DAY_MS = 86_400_000;
const days = (ms: number | null | undefined): number | null => (ms ? Math.floor(ms / DAY_MS) : null);

export function channelView({ capabilities, ...channel }: Channel): ChannelResponse {
  return {
    ...channel,
    hold: capabilities?.hold ?? null,
    hasPage: capabilities?.hasPage ?? false,
    maxAmountMinor: capabilities?.maxAmountMinor ?? null,
    maxHoldDays: days(capabilities?.maxHoldMs),
    refundWindowDays: days(capabilities?.refundWindowMs),
  };
}

export function checkoutView({ provider, payUrl, payUntil, stage, captureBefore }: MovementRow): CheckoutResponse {
  const isPayable = stage === 'begun' && payUntil.getTime() > Date.now();
  return {
    provider,
    payUrl: isPayable ? payUrl : null,
    payUntil: payUntil.toISOString(),
    stage,
    captureBefore: captureBefore?.toISOString() ?? null,
  };
}

export const waysView = ({ channels, movement }: PayingView): WaysResponse => ({
  channels: channels.map(channelView),
  checkout: movement && checkoutView(movement),
});

export function movementView(movement: MovementRow): MovementResponse {
  const { exchangeId: _, payUrl: __, payUntil: ___, facts, ...shown } = movement;
  const { refundedMinor, refundingMinor, disputedMinor, chargedBackMinor } = sumsOf(facts);
  return {
    ...shown,
    capturedMinor: facts.capturedMinor,
    refundedMinor,
    refundingMinor,
    disputedMinor,
    chargedBackMinor,
    captureBefore: movement.captureBefore?.toISOString() ?? null,
    createdAt: movement.createdAt.toISOString(),
    changedAt: movement.changedAt.toISOString(),
  };
}
