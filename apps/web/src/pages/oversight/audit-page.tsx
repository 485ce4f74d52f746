import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type AuditEntry, oversight } from '../../api/oversight';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { AuditDetail } from './audit-detail';

export function Component() {
  return (
    <Guard permission="audit.read">
      <Audit />
    </Guard>
  );
}

function Audit() {
  const { t, i18n } = useTranslation();
  const { values, set } = useFilters(['action', 'subjectId'] as const);
  const acts = Object.keys(i18n.getResource(i18n.language, 'translation', 'action') as object);
  return (
    <>
      <PageHead title={t('audit.title')} intro={t('audit.intro')} />
      <DataList<AuditEntry>
        route="/audit"
        query={values}
        fetchPage={oversight.audit}
        rowKey={(entry) => entry.id}
        caption={t('audit.title')}
        empty={<Empty title={t('audit.none')} />}
        toolbar={
          <>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={t('audit.action')}
              placeholder={t('audit.action')}
              style={{ width: 220 }}
              value={values.action ?? null}
              onChange={(value) => set('action', value)}
              options={acts
                .filter((act) => act !== 'other')
                .map((act) => ({ value: act.replace('_', '.'), label: t(`action.${act}`) }))}
            />
            {values.subjectId && <Button onClick={() => set('subjectId', null)}>{t('audit.everything')}</Button>}
          </>
        }
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
                <button type="button" className="link-button hash" onClick={() => set('subjectId', entry.subjectId)}>
                  {entry.subjectId}
                </button>
              </>
            ),
          },
          {
            title: t('audit.detail'),
            render: (entry) => <AuditDetail entry={entry} />,
          },
        ]}
      />
    </>
  );
}
