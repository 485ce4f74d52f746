import { Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DUE_STATES, OWN_KINDS, type OwedItem, ownItems, type OwnItem, type PaidItem } from '../../api/invoices';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Deadline } from '../notices/deadline';
import { PayWays } from './pay-ways';

export function Component() {
  return (
    <Guard permission="statement.read">
      <Items />
    </Guard>
  );
}

/** Everything to pay and everything paid, one by one. */
function Items() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['view'] as const);
  const view = values.view === 'paid' ? 'paid' : 'owed';
  return (
    <>
      <PageHead
        title={t('ownMoney.items')}
        intro={t('ownMoney.itemsIntro')}
        actions={<Link to="/desk/money">{t('ownMoney.title')}</Link>}
      />
      <div className="invoice-views">
        <Segmented
          value={view}
          onChange={(value) => set('view', value === 'paid' ? value : undefined)}
          options={(['owed', 'paid'] as const).map((value) => ({ value, label: t(`ownMoney.views.${value}`) }))}
        />
      </div>
      {view === 'paid' ? <PaidItems /> : <OwedItems />}
    </>
  );
}

interface ChoiceProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function KindChoice({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <Select
      allowClear
      aria-label={t('ownMoney.kind')}
      placeholder={t('ownMoney.kind')}
      style={{ width: 170 }}
      value={value ?? null}
      onChange={(chosen: string | null) => onChange(chosen ?? undefined)}
      options={OWN_KINDS.map((kind) => ({ value: kind, label: kindText(t, kind) }))}
    />
  );
}

function DayChoice({ label, value, onChange }: ChoiceProps & { label: string }) {
  return (
    <label className="small">
      {label}{' '}
      <Input
        type="date"
        style={{ width: 160 }}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    </label>
  );
}

const kindText = (t: (key: string) => string, kind: string): string =>
  t(kind === 'deposit' ? 'ownMoney.deposit' : `terms.payment.${kind}`);

function What({ item }: { item: OwnItem }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const deposit = can('deposit.pay') ? `/desk/deposits/${item.id}` : `/listings/${item.listingId}`;
  return (
    <>
      <Link to={item.contractId ? `/desk/contracts/${item.contractId}` : deposit} className="cell-title">
        {item.listingTitle}
      </Link>
      <span className="cell-sub">
        {kindText(t, item.kind)}
        {item.contractNumber && (
          <>
            {' '}
            · <span className="num">{item.contractNumber}</span>
          </>
        )}
      </span>
    </>
  );
}

function OwedItems() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { values, set } = useFilters(['kind', 'due', 'until'] as const);
  return (
    <DataList<OwedItem>
      route="/own-money/owed"
      query={values}
      fetchPage={ownItems.owed}
      rowKey={(item) => item.id}
      caption={t('ownMoney.views.owed')}
      refetchMs={8_000}
      empty={<Empty title={t('ownMoney.owesNone')} />}
      toolbar={
        <>
          <KindChoice value={values.kind} onChange={(value) => set('kind', value)} />
          <Select
            allowClear
            aria-label={t('ownMoney.dueState')}
            placeholder={t('ownMoney.dueState')}
            style={{ width: 140 }}
            value={values.due ?? null}
            onChange={(value) => set('due', value)}
            options={DUE_STATES.map((value) => ({ value, label: t(`state.owed.${value}`) }))}
          />
          <DayChoice label={t('ownMoney.until')} value={values.until} onChange={(value) => set('until', value)} />
        </>
      }
      columns={[
        { title: t('ownMoney.what'), lead: true, render: (item) => <What item={item} /> },
        { title: t('ownMoney.to'), render: (item) => item.exchangeName },
        { title: t('deposit.reference'), render: (item) => <span className="num">{item.reference}</span> },
        {
          title: t('ownMoney.due'),
          render: (item) => (
            <>
              {item.dueAt ? <Deadline at={item.dueAt} /> : t('ownMoney.noDue')}
              {item.milestone && <span className="cell-sub">{item.milestone}</span>}
            </>
          ),
        },
        { title: t('listing.state'), render: (item) => <StateTag domain="owed" state={item.due} /> },
        {
          title: t('ownMoney.amount'),
          end: true,
          render: (item) => (
            <b>
              <Money amount={item.amountMinor} />
            </b>
          ),
        },
        {
          title: '',
          end: true,
          render: (item) =>
            item.due !== 'later' && can(item.kind === 'deposit' ? 'deposit.pay' : 'payment.pay') ? (
              <PayWays {...item} kind={item.kind === 'deposit' ? 'deposits' : 'payments'} />
            ) : null,
        },
      ]}
    />
  );
}

function PaidItems() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['kind', 'from', 'to'] as const);
  return (
    <DataList<PaidItem>
      route="/own-money/paid"
      query={values}
      fetchPage={ownItems.paid}
      rowKey={(item) => item.id}
      caption={t('ownMoney.views.paid')}
      refetchMs={8_000}
      empty={<Empty title={t('ownMoney.paidNone')} />}
      toolbar={
        <>
          <KindChoice value={values.kind} onChange={(value) => set('kind', value)} />
          <DayChoice label={t('ownMoney.from')} value={values.from} onChange={(value) => set('from', value)} />
          <DayChoice label={t('ownMoney.until')} value={values.to} onChange={(value) => set('to', value)} />
        </>
      }
      columns={[
        { title: t('ownMoney.what'), lead: true, render: (item) => <What item={item} /> },
        { title: t('ownMoney.to'), render: (item) => item.exchangeName },
        { title: t('deposit.reference'), render: (item) => <span className="num">{item.reference}</span> },
        { title: t('ownMoney.paidAt'), render: (item) => <Moment at={item.paidAt} /> },
        {
          title: t('listing.state'),
          render: (item) => <StateTag domain={item.kind === 'deposit' ? 'deposit' : 'payment'} state={item.state} />,
        },
        {
          title: t('ownMoney.amount'),
          end: true,
          render: (item) => (
            <b>
              <Money amount={item.amountMinor} />
            </b>
          ),
        },
      ]}
    />
  );
}
