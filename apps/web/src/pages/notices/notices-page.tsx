import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Both, type Notice, NOTICE_KINDS, notices } from '../../api/notices';
import { regionName } from '../../lib/regions';
import { type Column, DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Deadline } from './deadline';
import { DayField, SaleFilters } from './notice-filters';

const FILTERS = ['q', 'kind', 'exchangeId', 'field', 'region', 'from', 'to'] as const;

/** Everything the exchanges have announced, as it was announced. */
export function Component() {
  const { t } = useTranslation();
  const { values, set } = useFilters(FILTERS);
  const kinds = NOTICE_KINDS.map((value) => ({ value, label: t(`notice.kind.${value}`) }));
  return (
    <div className="page">
      <PageHead
        title={t('notice.title')}
        intro={t('notice.intro')}
        actions={<a href="/api/notices/feed.atom">{t('notice.feed')}</a>}
      />
      <DataList<Notice>
        route="/notices"
        query={values}
        fetchPage={notices.list}
        rowKey={(item) => item.id}
        caption={t('notice.title')}
        refetchMs={30_000}
        columns={useColumns()}
        empty={<Empty title={t('notice.none')} hint={t('notice.noneHint')} />}
        toolbar={
          <search className="filters" aria-label={t('market.filter.label')}>
            <Input.Search
              allowClear
              style={{ flex: '2 1 240px' }}
              aria-label={t('notice.search')}
              placeholder={t('notice.search')}
              defaultValue={values.q ?? ''}
              onSearch={(text) => set('q', text.trim())}
            />
            <SaleFilters values={values} set={set} kindLabel={t('notice.filter.kind')} kinds={kinds} />
            <DayField label={t('notice.filter.from')} value={values.from ?? ''} onChange={(day) => set('from', day)} />
            <DayField label={t('notice.filter.to')} value={values.to ?? ''} onChange={(day) => set('to', day)} />
          </search>
        }
      />
    </div>
  );
}

function useColumns(): Column<Notice>[] {
  const { t, i18n } = useTranslation();
  const language: keyof Both = i18n.language.startsWith('zh') ? 'zh' : 'en';
  return [
    {
      title: t('notice.one'),
      lead: true,
      render: (item) => (
        <>
          <Link to={`/notices/${item.id}`} className="cell-title">
            {item.title[language]}
          </Link>
          <span className="cell-sub">
            {[
              item.number[language],
              item.listingNumber,
              item.exchangeName,
              item.fieldCode && t(`field.${item.fieldCode}`, { defaultValue: item.fieldCode }),
              regionName(item.regionCode, i18n.language),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </>
      ),
    },
    {
      title: t('notice.filter.kind'),
      render: (item) => <span className={`tag notice-${item.kind}`}>{t(`notice.kind.${item.kind}`)}</span>,
    },
    {
      title: t('notice.period'),
      render: (item) => (item.periodTo ? <Deadline at={item.periodTo} /> : <span className="muted">—</span>),
    },
    { title: t('notice.issuedAt'), render: (item) => <Moment at={item.issuedAt} day /> },
  ];
}
