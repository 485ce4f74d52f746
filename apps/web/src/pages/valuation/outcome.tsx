import type { Valuation, ValuationWarning } from '@jishi/pricing';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { percent } from '../../lib/decimal';
import { shortYuan } from '../../lib/money';
import { Money } from '../../ui/money';

/** What it comes to: the value, the range it lies in, and what a careful reader would ask. */
export function Outcome({ valuation }: { valuation: Valuation }) {
  const { t, i18n } = useTranslation();
  const { valueMinor, lowMinor, highMinor } = valuation;
  const span = highMinor - lowMinor;
  const place = span > 0 ? ((valueMinor - lowMinor) / span) * 100 : 50;
  return (
    <div className="outcome">
      <p className="small muted">{t('valuation.value')}</p>
      <p className="outcome-value num">{shortYuan(valueMinor, i18n.language)}</p>
      <p className="small muted">
        <Money amount={valueMinor} />
      </p>
      <div className="outcome-range" aria-hidden="true">
        <span style={{ insetInlineStart: `${place}%` }} />
      </div>
      <div className="row spread small">
        <span>
          {t('valuation.low')} <Money amount={lowMinor} short />
        </span>
        <span>
          {t('valuation.high')} <Money amount={highMinor} short />
        </span>
      </div>
      <p className="small muted">
        {t(valuation.method === 'market' ? 'valuation.rangeMarket' : 'valuation.rangeInputs')}
      </p>
      {valuation.warnings.map((warning) => (
        <Warning key={warning.code} warning={warning} />
      ))}
    </div>
  );
}

function Warning({ warning: { code, params } }: { warning: ValuationWarning }) {
  const { t } = useTranslation();
  const rate = percent(params['ratePpm'] ?? 0);
  return (
    <Alert
      type="warning"
      showIcon
      className="outcome-warning"
      title={t(`valuation.warning.${code}`, { ...params, rate })}
    />
  );
}
