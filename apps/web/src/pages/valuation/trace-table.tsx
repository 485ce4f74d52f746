import type { TraceLine, Valuation } from '@jishi/pricing';
import { useTranslation } from 'react-i18next';
import { percent } from '../../lib/decimal';
import { Money } from '../../ui/money';

/** The computation as a clerk would write it down: of what, at which rate, gives how much. */
export function TraceTable({ valuation, labelOf }: { valuation: Valuation; labelOf: (line: TraceLine) => string }) {
  const { t } = useTranslation();
  const rows = valuation.lines.map((line, i) => ({ ...line, key: `${i} ${line.kind}` }));
  return (
    <div className="data-wrap">
      <table className="data value-trace">
        <caption className="sr-only">{t('valuation.trace')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('valuation.traceKind')}</th>
            <th scope="col" className="end">
              {t('valuation.traceBase')}
            </th>
            <th scope="col" className="end">
              {t('valuation.traceRate')}
            </th>
            <th scope="col" className="end">
              {t('valuation.traceAmount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={line.key} className={line.kind === 'value' ? 'total' : ''}>
              <td className="lead">
                <div className="cell">
                  {t(`valuation.line.${line.kind}`)}
                  <span className="cell-sub">{labelOf(line)}</span>
                </div>
              </td>
              <td className="end" data-label={t('valuation.traceBase')}>
                <div className="cell">{line.baseMinor !== null && <Money amount={line.baseMinor} />}</div>
              </td>
              <td className="end" data-label={t('valuation.traceRate')}>
                <div className="cell num">{line.ratePpm !== null && percent(line.ratePpm)}</div>
              </td>
              <td className="end" data-label={t('valuation.traceAmount')}>
                <div className="cell">{line.amountMinor !== null && <Money amount={line.amountMinor} />}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
