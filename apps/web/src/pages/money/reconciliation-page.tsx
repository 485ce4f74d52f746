import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bank, type PlaceTotals, type ReconciliationRun } from '../../api/bank';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { formatYuan } from '../../lib/money';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Differences } from './differences';

export function Component() {
  return (
    <Guard permission={['bank.match', 'bank.confirm', 'audit.read']}>
      <Reconciliation />
    </Guard>
  );
}

const STATES = ['waiting', 'open', 'proposed', 'explained', 'cleared'];

/** Days with what they come to; below, what differs on the chosen day, or on all of them. */
function Reconciliation() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { values, set } = useFilters(['day', 'state'] as const);
  return (
    <>
      <PageHead
        title={t('reconciliation.title')}
        intro={t('reconciliation.intro')}
        actions={(can('bank.match') || can('bank.confirm')) && <RunNow done={(day) => set('day', day)} />}
      />
      <section className="recon-section" aria-labelledby="recon-items">
        <h2 id="recon-items">{t('reconciliation.items')}</h2>
        <Differences
          query={{ ...(values.day ? { day: values.day } : {}), ...(values.state ? { state: values.state } : {}) }}
          toolbar={
            <>
              <Select
                allowClear
                aria-label={t('reconciliation.state')}
                placeholder={t('reconciliation.state')}
                style={{ width: 200 }}
                value={values.state ?? null}
                onChange={(value) => set('state', value)}
                options={STATES.map((value) => ({
                  value,
                  label: value === 'waiting' ? t('reconciliation.waiting') : t(`state.difference.${value}`),
                }))}
              />
              <Input
                type="date"
                className="num"
                aria-label={t('reconciliation.day')}
                style={{ width: 160 }}
                value={values.day ?? ''}
                onChange={(event) => set('day', event.target.value)}
              />
              {values.day && <Button onClick={() => set('day', null)}>{t('reconciliation.allDays')}</Button>}
            </>
          }
        />
      </section>
      <section className="recon-section" aria-labelledby="recon-days">
        <h2 id="recon-days">{t('reconciliation.days')}</h2>
        <DataList<ReconciliationRun>
          route="/reconciliation-days"
          fetchPage={bank.days}
          rowKey={(run) => run.id}
          caption={t('reconciliation.days')}
          exportable={false}
          refetchMs={15_000}
          empty={<Empty title={t('reconciliation.noDays')} hint={t('reconciliation.noDaysHint')} />}
          columns={[
            {
              title: t('reconciliation.day'),
              lead: true,
              render: (run) => (
                <>
                  <button type="button" className="book-choice num" onClick={() => set('day', run.day)}>
                    {run.day}
                  </button>
                  <span className="cell-sub">
                    {run.covered ? t('reconciliation.covered') : t('reconciliation.uncovered')}
                  </span>
                </>
              ),
            },
            { title: t('reconciliation.ledger'), render: (run) => <Sides run={run} side="ledger" /> },
            { title: t('reconciliation.outside'), render: (run) => <Sides run={run} side="outside" /> },
            { title: t('reconciliation.drift'), end: true, render: (run) => <Drift run={run} /> },
            { title: t('reconciliation.result'), render: (run) => <Result run={run} /> },
            {
              title: t('reconciliation.ranAt'),
              render: (run) => (
                <>
                  <Moment at={run.createdAt} />
                  <span className="cell-sub">
                    {run.startedByName ? t('reconciliation.by', { name: run.startedByName }) : t('reconciliation.auto')}
                  </span>
                </>
              ),
            },
          ]}
        />
      </section>
    </>
  );
}

function RunNow({ done }: { done: (day: string) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [day, setDay] = useState(today);
  const run = useMutation({
    mutationFn: () => bank.reconcile(day),
    onSuccess: async (found) => {
      done(found.day);
      await client.invalidateQueries();
    },
  });
  return (
    <div>
      <ProblemAlert error={run.error} />
      <div className="recon-ask">
        <Input
          type="date"
          className="num"
          aria-label={t('reconciliation.day')}
          style={{ width: 160 }}
          value={day}
          max={today()}
          onChange={(event) => setDay(event.target.value)}
        />
        <Button type="primary" disabled={day === ''} loading={run.isPending} onClick={() => run.mutate()}>
          {t('reconciliation.run')}
        </Button>
      </div>
    </div>
  );
}

/** On the exchange's clock. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

function Sides({ run, side }: { run: ReconciliationRun; side: 'ledger' | 'outside' }) {
  const { t } = useTranslation();
  const sums = (totals: PlaceTotals): { in: string; out: string } => ({
    in: formatYuan(side === 'ledger' ? totals.ledgerInMinor : totals.outsideInMinor),
    out: formatYuan(side === 'ledger' ? totals.ledgerOutMinor : totals.outsideOutMinor),
  });
  return run.totals.map((totals) => (
    <span key={totals.place} className="cell-sub num">
      {run.totals.length > 1 && `${t(`reconciliation.place.${totals.place}`, { defaultValue: totals.place })} · `}
      {t('reconciliation.inOut', sums(totals))}
    </span>
  ));
}

function Drift({ run }: { run: ReconciliationRun }) {
  return (
    <span className={run.driftMinor === 0 ? '' : 'drift'}>
      <Money amount={run.driftMinor} />
    </span>
  );
}

function Result({ run }: { run: ReconciliationRun }) {
  const { t } = useTranslation();
  if (run.itemCount === 0) return <span className="tag good">{t('reconciliation.balanced')}</span>;
  if (run.openCount === 0) return <span className="tag">{t('reconciliation.settled', { count: run.itemCount })}</span>;
  return <span className="tag bad">{t('reconciliation.open', { count: run.openCount })}</span>;
}
