import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { money, type Payment } from '../../api/money';
import { useAuth, useConfig } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { PayWays } from './pay-ways';

export function Component() {
  return (
    <Guard permission={['payment.pay', 'bank.match', 'bank.confirm']}>
      <Payments />
    </Guard>
  );
}

function Payments() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const demo = useConfig()?.demo ?? false;
  return (
    <>
      <PageHead title={t('payment.title')} intro={t('payment.intro')} />
      <DataList<Payment>
        route="/payments"
        fetchPage={money.payments}
        rowKey={(item) => item.id}
        caption={t('payment.title')}
        refetchMs={8_000}
        empty={<Empty title={t('payment.none')} hint={t('payment.noneHint')} />}
        columns={[
          {
            title: t('payment.contract'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/desk/contracts/${item.contractId}`} className="cell-title">
                  {item.listingTitle}
                </Link>
                <span className="cell-sub num">
                  {item.contractNumber} · {t(`terms.payment.${item.kind}`)}
                </span>
              </>
            ),
          },
          { title: t('payment.sum'), render: (item) => <Sum payment={item} /> },
          {
            title: t('payment.due'),
            end: true,
            render: (item) => (
              <>
                <b>
                  <Money amount={item.amountMinor} />
                </b>
                {item.dueOn && (
                  <span className="cell-sub num">
                    {t('terms.dueOn')} {item.dueOn}
                  </span>
                )}
              </>
            ),
          },
          { title: t('deposit.reference'), render: (item) => <span className="num">{item.reference}</span> },
          { title: t('listing.state'), render: (item) => <StateTag domain="payment" state={item.state} /> },
          {
            title: '',
            end: true,
            render: (item) =>
              can('payment.pay') && item.state === 'due' ? (
                <div className="actions">
                  <PayWays kind="payments" id={item.id} amountMinor={item.amountMinor} reference={item.reference} />
                  {demo && (
                    <ConfirmAction
                      label={t('deposit.simulate')}
                      title={t('deposit.simulate')}
                      run={() => money.simulatePayment(item.id)}
                    >
                      <p>{t('payment.simulateText')}</p>
                      <p className="price-big">
                        <Money amount={item.amountMinor} />
                      </p>
                    </ConfirmAction>
                  )}
                </div>
              ) : null,
          },
        ]}
      />
    </>
  );
}

/** How the amount due comes about: price and fee, less the deposit already paid. */
function Sum({ payment }: { payment: Payment }) {
  const { t } = useTranslation();
  if (payment.priceMinor === undefined) return null;
  return (
    <span className="small">
      {t('payment.price')} <Money amount={payment.priceMinor} />
      <br />
      {typeof payment.feeMinor === 'number' && (
        <>
          {t('payment.fee')} + <Money amount={payment.feeMinor} />
          <br />
        </>
      )}
      {t('payment.offset')} − <Money amount={payment.depositOffsetMinor} />
    </span>
  );
}
