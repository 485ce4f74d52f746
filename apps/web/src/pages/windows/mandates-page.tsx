import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { path } from '../../api/http';
import { type MandateView, windows } from '../../api/windows';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { TermsText } from './mandate-terms';
import { PaperMandate } from './paper-mandate';

export function Component() {
  return (
    <Guard permission={['window.mandate', 'listing.intake', 'mandate.confirm']}>
      <Mandates />
    </Guard>
  );
}

/** Written mandates as client, window and exchange see them: what waits for a second person comes first to the eye. */
function Mandates() {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const { values, set } = useFilters(['state'] as const);
  const clerk = actor?.organisation.kind === 'window' && can('listing.intake');
  return (
    <>
      <PageHead
        title={t('mandates.title')}
        intro={t(clerk ? 'mandates.introClerk' : 'mandates.intro')}
        {...(clerk ? { actions: <PaperMandate /> } : {})}
      />
      <DataList<MandateView>
        route="/windows/mandates"
        query={values}
        fetchPage={windows.mandates}
        rowKey={(mandate) => mandate.id}
        caption={t('mandates.title')}
        empty={<Empty title={t('mandates.none')} hint={t('mandates.noneHint')} />}
        toolbar={
          <Select
            allowClear
            aria-label={t('mandates.state')}
            placeholder={t('mandates.all')}
            style={{ width: 180 }}
            value={values.state ?? null}
            onChange={(value) => set('state', value)}
            options={['pending', 'running', 'over'].map((value) => ({ value, label: t(`mandates.filter.${value}`) }))}
          />
        }
        columns={[
          {
            title: t('mandates.parties'),
            lead: true,
            render: (mandate) => (
              <>
                <b>{mandate.name}</b> → {mandate.windowName}
                <span className="cell-sub">{mandate.mandateRef}</span>
              </>
            ),
          },
          { title: t('mandates.terms'), render: (mandate) => <TermsText mandate={mandate} /> },
          { title: t('mandates.state'), render: (mandate) => <State mandate={mandate} /> },
          { title: '', end: true, render: (mandate) => <Acts mandate={mandate} /> },
        ]}
      />
    </>
  );
}

const TONE: Record<string, string> = { running: 'good', pending: 'warn' };

function State({ mandate }: { mandate: MandateView }) {
  const { t } = useTranslation();
  const entered = [t(`mandates.channel.${mandate.channel}`), mandate.enteredByName].filter(Boolean).join(' ');
  const how = mandate.confirmedHow && t(`mandates.confirmed.${mandate.confirmedHow}`);
  return (
    <>
      <span className={`tag ${TONE[mandate.state] ?? ''}`}>{t(`mandates.states.${mandate.state}`)}</span>
      <span className="cell-sub">
        {entered} · <Moment at={mandate.createdAt} day />
      </span>
      {mandate.channel === 'counter' && how && (
        <span className="cell-sub">{[how, mandate.confirmedByName].filter(Boolean).join(' ')}</span>
      )}
      {mandate.endReason && <span className="cell-sub">{mandate.endReason}</span>}
    </>
  );
}

function Acts({ mandate }: { mandate: MandateView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const own = actor?.organisation.id === mandate.organisationId && can('window.mandate');
  const judges = mandate.state === 'pending' && (own || can('mandate.confirm'));
  const button = { size: 'small' } as const;
  return (
    <span className="row row-acts">
      {mandate.paperId && (
        <a href={path(`/attachments/${mandate.paperId}`)} download>
          {t('mandates.paper')}
        </a>
      )}
      {judges && (
        <>
          <ConfirmAction
            label={t('mandates.confirm')}
            title={t('mandates.confirm')}
            button={{ ...button, type: 'primary' }}
            run={() => windows.confirm(mandate.id)}
          >
            <p>{t('mandates.confirmText', { client: mandate.name, window: mandate.windowName })}</p>
            <div>
              <TermsText mandate={mandate} />
            </div>
          </ConfirmAction>
          <ConfirmAction
            label={t('mandates.refuse')}
            title={t('mandates.refuse')}
            reasonLabel={t('common.reason')}
            button={button}
            danger
            run={(reason) => windows.refuse(mandate.id, reason)}
          >
            <p>{t('mandates.refuseText')}</p>
          </ConfirmAction>
        </>
      )}
      {own && ['running', 'future'].includes(mandate.state) && (
        <ConfirmAction
          label={t('mandate.end')}
          title={t('mandate.end')}
          danger
          button={button}
          run={() => windows.end(mandate.windowId)}
        >
          <p>{t('mandate.endText', { name: mandate.windowName })}</p>
        </ConfirmAction>
      )}
    </span>
  );
}
