import type { TraceLine, ValuationInputs } from '@jishi/pricing';
import { useTranslation } from 'react-i18next';

const FORECAST = new Set(['royalty', 'tax', 'attributed', 'present_value', 'terminal', 'terminal_present_value']);

/** What a line is about, beside its kind: a year, a deal's number, an adjustment with its reason. */
export function useLineLabel(inputs: ValuationInputs): (line: TraceLine) => string {
  const { t } = useTranslation();
  const numberOf = (dealId: string): number =>
    inputs.method === 'market' ? inputs.deals.findIndex((deal) => deal.dealId === dealId) + 1 : 0;
  return ({ kind, label, year }) => {
    if (kind === 'deal' || kind === 'adjusted_deal') return t('valuation.deal', { number: numberOf(label) });
    if (kind === 'adjustment') {
      const [of = '', ...reason] = label.split(': ');
      return `${t(`valuation.adjustmentKind.${of}`)} · ${reason.join(': ')}`;
    }
    const when = year === null ? '' : FORECAST.has(kind) ? t('valuation.year', { year }) : String(year);
    return [when, label].filter(Boolean).join(' · ');
  };
}
