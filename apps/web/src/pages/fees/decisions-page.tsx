import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FeeDecision, fees } from '../../api/invoices';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';

export function Component() {
  return (
    <Guard permission={['fee.reduce', 'fee.confirm', 'audit.read']}>
      <Decisions />
    </Guard>
  );
}

function Decisions() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state'] as const);
  return (
    <>
      <PageHead title={t('fees.decisions')} intro={t('fees.decisionsIntro')} />
      <DataList<FeeDecision>
        route="/fee-decisions"
        query={values}
        fetchPage={fees.decisions}
        rowKey={(item) => item.id}
        caption={t('fees.decisions')}
        refetchMs={8_000}
        empty={<Empty title={t('fees.noDecisions')} hint={t('fees.noDecisionsHint')} />}
        toolbar={
          <Segmented
            value={values.state ?? 'all'}
            onChange={(value) => set('state', value === 'all' ? undefined : value)}
            options={['proposed', 'all'].map((value) => ({
              value,
              label: value === 'all' ? t('ownMoney.all') : t('state.feeDecision.proposed'),
            }))}
          />
        }
        columns={[
          {
            title: t('invoices.contract'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/desk/contracts/${item.contractId}`} className="cell-title">
                  {item.title}
                </Link>
                <span className="cell-sub">
                  {t(`fees.sides.${item.side}`)} · {item.payerName} · <span className="num">{item.contractNumber}</span>
                </span>
              </>
            ),
          },
          { title: t('fees.from'), end: true, render: (item) => <Money amount={item.computedMinor} /> },
          {
            title: t('fees.to'),
            end: true,
            render: (item) => (
              <b>
                <Money amount={item.amountMinor} />
              </b>
            ),
          },
          {
            title: t('fees.reason'),
            render: (item) => (
              <>
                {item.reason}
                <span className="cell-sub">
                  {t('fees.by', { name: item.proposedByName })} · <Moment at={item.createdAt} />
                </span>
              </>
            ),
          },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                <StateTag domain="feeDecision" state={item.state} />
                {item.decidedByName && (
                  <span className="cell-sub">{[item.decidedByName, item.answer].filter(Boolean).join(' · ')}</span>
                )}
              </>
            ),
          },
          { title: '', end: true, render: (item) => <Decide decision={item} /> },
        ]}
      />
    </>
  );
}

/** The second person, who did not propose it. */
export function Decide({ decision }: { decision: FeeDecision }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  if (decision.state !== 'proposed' || !can('fee.confirm')) return null;
  const what = (
    <p>
      {decision.payerName} · <Money amount={decision.computedMinor} /> → <Money amount={decision.amountMinor} />
      <span className="cell-sub">{decision.reason}</span>
    </p>
  );
  return (
    <div className="actions">
      <ConfirmAction
        label={t('fees.confirm')}
        title={t('fees.confirm')}
        button={{ type: 'primary' }}
        run={() => fees.confirm(decision.id)}
      >
        {what}
        <p>{t('fees.confirmText')}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('fees.reject')}
        title={t('fees.reject')}
        reasonLabel={t('common.reason')}
        run={(reason) => fees.reject(decision.id, reason)}
      >
        {what}
        <p>{t('fees.rejectText')}</p>
      </ConfirmAction>
    </div>
  );
}
