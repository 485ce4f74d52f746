import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { type PerformanceLine, windows } from '../../api/windows';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { regionName } from '../../lib/regions';
import { DataList } from '../../ui/data-list';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';

export function Component() {
  return (
    <Guard permission="window.performance">
      <PerformanceOfWindows />
    </Guard>
  );
}

const CHINA_MS = 8 * 3_600_000;
const today = (): string => new Date(Date.now() + CHINA_MS).toISOString().slice(0, 10);
const yearStart = (): string => `${today().slice(0, 4)}-01-01`;
const quarterStart = (): string => {
  const [year, month] = today().split('-');
  return `${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
};

/** What each window did; an exchange reads all of its windows against each other, a window itself. */
function PerformanceOfWindows() {
  const { t, i18n } = useTranslation();
  const { actor } = useAuth();
  const { values, set } = useFilters(['from', 'to'] as const);
  const period = { from: values.from ?? yearStart(), to: values.to ?? today() };
  const regulator = actor?.organisation.kind === 'regulator';
  return (
    <>
      <PageHead title={t('performance.title')} intro={t('performance.intro')} />
      <Totals period={period} />
      <DataList<PerformanceLine>
        route="/window-performance"
        query={period}
        fetchPage={windows.performance}
        rowKey={(line) => line.windowId ?? line.exchangeId}
        caption={t('performance.title')}
        empty={<Empty title={t('performance.none')} hint={t('performance.noneHint')} />}
        toolbar={
          <search className="filters" aria-label={t('performance.period')}>
            <Input
              type="date"
              aria-label={t('performance.from')}
              style={{ width: 150 }}
              value={period.from}
              onChange={(event) => set('from', event.target.value)}
            />
            <Input
              type="date"
              aria-label={t('performance.to')}
              style={{ width: 150 }}
              value={period.to}
              onChange={(event) => set('to', event.target.value)}
            />
            <Button onClick={() => set('from', quarterStart())}>{t('performance.quarter')}</Button>
            <Button onClick={() => set('from', yearStart())}>{t('performance.year')}</Button>
          </search>
        }
        columns={[
          {
            title: t('windows.window'),
            lead: true,
            render: (line) => (
              <>
                <b>{line.windowName ?? t('performance.direct')}</b>
                <span className="cell-sub">
                  {[
                    line.kind && t(`windows.kind.${line.kind}`),
                    regionName(line.regionCode, i18n.language),
                    regulator && line.exchangeName,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </>
            ),
          },
          {
            title: t('performance.intake'),
            end: true,
            render: (line) => (
              <Count value={line.intakes}>
                {line.handOnDays !== null && t('performance.handOn', { days: line.handOnDays })}
                {line.refusals > 0 && ` · ${t('performance.refusals', { count: line.refusals })}`}
              </Count>
            ),
          },
          {
            title: t('performance.overdue'),
            end: true,
            render: (line) => <span className={`num ${line.overdue > 0 ? 'tag bad' : 'muted'}`}>{line.overdue}</span>,
          },
          {
            title: t('performance.published'),
            end: true,
            render: (line) => <Count value={line.published}>{t('performance.sales', { count: line.sales })}</Count>,
          },
          {
            title: t('performance.volume'),
            end: true,
            render: (line) => (
              <>
                <Money amount={line.contractAmountMinor} />
                <span className="cell-sub">
                  {t('performance.technical')} <Money amount={line.technicalAmountMinor} /> ·{' '}
                  {t('performance.deals', { count: line.deals })}
                </span>
              </>
            ),
          },
          {
            title: t('performance.counter'),
            end: true,
            render: (line) => (
              <Count value={line.counterActs}>
                {t('performance.counterMore', { receipts: line.receipts, bidders: line.broughtBidders })}
              </Count>
            ),
          },
        ]}
      />
      <p className="small muted">{t('performance.once')}</p>
    </>
  );
}

function Count({ value, children }: { value: number; children: React.ReactNode }) {
  return (
    <>
      <span className="num">{value}</span>
      <span className="cell-sub">{children}</span>
    </>
  );
}

function Totals({ period }: { period: { from: string; to: string } }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['/window-performance', 'totals', period],
    queryFn: () => windows.performance({ ...period, limit: 1 }),
  });
  if (!data) return null;
  const { totals, linkedDeals } = data;
  return (
    <dl className="totals">
      <div>
        <dt>{t('performance.volume')}</dt>
        <dd>
          <Money amount={totals.contractAmountMinor} />
        </dd>
      </div>
      <div>
        <dt>{t('performance.technicalTotal')}</dt>
        <dd>
          <Money amount={totals.technicalAmountMinor} />
        </dd>
      </div>
      <div>
        <dt>{t('performance.dealsTotal')}</dt>
        <dd className="num">{totals.deals}</dd>
      </div>
      {linkedDeals !== null && (
        <div>
          <dt>{t('performance.linked')}</dt>
          <dd className="num">{linkedDeals}</dd>
        </div>
      )}
    </dl>
  );
}
