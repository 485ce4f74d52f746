import { useTranslation } from 'react-i18next';
import { type SessionView, identity } from '../../api/identity';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { PasswordPanel } from './password-panel';

export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('sessions.title')} intro={t('sessions.intro')} />
      <DataList<SessionView>
        route="/sessions"
        exportable={false}
        fetchPage={identity.sessions}
        rowKey={(session) => session.id}
        caption={t('sessions.title')}
        columns={[
          {
            title: t('sessions.device'),
            lead: true,
            render: (session) => (
              <>
                <b>{session.current ? t('sessions.current') : t('sessions.other')}</b>
                <span className="cell-sub">{session.userAgent}</span>
              </>
            ),
          },
          { title: t('sessions.address'), render: (session) => <span className="num">{session.address}</span> },
          { title: t('sessions.createdAt'), render: (session) => <Moment at={session.createdAt} /> },
          { title: t('sessions.expiresAt'), render: (session) => <Moment at={session.expiresAt} /> },
          {
            title: '',
            end: true,
            render: (session) =>
              session.current ? null : (
                <ConfirmAction
                  label={t('sessions.revoke')}
                  title={t('sessions.revoke')}
                  danger
                  button={{ size: 'small' }}
                  run={() => identity.revoke(session.id)}
                >
                  <p>{t('sessions.revokeText')}</p>
                </ConfirmAction>
              ),
          },
        ]}
      />
      <PasswordPanel />
    </>
  );
}
