import type { DealForm, ListingDraft, PricingWay } from '../../api/listings';
import { parseYuan } from '../../lib/money';

/** The form's values: amounts as typed; names as the API names them, so that its field errors find their fields. */
export interface DraftValues {
  achievementId: string;
  form: DealForm;
  pricingWay: PricingWay;
  priceMinor: string;
  reserveMinor?: string;
  profileCode: string;
  windowId?: string | undefined;
  exchangeId: string;
  fieldCode?: string | undefined;
  transfereeId?: string | undefined;
}

export function toDraft(values: DraftValues): ListingDraft {
  const { priceMinor, reserveMinor, windowId, fieldCode, transfereeId, ...rest } = values;
  const reserve = values.pricingWay === 'auction' ? parseYuan(reserveMinor ?? '') : null;
  return {
    ...rest,
    priceMinor: parseYuan(priceMinor) ?? 0,
    ...(reserve === null ? {} : { reserveMinor: reserve }),
    ...(windowId ? { windowId } : {}),
    ...(fieldCode ? { fieldCode } : {}),
    ...(values.pricingWay === 'negotiated' && transfereeId ? { transfereeId } : {}),
  };
}

/** Empty is for `required` to refuse; anything else must be a positive amount. */
export const amountRule = (message: string) => (_: unknown, value: string | undefined) =>
  !value || (parseYuan(value) ?? 0) > 0 ? Promise.resolve() : Promise.reject(new Error(message));
