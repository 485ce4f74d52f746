import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { ledger } from '../../api/ledger';
import { Guard } from '../../auth/guard';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Empty, Loading } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Accounts } from './accounts';
import { ExportLinks } from './export-links';
import { Transfers } from './transfers';
import { TrialTable } from './trial-table';

export function Component() {
  return (
    <Guard permission="ledger.read">
      <Ledger />
    </Guard>
  );
}

/** What accounts are for with their sums, now or at the end of a day; below, the accounts themselves or the transfers. */
function Ledger() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['on', 'purpose', 'view'] as const);
  const on = values.on ? { on: values.on } : {};
  const { data, error, isPending } = useQuery({
    queryKey: ['/ledger/trial-balance', on],
    queryFn: () => ledger.trialBalance(on),
    placeholderData: (previous) => previous,
    refetchInterval: values.on ? false : 8_000,
  });
  const view = values.view === 'transfers' ? 'transfers' : 'accounts';
  return (
    <>
      <PageHead
        title={t('ledger.title')}
        intro={t('ledger.intro')}
        actions={<ExportLinks route="/ledger/trial-balance" query={on} />}
      />
      <div className="toolbar">
        <label className="book-date">
          {t('ledger.byDate')}
          <Input
            type="date"
            className="num"
            value={values.on ?? ''}
            onChange={(event) => set('on', event.target.value)}
          />
        </label>
        {values.on && <Button onClick={() => set('on', null)}>{t('ledger.now')}</Button>}
      </div>
      <ProblemAlert error={error} />
      {isPending && <Loading />}
      {data && data.items.length === 0 && (
        <Empty title={t(values.on ? 'ledger.noAccounts' : 'ledger.none')} hint={t('ledger.noneHint')} />
      )}
      {data && data.items.length > 0 && (
        <TrialTable trial={data} chosen={values.purpose} choose={(purpose) => set('purpose', purpose)} />
      )}
      <Segmented
        className="book-views"
        aria-label={t('ledger.title')}
        value={view}
        onChange={(value) => set('view', value === 'accounts' ? null : value)}
        options={(['accounts', 'transfers'] as const).map((value) => ({ value, label: t(`ledger.${value}`) }))}
      />
      {view === 'accounts' ? (
        <Accounts query={{ ...on, ...(values.purpose ? { purpose: values.purpose } : {}) }} />
      ) : (
        <Transfers />
      )}
    </>
  );
}
