import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { identity, type ServiceWindow } from '../../api/identity';
import { type MandateView, windows } from '../../api/windows';
import { Guard } from '../../auth/guard';
import { regionName } from '../../lib/regions';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { PageHead } from '../../ui/page-head';
import { TermsText } from '../windows/mandate-terms';
import { GiveMandate } from './give-mandate';

export function Component() {
  return (
    <Guard permission="window.mandate">
      <Windows />
    </Guard>
  );
}

/** The service windows, and which of them may act for this organisation: intake and counter bids need a running mandate. */
function Windows() {
  const { t, i18n } = useTranslation();
  const mandates = useQuery({
    queryKey: ['/windows/mandates', 'running'],
    queryFn: () => windows.mandates({ state: 'running', limit: 100 }),
  });
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

function State({ mandate }: { mandate: MandateView | undefined }) {
  const { t } = useTranslation();
  if (!mandate) return <span className="muted">{t('mandate.none')}</span>;
  return (
    <>
      {mandate.mandateRef}
      <br />
      <TermsText mandate={mandate} />
    </>
  );
}

function Act({ window, mandate }: { window: ServiceWindow; mandate: MandateView | undefined }) {
  const { t } = useTranslation();
  const button = { size: 'small' } as const;
  if (mandate)
    return (
      <ConfirmAction
        label={t('mandate.end')}
        title={t('mandate.end')}
        danger
        button={button}
        run={() => windows.end(window.id)}
      >
        <p>{t('mandate.endText', { name: window.name })}</p>
      </ConfirmAction>
    );
  return <GiveMandate window={window} />;
}
