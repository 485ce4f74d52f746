import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { type Payroll, type PayrollItem, payrolls } from '../../api/rewards';
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

const STATES = ['exported', 'recorded', 'paid'];

export function Component() {
  return (
    <Guard permission={['reward.manage', 'reward.approve']}>
      <PayrollsPage />
    </Guard>
  );
}

function PayrollsPage() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { values, set } = useFilters(['state'] as const);
  return (
    <>
      <PageHead title={t('payroll.title')} intro={t('payroll.intro')} actions={can('reward.manage') && <Make />} />
      <DataList<PayrollItem>
        route="/reward-payrolls"
        query={values.state ? { state: values.state } : {}}
        fetchPage={payrolls.list}
        rowKey={({ id }) => id}
        caption={t('payroll.title')}
        empty={<Empty title={t('payroll.none')} hint={t('payroll.noneHint')} />}
        toolbar={
          <Select
            allowClear
            aria-label={t('reward.stateLabel')}
            placeholder={t('reward.stateLabel')}
            style={{ width: 150 }}
            value={values.state ?? null}
            onChange={(value) => set('state', value)}
            options={STATES.map((value) => ({ value, label: t(`state.payroll.${value}`) }))}
          />
        }
        columns={[
          {
            title: t('payroll.number'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/desk/reward-payrolls/${item.id}`} className="cell-title num">
                  {item.number}
                </Link>
                <span className="cell-sub">
                  {item.madeByName} · <Moment at={item.createdAt} day />
                </span>
              </>
            ),
          },
          { title: t('reward.stateLabel'), render: ({ state }) => <StateTag domain="payroll" state={state} /> },
          {
            title: t('payroll.lines'),
            render: ({ lines, cases }) => t('payroll.counts', { lines, cases }),
          },
          { title: t('payroll.total'), end: true, render: ({ totalMinor }) => <Money amount={totalMinor} /> },
          {
            title: t('payroll.voucher'),
            render: ({ voucherNumber, paidOn }) =>
              voucherNumber && (
                <>
                  {voucherNumber}
                  <span className="cell-sub num">{paidOn}</span>
                </>
              ),
          },
        ]}
      />
    </>
  );
}

function Make() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const make = async (): Promise<Payroll> => {
    const made = await payrolls.make();
    void navigate(`/desk/reward-payrolls/${made.id}`);
    return made;
  };
  return (
    <ConfirmAction label={t('payroll.make')} title={t('payroll.make')} button={{ type: 'primary' }} run={make}>
      <p>{t('payroll.makeText')}</p>
    </ConfirmAction>
  );
}
