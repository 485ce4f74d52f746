import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Achievement, listings } from '../../api/listings';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { ImportPanel } from './import-panel';

export function Component() {
  return (
    <Guard permission="achievement.read">
      <Achievements />
    </Guard>
  );
}

function Achievements() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { values, set } = useFilters(['q'] as const);
  return (
    <>
      <PageHead title={t('achievements.title')} intro={t('achievements.intro')} />
      {can('achievement.import') && <ImportPanel />}
      <div style={{ height: 24 }} />
      <DataList<Achievement>
        route="/achievements"
        query={values}
        fetchPage={listings.achievements}
        rowKey={(item) => item.id}
        caption={t('achievements.title')}
        empty={<Empty title={t('achievements.none')} hint={t('achievements.noneHint')} />}
        toolbar={
          <Input.Search
            style={{ maxWidth: 340 }}
            allowClear
            defaultValue={values.q ?? ''}
            aria-label={t('achievements.search')}
            placeholder={t('achievements.search')}
            onSearch={(text) => set('q', text.trim())}
          />
        }
        columns={[
          {
            title: t('listing.achievement'),
            lead: true,
            render: (item) => (
              <>
                <span className="cell-title">{item.title}</span>
                <span className="cell-sub">
                  {[item.ipKind && t(`ipKind.${item.ipKind}`), item.organisationName].filter(Boolean).join(' · ')}
                </span>
              </>
            ),
          },
          {
            title: t('achievement.patentNumber'),
            render: (item) => {
              const number = item.patentNumber || item.applicationNumber;
              return number ? <span className="num">{[item.country, number].filter(Boolean).join(' ')}</span> : null;
            },
          },
          {
            title: t('achievement.grantedOn'),
            render: (item) => (item.grantedOn ? <Moment at={item.grantedOn} day /> : ''),
          },
          {
            title: t('achievement.ipc'),
            render: (item) => <span className="num">{(item.ipc ?? []).slice(0, 2).join(' ')}</span>,
          },
          {
            title: '',
            end: true,
            render: (item) =>
              can('listing.draft') && (
                <span className="actions">
                  <ButtonLink to={`/desk/valuations/new?achievement=${item.id}`} size="small">
                    {t('valuation.valueIt')}
                  </ButtonLink>
                  <ButtonLink to={`/desk/listings/new?achievement=${item.id}`} size="small">
                    {t('achievements.list')}
                  </ButtonLink>
                </span>
              ),
          },
        ]}
      />
    </>
  );
}
