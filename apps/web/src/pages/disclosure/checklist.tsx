import { useTranslation } from 'react-i18next';
import { type ChecklistItem, type Decision, type Disclosure, disclosures } from '../../api/disclosures';
import { AttachmentLink } from '../../ui/attachment-link';
import { ConfirmAction } from '../../ui/confirm-action';
import { FileButton } from './file-button';

/** Every document the law wants for this decision, why, and whether it is there. */
export function Checklist({ disclosure, decision }: { disclosure: Disclosure; decision: Decision }) {
  const { t } = useTranslation();
  const { checklist, may } = disclosure;
  if (checklist.length === 0) return <p className="muted small">{t('disclosure.noDocuments')}</p>;
  const there = checklist.filter(({ present }) => present).length;
  // The office puts a proposal together, and adds what is due by the decision.
  const adds = may.includes('submit') || may.includes('recall');
  return (
    <div>
      <h3 className="checklist-head">
        {t('disclosure.documents')}{' '}
        <span className={`tag ${there === checklist.length ? 'good' : 'wait'}`}>
          {t('disclosure.documentCount', { there, all: checklist.length })}
        </span>
      </h3>
      <ul className="checklist">
        {checklist.map((item) => (
          <li key={item.kind} className={item.present ? 'there' : 'missing'}>
            <Item disclosure={disclosure} decision={decision} item={item} />
            {adds && (
              <FileButton
                label={t(item.present ? 'disclosure.addAnother' : 'disclosure.addDocument')}
                send={(id) => disclosures.file(disclosure.id, item.kind, id)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Item({ disclosure, decision, item }: { disclosure: Disclosure; decision: Decision; item: ChecklistItem }) {
  const { t } = useTranslation();
  const filed = disclosure.documents.filter(({ kind, decisionId }) => kind === item.kind && decisionId === decision.id);
  const label = item.present ? t('disclosure.present') : t(`disclosure.owed.${item.due}`);
  return (
    <div>
      <b>{t(`disclosure.document.${item.kind}`)}</b>{' '}
      <span className={`tag ${item.present ? 'good' : item.due === 'submit' ? 'bad' : 'wait'}`}>{label}</span>
      <span className="cell-sub">{item.source}</span>
      {filed.map(({ attachment, addedByName }) => (
        <span key={attachment.id} className="row small">
          <AttachmentLink attachment={attachment} /> <span className="muted">{addedByName}</span>
          {disclosure.may.includes('submit') && (
            <ConfirmAction
              label={t('common.remove')}
              title={t('common.remove')}
              danger
              button={{ type: 'link', size: 'small' }}
              run={() => disclosures.remove(disclosure.id, item.kind, attachment.id)}
            >
              <p>{attachment.filename}</p>
            </ConfirmAction>
          )}
        </span>
      ))}
    </div>
  );
}
