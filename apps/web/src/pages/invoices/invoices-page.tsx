import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Claim, type Invoice, invoices } from '../../api/invoices';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { RequestInvoice } from './request-invoice';

const STATES = ['requested', 'issued', 'reversing', 'reversed', 'declined', 'withdrawn'];
type Side = 'received' | 'issued';

export function Component() {
  return (
    <Guard permission={['invoice.request', 'invoice.issue', 'audit.read']}>
      <Invoices />
    </Guard>
  );
}

/** Whoever pays asks here, whoever is paid finds what is to be issued or reversed, and both what is not invoiced yet. */
function Invoices() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { values, set } = useFilters(['side', 'view'] as const);
  const sides = (['received', 'issued'] as const).filter((one) =>
    can(one === 'received' ? 'invoice.request' : 'invoice.issue'),
  );
  const side = sides.find((one) => one === values.side) ?? sides[0];
  const view = values.view === 'claims' ? 'claims' : 'list';
  return (
    <>
      <PageHead title={t('invoices.title')} intro={t('invoices.intro')} />
      <div className="invoice-views">
        {sides.length > 1 && (
          <Segmented
            value={side!}
            onChange={(value) => set('side', value)}
            options={sides.map((value) => ({
              value,
              label: t(value === 'received' ? 'invoices.received' : 'invoices.issues'),
            }))}
          />
        )}
        <Segmented
          value={view}
          onChange={(value) => set('view', value === 'claims' ? value : undefined)}
          options={(['list', 'claims'] as const).map((value) => ({ value, label: t(`invoices.${value}`) }))}
        />
      </div>
      {view === 'claims' ? <Claims side={side} /> : <List side={side} />}
    </>
  );
}

const partyOf = (of: { issuerName: string; recipientName: string }, side: Side | undefined): string =>
  side === 'received' ? of.issuerName : side === 'issued' ? of.recipientName : `${of.issuerName} → ${of.recipientName}`;

function List({ side }: { side: Side | undefined }) {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state'] as const);
  return (
    <DataList<Invoice>
      route="/invoices"
      query={{ ...values, ...(side ? { side } : {}) }}
      fetchPage={invoices.list}
      rowKey={(item) => item.id}
      caption={t('invoices.list')}
      refetchMs={8_000}
      empty={<Empty title={t('invoices.none')} hint={t('invoices.noneHint')} />}
      toolbar={
        <Select
          allowClear
          aria-label={t('invoices.state')}
          placeholder={t('invoices.state')}
          style={{ width: 160 }}
          value={values.state ?? null}
          onChange={(value) => set('state', value)}
          options={STATES.map((value) => ({ value, label: t(`state.invoice.${value}`) }))}
        />
      }
      columns={[
        {
          title: t('invoices.item'),
          lead: true,
          render: (item) => (
            <>
              <Link to={`/desk/invoices/${item.id}`} className="cell-title">
                {t(`invoices.items.${item.item}`)} · {item.listingTitle}
              </Link>
              <span className="cell-sub">
                <span className="num">{item.number}</span> · {t(`invoices.kinds.${item.kind}`)}
              </span>
            </>
          ),
        },
        { title: t('invoices.party'), render: (item) => partyOf(item, side) },
        {
          title: t('invoices.amount'),
          end: true,
          render: (item) => (
            <>
              <Money amount={item.amountMinor} />
              {item.reversedMinor > 0 && (
                <span className="cell-sub">
                  {t('invoices.reversed')} <Money amount={-item.reversedMinor} />
                </span>
              )}
            </>
          ),
        },
        {
          title: t('invoices.taxNumberOf'),
          render: (item) => (
            <>
              <span className="num">{item.paperNumber ?? '—'}</span>
              <span className="cell-sub">
                <Moment at={item.issuedOn ?? item.createdAt} day />
              </span>
            </>
          ),
        },
        {
          title: t('invoices.state'),
          render: (item) => (
            <>
              <StateTag domain="invoice" state={item.state} />
              {item.reason && <span className="cell-sub">{item.reason}</span>}
            </>
          ),
        },
      ]}
    />
  );
}

/** Money that was received and of which no invoice speaks yet. */
function Claims({ side }: { side: Side | undefined }) {
  const { t } = useTranslation();
  return (
    <DataList<Claim>
      route="/invoice-claims"
      query={{ open: true, ...(side ? { side } : {}) }}
      fetchPage={invoices.claims}
      rowKey={(item) => `${item.contractId}${item.item}`}
      caption={t('invoices.claims')}
      refetchMs={8_000}
      empty={<Empty title={t('invoices.noClaims')} hint={t('invoices.noClaimsHint')} />}
      columns={[
        {
          title: t('invoices.item'),
          lead: true,
          render: (item) => (
            <>
              <Link to={`/desk/contracts/${item.contractId}`} className="cell-title">
                {t(`invoices.items.${item.item}`)} · {item.listingTitle}
              </Link>
              <span className="cell-sub num">{item.contractNumber}</span>
            </>
          ),
        },
        { title: t('invoices.party'), render: (item) => partyOf(item, side) },
        { title: t('invoices.received_'), end: true, render: (item) => <Money amount={item.receivedMinor} /> },
        { title: t('invoices.invoiced'), end: true, render: (item) => <Money amount={item.invoicedMinor} /> },
        { title: t('invoices.requested'), end: true, render: (item) => <Money amount={item.requestedMinor} /> },
        {
          title: t('invoices.open'),
          end: true,
          render: (item) => (
            <b>
              <Money amount={item.openMinor} />
            </b>
          ),
        },
        {
          title: '',
          end: true,
          render: (item) =>
            side === 'received' && item.openMinor > 0 ? <RequestInvoice claim={item} primary /> : null,
        },
      ]}
    />
  );
}
