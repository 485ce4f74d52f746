import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Comparison, type Worksheet, valuations } from '../../api/valuations';
import { percent } from '../../lib/decimal';
import { formatYuan } from '../../lib/money';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';

/** Every version there was, and what changed between any of them and this one. */
export function Versions({ sheet }: { sheet: Worksheet }) {
  const { t } = useTranslation();
  const [otherId, setOtherId] = useState<string | null>(sheet.replacesId);
  const versions = useQuery({
    queryKey: ['/valuations', 'series', sheet.seriesId],
    queryFn: () => valuations.list({ seriesId: sheet.seriesId, limit: 100 }),
  });
  return (
    <section className="panel screen-only" aria-label={t('valuation.versions')}>
      <h2>{t('valuation.versions')}</h2>
      <ProblemAlert error={versions.error} />
      <ol className="version-list">
        {(versions.data?.items ?? []).map((item) => (
          <li key={item.id} aria-current={item.id === sheet.id ? 'true' : undefined}>
            <Link to={`/desk/valuations/${item.id}`}>{t('valuation.version', { version: item.version })}</Link>
            <Money amount={item.valueMinor} short />
            <span className="muted">
              {item.madeByName} · <Moment at={item.madeAt} /> {item.note && `· ${item.note}`}
            </span>
            {item.id !== sheet.id && (
              <Button size="small" aria-pressed={otherId === item.id} onClick={() => setOtherId(item.id)}>
                {t('valuation.compare')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {otherId && <Changes sheet={sheet} otherId={otherId} />}
    </section>
  );
}

function Changes({ sheet, otherId }: { sheet: Worksheet; otherId: string }) {
  const { data, error } = useQuery({
    queryKey: ['/valuations', 'changes', otherId, sheet.id],
    queryFn: () => valuations.changes(otherId, sheet.id),
  });
  return (
    <>
      <ProblemAlert error={error} />
      {data && <ChangeTable comparison={data} />}
    </>
  );
}

function ChangeTable({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation();
  const { beforeVersion, afterVersion, beforeValueMinor, afterValueMinor, changes } = comparison;
  return (
    <div className="data-wrap" style={{ marginTop: 16 }}>
      <table className="data">
        <caption className="sr-only">{t('valuation.changes')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('valuation.changes')}</th>
            <th scope="col" className="end">
              {t('valuation.version', { version: beforeVersion })}
            </th>
            <th scope="col" className="end">
              {t('valuation.version', { version: afterVersion })}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td className="lead">
              <b>{t('valuation.value')}</b>
            </td>
            <td className="end" data-label={t('valuation.version', { version: beforeVersion })}>
              <Money amount={beforeValueMinor} />
            </td>
            <td className="end" data-label={t('valuation.version', { version: afterVersion })}>
              <Money amount={afterValueMinor} />
            </td>
          </tr>
          {changes.map(({ path, before, after }) => (
            <tr key={path}>
              <td className="lead">
                <Place path={path} />
              </td>
              <td className="end" data-label={t('valuation.version', { version: beforeVersion })}>
                <Value path={path} value={before} />
              </td>
              <td className="end" data-label={t('valuation.version', { version: afterVersion })}>
                <Value path={path} value={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `revenues[2].amountMinor` → “Net sales 3 · Amount”. */
function Place({ path }: { path: string }) {
  const { t } = useTranslation();
  const names = path.split('.').map((part) => {
    const [key = part, index] = part.split(/[[\]]/);
    const name = t(`valuation.input.${key}`, { defaultValue: key });
    return index === undefined ? name : `${name} ${Number(index) + 1}`;
  });
  return <>{names.join(' · ')}</>;
}

function Value({ path, value }: { path: string; value: string | number | null }) {
  if (value === null) return <span className="muted">—</span>;
  if (typeof value === 'string') return <>{value}</>;
  const text = path.endsWith('Ppm') ? percent(value) : path.endsWith('Minor') ? formatYuan(value) : String(value);
  return <span className="num">{text}</span>;
}
