import { useTranslation } from 'react-i18next';
import { type AuditEntry, oversight } from '../../api/oversight';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';

export function Component() {
  return (
    <Guard permission="audit.read">
      <Audit />
    </Guard>
  );
}

/** What is empty tells nothing. */
const told = ({ detail }: AuditEntry) =>
  Object.entries(detail ?? {}).filter(([, value]) => value !== '' && value !== null);

function Audit() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('audit.title')} intro={t('audit.intro')} />
      <DataList<AuditEntry>
        route="/audit"
        fetchPage={oversight.audit}
        rowKey={(entry) => entry.id}
        caption={t('audit.title')}
        empty={<Empty title={t('audit.none')} />}
        columns={[
          { title: t('audit.at'), render: (entry) => <Moment at={entry.at} /> },
          {
            title: t('audit.actor'),
            lead: true,
            render: (entry) => (
              <>
                <b>{entry.actorName ?? t('audit.system')}</b>
                <span className="cell-sub">{entry.organisationName}</span>
              </>
            ),
          },
          {
            title: t('audit.action'),
            render: (entry) => (
              <b>{t(`action.${entry.action.replaceAll('.', '_')}`, { defaultValue: t('action.other') })}</b>
            ),
          },
          {
            title: t('audit.subject'),
            render: (entry) => (
              <>
                {t(`subject.${entry.subjectType}`, { defaultValue: t('subject.other') })}
                <span className="cell-sub hash">{entry.subjectId}</span>
              </>
            ),
          },
          {
            title: t('audit.detail'),
            render: (entry) =>
              told(entry).length > 0 ? (
                <ul className="small hash">
                  {told(entry).map(([name, value]) => (
                    <li key={name}>
                      <span className="muted">{name}</span> {typeof value === 'string' ? value : JSON.stringify(value)}
                    </li>
                  ))}
                </ul>
              ) : null,
          },
        ]}
      />
    </>
  );
}
