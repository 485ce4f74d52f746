import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Channel, money } from '../../api/money';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';

export function Component() {
  return (
    <Guard permission={['provider.manage', 'deposit.manage']}>
      <Providers />
    </Guard>
  );
}

const KEY = ['exchange-providers'];

/** Through which providers this exchange takes deposits and prices. */
function Providers() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { message } = App.useApp();
  const client = useQueryClient();
  const chosen = useQuery({ queryKey: KEY, queryFn: money.providers });
  const set = useMutation({
    mutationFn: money.setProvider,
    onSuccess: (answer) => {
      client.setQueryData(KEY, answer);
      void message.success(t('common.done'));
    },
  });
  if (chosen.error) return <ProblemAlert error={chosen.error} />;
  if (!chosen.data) return <Loading />;
  const busy = set.isPending ? set.variables.provider : null;
  return (
    <>
      <PageHead title={t('channel.title')} intro={t('channel.intro')} />
      <ProblemAlert error={set.error} />
      <ul className="panel pay-ways pay-ways-editor">
        {chosen.data.items.map((channel) => (
          <li key={channel.provider}>
            <div>
              <b>{t(`channel.name.${channel.provider}`)}</b>
              <span className="cell-sub">
                <About channel={channel} />
              </span>
            </div>
            {(['deposits', 'payments'] as const).map((kind) => (
              <label key={kind} className="row">
                <Switch
                  checked={channel[kind]}
                  disabled={!can('provider.manage') || channel.provider === 'offline_bank'}
                  loading={busy === channel.provider}
                  onChange={(on) =>
                    set.mutate({
                      provider: channel.provider,
                      deposits: channel.deposits,
                      payments: channel.payments,
                      [kind]: on,
                    })
                  }
                />
                {t(`channel.takes.${kind}`)}
              </label>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function About({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  if (channel.provider === 'offline_bank') return <>{t('channel.always')}</>;
  if (!channel.on) return <span className="tag bad">{t('channel.off')}</span>;
  return (
    <>
      {channel.hold === 'authorise'
        ? t('channel.aboutHold', { days: channel.maxHoldDays })
        : t('channel.aboutCollect', { days: channel.refundWindowDays })}
      {' · '}
      {t('channel.most')} <Money amount={channel.maxAmountMinor ?? 0} />
    </>
  );
}
