import { useQuery } from '@tanstack/react-query';
import { Button, Grid } from 'antd';
import { useTranslation } from 'react-i18next';
import { path } from '../../api/http';
import { calendar, EVENT_KINDS } from '../../api/notices';
import { writeExchangeTime } from '../../lib/time';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Empty, Loading } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Agenda } from './agenda';
import { MonthGrid } from './month-grid';
import { addMonths, gridDays, monthTitle } from './month';
import { SaleFilters } from './notice-filters';
import { Subscribe } from './subscribe';

const FILTERS = ['month', 'kind', 'exchangeId', 'field', 'region'] as const;

/** When notices end and biddings open: a month where there is room for one, a list of days where there is not. */
export function Component() {
  const { t, i18n } = useTranslation();
  const { values, set } = useFilters(FILTERS);
  const wide = Grid.useBreakpoint().md ?? true;
  const { month: asked, ...filters } = values;
  const today = writeExchangeTime(Date.now()).slice(0, 10);
  const month = /^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(asked ?? '') ? (asked as string) : today.slice(0, 7);
  const days = gridDays(month);
  const query = { ...filters, from: days[0], to: days.at(-1) };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['/calendar', query],
    queryFn: () => calendar.between(query),
    placeholderData: (previous) => previous,
    refetchInterval: 60_000,
  });
  const kinds = EVENT_KINDS.map((value) => ({ value, label: t(`calendar.kind.${value}`) }));
  const go = (by: number) => set('month', by === 0 ? null : addMonths(month, by));
  return (
    <div className="page">
      <PageHead title={t('calendar.title')} intro={t('calendar.intro')} actions={<Subscribe filters={filters} />} />
      <div className="toolbar">
        <search className="filters" aria-label={t('market.filter.label')}>
          <SaleFilters values={filters} set={set} kindLabel={t('calendar.filter')} kinds={kinds} />
        </search>
        <a href={path('/calendar', { ...query, format: 'csv' })} download>
          {t('common.exportCsv')}
        </a>
      </div>
      <div className="month-head">
        <h2 aria-live="polite">{monthTitle(month, i18n.language)}</h2>
        <span className="row">
          <Button onClick={() => go(-1)}>{t('calendar.previous')}</Button>
          <Button onClick={() => go(0)}>{t('calendar.today')}</Button>
          <Button onClick={() => go(1)}>{t('calendar.next')}</Button>
        </span>
      </div>
      <ProblemAlert error={error} retry={<Button onClick={() => void refetch()}>{t('common.retry')}</Button>} />
      {isPending && <Loading rows={8} />}
      {data && wide && <MonthGrid month={month} days={days} today={today} events={data} />}
      {data && !wide && <Agenda month={month} today={today} events={data} />}
      {data && data.length === 0 && <Empty title={t('calendar.none')} hint={t('calendar.noneHint')} />}
    </div>
  );
}
