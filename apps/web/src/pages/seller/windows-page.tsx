import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { identity, type Mandate, type ServiceWindow } from '../../api/identity';
import { Guard } from '../../auth/guard';
import { regionName } from '../../lib/regions';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';

export function Component() {
  return (
    <Guard permission="listing.draft">
      <Windows />
    </Guard>
  );
}

/** The service windows, and which of them may act for the seller: intake needs a running mandate. */
function Windows() {
  const { t, i18n } = useTranslation();
  const mandates = useQuery({ queryKey: ['/windows/mandates'], queryFn: identity.mandates });
  const mandateOf = (window: ServiceWindow) => mandates.data?.items.find(({ windowId }) => windowId === window.id);
  return (
    <>
      <PageHead title={t('mandate.title')} intro={t('mandate.intro')} />
      <DataList<ServiceWindow>
        route="/windows"
        exportable={false}
        fetchPage={identity.windows}
        rowKey={(window) => window.id}
        caption={t('mandate.title')}
        columns={[
          { title: t('mandate.window'), lead: true, render: (window) => <b>{window.name}</b> },
          { title: t('mandate.exchange'), render: (window) => window.exchangeName },
          { title: t('mandate.region'), render: (window) => regionName(window.regionCode, i18n.language) },
          { title: t('mandate.state'), render: (window) => <State mandate={mandateOf(window)} /> },
          {
            title: '',
            end: true,
            render: (window) => mandates.data && <Act window={window} mandate={mandateOf(window)} />,
          },
        ]}
      />
    </>
  );
}

function State({ mandate }: { mandate: Mandate | undefined }) {
  const { t } = useTranslation();
  if (!mandate) return <span className="muted">{t('mandate.none')}</span>;
  return (
    <>
      {mandate.mandateRef}
      <br />
      <span className="muted">
        {t('mandate.since')} <Moment at={mandate.createdAt} day />
      </span>
    </>
  );
}

function Act({ window, mandate }: { window: ServiceWindow; mandate: Mandate | undefined }) {
  const { t } = useTranslation();
  const button = { size: 'small' } as const;
  if (mandate)
    return (
      <ConfirmAction
        label={t('mandate.end')}
        title={t('mandate.end')}
        danger
        button={button}
        run={() => identity.endMandate(window.id)}
      >
        <p>{t('mandate.endText', { name: window.name })}</p>
      </ConfirmAction>
    );
  return (
    <ConfirmAction
      label={t('mandate.give')}
      title={t('mandate.give')}
      reasonLabel={t('mandate.reference')}
      button={button}
      run={(reference) => identity.giveMandate(window.id, reference)}
    >
      <p>{t('mandate.giveText', { name: window.name })}</p>
    </ConfirmAction>
  );
}
