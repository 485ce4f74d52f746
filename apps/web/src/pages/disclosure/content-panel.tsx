import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Disclosure } from '../../api/disclosures';
import { AttachmentLink } from '../../ui/attachment-link';
import { ConfirmAction } from '../../ui/confirm-action';
import { disclosures } from '../../api/disclosures';
import { Facts } from '../../ui/facts';
import { FileButton } from './file-button';

export function ContentPanel({ disclosure }: { disclosure: Disclosure }) {
  const { t } = useTranslation();
  const supporting = disclosure.documents.filter(({ kind }) => kind === 'supporting');
  const editable = disclosure.may.includes('disclose');
  return (
    <section className="panel" aria-labelledby="content-title">
      <h2 id="content-title">{t('disclosure.content')}</h2>
      <div className="stack">
        {disclosure.publicity !== 'open' && (
          <Alert type="warning" showIcon title={t(`disclosure.publicity.${disclosure.publicity}`)} />
        )}
        {disclosure.planFunded && <Alert type="info" showIcon title={t('disclosure.duty')} />}
        {disclosure.publications.length > 0 && <Alert type="warning" showIcon title={t('disclosure.noveltyRisk')} />}
        <Facts
          items={[
            [t('achievement.ipKind'), t(`ipKind.${disclosure.ipKind}`)],
            [t('achievement.field'), disclosure.fieldCode && t(`field.${disclosure.fieldCode}`)],
            [t('disclosure.funding'), t(`disclosure.fundedBy.${disclosure.fundingSource}`)],
            [t('disclosure.programme'), disclosure.programme],
            [t('disclosure.exportControl'), t(`disclosure.export.${disclosure.exportControl}`)],
            [
              t('disclosure.secrecy'),
              disclosure.secrecy.map((flag) => t(`disclosure.secret.${flag}`)).join(t('common.comma')),
            ],
          ]}
        />
        <Text title={t('disclosure.summary')} text={disclosure.summary} />
        <Text title={t('disclosure.description')} text={disclosure.description} />
        {disclosure.publications.length > 0 && (
          <div>
            <h3 className="small muted">{t('disclosure.publications')}</h3>
            <ul>
              {disclosure.publications.map((publication) => (
                <li key={`${publication.on}:${publication.title}`}>
                  {publication.title} <span className="muted small">{`${publication.where} · ${publication.on}`}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {(supporting.length > 0 || editable) && (
          <div>
            <h3 className="small muted">{t('disclosure.supporting')}</h3>
            <ul>
              {supporting.map(({ attachment }) => (
                <li key={attachment.id} className="row">
                  <AttachmentLink attachment={attachment} />
                  {editable && (
                    <ConfirmAction
                      label={t('common.remove')}
                      title={t('common.remove')}
                      danger
                      button={{ type: 'link', size: 'small' }}
                      run={() => disclosures.remove(disclosure.id, 'supporting', attachment.id)}
                    >
                      <p>{attachment.filename}</p>
                    </ConfirmAction>
                  )}
                </li>
              ))}
            </ul>
            {editable && (
              <FileButton
                label={t('disclosure.addDocument')}
                send={(id) => disclosures.file(disclosure.id, 'supporting', id)}
              />
            )}
          </div>
        )}
      </div>
    </section>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  if (!text) return null;
  return (
    <div>
      <h3 className="small muted">{title}</h3>
      <p className="abstract">{text}</p>
    </div>
  );
}
