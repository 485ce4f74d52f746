import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bank, type Difference } from '../../api/bank';
import { path, type Query } from '../../api/http';
import { useAuth } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Money } from '../../ui/money';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';

const ROUTE = '/reconciliation-differences';

/** What differs, item by item, with what each side says, and who has explained it. */
export function Differences({ query, toolbar }: { query: Query; toolbar: ReactNode }) {
  const { t } = useTranslation();
  return (
    <DataList<Difference>
      route={ROUTE}
      query={query}
      fetchPage={bank.differences}
      rowKey={(item) => item.id}
      caption={t('reconciliation.items')}
      refetchMs={8_000}
      empty={<Empty title={t('reconciliation.noItems')} hint={t('reconciliation.noItemsHint')} />}
      toolbar={
        <>
          {toolbar}
          <a href={path(ROUTE, { ...query, format: 'xlsx' })} download>
            {t('ledger.excel')}
          </a>
        </>
      }
      columns={[
        {
          title: t('reconciliation.what'),
          lead: true,
          render: (item) => (
            <>
              <b>{t(`reconciliation.kind.${item.kind}`)}</b>
              <span className="cell-sub">{t(`reconciliation.hint.${item.kind}`, { day: item.otherDay ?? '' })}</span>
            </>
          ),
        },
        {
          title: t('reconciliation.day'),
          render: (item) => (
            <>
              <span className="num">{item.day}</span>
              <span className="cell-sub">{t(`reconciliation.place.${item.place}`, { defaultValue: item.place })}</span>
            </>
          ),
        },
        {
          title: t('bank.counterparty'),
          render: (item) => (
            <>
              {item.party || '—'}
              <span className="cell-sub num recon-label">{item.label}</span>
            </>
          ),
        },
        { title: t('reconciliation.ledger'), end: true, render: (item) => <Money amount={item.ledgerMinor} /> },
        { title: t('reconciliation.outside'), end: true, render: (item) => <Money amount={item.outsideMinor} /> },
        {
          title: t('reconciliation.drift'),
          end: true,
          render: (item) => (
            <span className={item.driftMinor !== 0 && ['open', 'proposed'].includes(item.state) ? 'drift' : ''}>
              <Money amount={item.driftMinor} />
            </span>
          ),
        },
        {
          title: t('reconciliation.state'),
          render: (item) => (
            <>
              <StateTag domain="difference" state={item.state} />
              {item.reason && <span className="cell-sub">{item.reason}</span>}
              {item.proposedByName && (
                <span className="cell-sub">{t('reconciliation.proposedBy', { name: item.proposedByName })}</span>
              )}
              {item.agreedByName && (
                <span className="cell-sub">{t('reconciliation.agreedBy', { name: item.agreedByName })}</span>
              )}
            </>
          ),
        },
        { title: '', end: true, render: (item) => <Actions item={item} /> },
      ]}
    />
  );
}

/** One explains, another agrees; nobody does both. */
function Actions({ item }: { item: Difference }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const what = (
    <p>
      {t(`reconciliation.kind.${item.kind}`)} · {item.party} · <Money amount={item.driftMinor} />
    </p>
  );
  if (item.state === 'open' && can('bank.match'))
    return (
      <ConfirmAction
        label={t('reconciliation.explain')}
        title={t('reconciliation.explain')}
        reasonLabel={t('common.reason')}
        run={(reason) => bank.explain(item.id, reason)}
      >
        {what}
        <p>{t('reconciliation.explainText')}</p>
      </ConfirmAction>
    );
  if (item.state !== 'proposed' || !can('bank.confirm')) return null;
  return (
    <div className="actions">
      <ConfirmAction
        label={t('reconciliation.agree')}
        title={t('reconciliation.agree')}
        button={{ type: 'primary' }}
        run={() => bank.agree(item.id)}
      >
        {what}
        <p>{item.reason}</p>
        <p>{t('reconciliation.agreeText')}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('reconciliation.refuse')}
        title={t('reconciliation.refuse')}
        reasonLabel={t('common.reason')}
        run={(reason) => bank.refuse(item.id, reason)}
      >
        {what}
        <p>{item.reason}</p>
        <p>{t('reconciliation.refuseText')}</p>
      </ConfirmAction>
    </div>
  );
}
