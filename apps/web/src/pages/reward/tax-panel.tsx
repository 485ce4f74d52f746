import { useTranslation } from 'react-i18next';
import type { RewardTax } from '../../api/rewards';

/** As what payroll may treat it, with the conditions looked at: data for whoever withholds, no tax is computed. */
export function TaxPanel({ tax }: { tax: RewardTax }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="tax-title">
      <h2 id="tax-title">{t('reward.tax')}</h2>
      <p>
        <span className={`tag ${tax.category === 'wages' ? '' : 'good'}`}>
          {t(`reward.taxCategory.${tax.category}`)}
        </span>{' '}
        <span className="tag">{t('reward.wageTotal')}</span>
      </p>
      <p className="small">{t('reward.halfUntil', { day: tax.halfUntil })}</p>
      <ul className="reward-conditions small">
        {tax.conditions.map(({ code, met }) => (
          <li key={code}>
            <span className={`tag ${met === null ? 'wait' : met ? 'good' : 'bad'}`}>
              {t(`reward.met.${met === null ? 'open' : met ? 'yes' : 'no'}`)}
            </span>{' '}
            {t(`reward.condition.${code}`)}
          </li>
        ))}
      </ul>
      <p className="muted small" lang="zh">
        {tax.source}
      </p>
      <p className="muted small">{t('reward.taxHint')}</p>
    </section>
  );
}
