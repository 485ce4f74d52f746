import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Channel, type Checkout, money, type Payable } from '../../api/money';
import { Money } from '../../ui/money';
import { Moment } from '../../ui/moment';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';

interface PayWaysProps {
  kind: Payable;
  id: string;
  amountMinor: number;
  /** To be written on a bank transfer. */
  reference: string;
}

/** All ways in which this exchange takes this sum; the page on which money is paid is the provider's own. */
export function PayWays({ kind, id, amountMinor, reference }: PayWaysProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('channel.pay')}
      </Button>
      <Modal
        open={open}
        title={t('channel.how')}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(false)}
        cancelText={t('common.cancel')}
      >
        <p className="price-big">
          <Money amount={amountMinor} />
        </p>
        <Choices kind={kind} id={id} reference={reference} />
      </Modal>
    </>
  );
}

function Choices({ kind, id, reference }: Omit<PayWaysProps, 'amountMinor'>) {
  const { t } = useTranslation();
  const ways = useQuery({ queryKey: ['ways', kind, id], queryFn: () => money.ways(kind, id) });
  const begin = useMutation({
    mutationFn: (provider: string) => money.checkout(kind, id, provider),
    onSuccess: ({ payUrl }) => {
      if (payUrl) window.location.assign(payUrl);
    },
  });
  if (ways.error) return <ProblemAlert error={ways.error} />;
  if (!ways.data) return <Loading rows={3} />;
  const { channels, checkout } = ways.data;
  const online = channels.filter((channel) => channel.hasPage);
  return (
    <div className="stack">
      <ProblemAlert error={begin.error} />
      <Underway checkout={checkout} />
      <ul className="pay-ways">
        {online.map((channel) => (
          <li key={channel.provider}>
            <div>
              <b>{t(`channel.name.${channel.provider}`)}</b>
              <span className="cell-sub">
                <Terms channel={channel} kind={kind} />
              </span>
            </div>
            <Button
              loading={begin.isPending && begin.variables === channel.provider}
              disabled={begin.isPending}
              onClick={() => begin.mutate(channel.provider)}
            >
              {t('channel.go')}
            </Button>
          </li>
        ))}
        <li>
          <div>
            <b>{t('channel.name.offline_bank')}</b>
            <span className="cell-sub">{t('deposit.referenceHint')}</span>
          </div>
          <span>
            {t('deposit.reference')} <b className="num">{reference}</b>
          </span>
        </li>
      </ul>
      {online.length === 0 && <p className="small muted">{t('channel.bankOnly')}</p>}
    </div>
  );
}

/** A promise on a card, or the money itself: the payer should know before. */
function Terms({ channel, kind }: { channel: Channel; kind: Payable }) {
  const { t } = useTranslation();
  if (kind === 'payments') return <>{t('channel.termsPrice')}</>;
  if (channel.hold === 'authorise') return <>{t('channel.termsHold', { days: channel.maxHoldDays })}</>;
  return <>{t('channel.termsCollect')}</>;
}

function Underway({ checkout }: { checkout: Checkout | null }) {
  const { t } = useTranslation();
  if (!checkout?.payUrl) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('channel.underway', { way: t(`channel.name.${checkout.provider}`) })}
      description={
        <>
          {t('channel.until')} <Moment at={checkout.payUntil} />
        </>
      }
      action={<Button href={checkout.payUrl}>{t('channel.goOn')}</Button>}
    />
  );
}
