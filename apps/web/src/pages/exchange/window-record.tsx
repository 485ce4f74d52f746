import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { windows, type WindowView } from '../../api/windows';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';

/** What happened to a window, and what lies at its desk. */
export function WindowRecord({ window }: { window: WindowView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('windows.record.show')}
      </Button>
      <Modal open={open} title={window.name} footer={null} width={640} onCancel={() => setOpen(false)} destroyOnHidden>
        <Record window={window} />
      </Modal>
    </>
  );
}

function Record({ window }: { window: WindowView }) {
  const { t } = useTranslation();
  const { data, error, isPending } = useQuery({
    queryKey: ['/exchange/windows', window.id, 'record'],
    queryFn: () => windows.record(window.id),
  });
  if (isPending) return <Loading />;
  if (!data) return <ProblemAlert error={error} />;
  return (
    <div className="stack">
      <section>
        <h3>{t('windows.record.open', { count: data.open.length })}</h3>
        {data.open.length === 0 && <p className="muted">{t('windows.record.nothingOpen')}</p>}
        <ul>
          {data.open.map((listing) => (
            <li key={listing.id}>
              <span className="num">{listing.number}</span> {listing.title}
              <span className="cell-sub">
                {listing.transferorName} · <Moment at={listing.since} />
              </span>
            </li>
          ))}
        </ul>
        {data.open.length > 0 && <Handover window={window} />}
      </section>
      <section>
        <h3>{t('windows.record.history')}</h3>
        {data.steps.length === 0 && <p className="muted">{t('windows.record.noHistory')}</p>}
        <ol className="timeline">
          {data.steps.map((step) => (
            <li key={step.at}>
              <b>{t(`windows.record.step.${step.action}`)}</b>
              <span className="cell-sub">
                <Moment at={step.at} /> {step.actorName && `· ${step.actorName}`}
              </span>
              {step.reason && <span className="cell-sub">{t('room.because', { reason: step.reason })}</span>}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

function Handover({ window }: { window: WindowView }) {
  const { t } = useTranslation();
  const [to, setTo] = useState<string>('');
  const others = useQuery({
    queryKey: ['/exchange/windows', 'all'],
    queryFn: () => windows.ofExchange({ limit: 100 }),
  });
  const options = (others.data?.items ?? []).filter(({ id, state }) => id !== window.id && state === 'open');
  return (
    <ConfirmAction
      label={t('windows.record.handOver')}
      title={t('windows.record.handOver')}
      reasonLabel={t('common.reason')}
      run={(reason) => windows.handOver(window.id, to || null, reason)}
    >
      <p>{t('windows.record.handOverText')}</p>
      <Select
        aria-label={t('windows.record.receiver')}
        value={to}
        onChange={setTo}
        options={[
          { value: '', label: t('windows.record.backToClients') },
          ...options.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </ConfirmAction>
  );
}
