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
  conditions?: string;
  announcedExtensions?: number | null;
  appraisal?: { amountMinor?: string; reference?: string; on?: string };
  approval?: { reference?: string; authority?: string; on?: string };
}

export function toDraft(values: DraftValues): ListingDraft {
  const {
    priceMinor,
    reserveMinor,
    windowId,
    fieldCode,
    transfereeId,
    announcedExtensions,
    appraisal,
    approval,
    ...rest
  } = values;
  const reserve = values.pricingWay === 'auction' ? parseYuan(reserveMinor ?? '') : null;
  return {
    ...rest,
    priceMinor: parseYuan(priceMinor) ?? 0,
    announcedExtensions: announcedExtensions ?? 0,
    // Begun and left incomplete, the server says what is missing; untouched, there is none.
    appraisal: anything(appraisal)
      ? {
          amountMinor: parseYuan(appraisal.amountMinor ?? '') ?? 0,
          reference: appraisal.reference ?? '',
          on: appraisal.on ?? '',
        }
      : null,
    approval: anything(approval) ? { reference: '', authority: '', on: '', ...approval } : null,
    ...(reserve === null ? {} : { reserveMinor: reserve }),
    ...(windowId ? { windowId } : {}),
    ...(fieldCode ? { fieldCode } : {}),
    ...(values.pricingWay === 'negotiated' && transfereeId ? { transfereeId } : {}),
  };
}

const anything = <T extends object>(group: T | undefined): group is T =>
  group !== undefined && Object.values(group).some(Boolean);

/** Empty is for `required` to refuse; anything else must be a positive amount. */
export const amountRule = (message: string) => (_: unknown, value: string | undefined) =>
  !value || (parseYuan(value) ?? 0) > 0 ? Promise.resolve() : Promise.reject(new Error(message));
