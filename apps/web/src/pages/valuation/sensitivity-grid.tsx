import type { Sensitivity } from '@jishi/pricing';
import { useTranslation } from 'react-i18next';
import { Money } from '../../ui/money';

const signed = (ppm: number): string => `${ppm > 0 ? '+' : ppm < 0 ? '−' : ''}${Math.abs(ppm) / 10_000}%`;

/** Two inputs against each other; the darker, the higher. */
export function SensitivityGrid({ sensitivity: { grid, deltasPpm } }: { sensitivity: Sensitivity }) {
  const { t } = useTranslation();
  const known = grid.values.flat().filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const shade = (value: number | null) => (value === null || high === low ? 0 : ((value - low) / (high - low)) * 0.32);
  return (
    <div className="data-wrap">
      <table className="value-grid">
        <caption>
          {t('valuation.gridOf', {
            rows: t(`valuation.driver.${grid.rows}`),
            columns: t(`valuation.driver.${grid.columns}`),
          })}
        </caption>
        <thead>
          <tr>
            <td />
            {deltasPpm.map((delta) => (
              <th key={delta} scope="col" className="num">
                {signed(delta)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.values.map((row, i) => (
            <tr key={deltasPpm[i]}>
              <th scope="row" className="num">
                {signed(deltasPpm[i] ?? 0)}
              </th>
              {row.map((value, j) => (
                <td
                  key={deltasPpm[j]}
                  className={deltasPpm[i] === 0 && deltasPpm[j] === 0 ? 'here' : ''}
                  style={{ background: `rgba(18, 112, 90, ${shade(value).toFixed(3)})` }}
                >
                  <Money amount={value} short />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
