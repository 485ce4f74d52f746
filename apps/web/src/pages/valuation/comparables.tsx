import { useTranslation } from 'react-i18next';
import type { FrozenDeal } from '../../api/valuations';
import { regionName } from '../../lib/regions';
import { Money } from '../../ui/money';

/** The deals as they were when the worksheet was made. */
export function Comparables({ deals, weights }: { deals: FrozenDeal[]; weights: { weight: number }[] }) {
  const { t, i18n } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('valuation.section.deals')}</h2>
      <ol className="frozen-deals">
        {deals.map((deal, i) => (
          <li key={deal.dealId}>
            <b>{t('valuation.deal', { number: i + 1 })}</b>
            <span>
              {[
                deal.year,
                deal.fieldCode && t(`field.${deal.fieldCode}`),
                t(`valuation.contractType.${deal.contractType}`),
                t(`ipKind.${deal.ipKind}`),
                regionName(deal.regionCode, i18n.language),
                `${t('valuation.input.weight')} ${weights[i]?.weight ?? 1}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <Money amount={deal.priceMinor} />
          </li>
        ))}
      </ol>
    </section>
  );
}
