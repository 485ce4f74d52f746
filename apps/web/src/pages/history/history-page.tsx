import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { history, HISTORY_KINDS, type HistoryImportItem, IMPORT_STATES } from '../../api/history';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Counts } from './counts';
import { ExportEverything } from './export-everything';
import { UploadPanel } from './upload-panel';

export function Component() {
  return (
    <Guard permission="history.import">
      <MovingIn />
    </Guard>
  );
}

function MovingIn() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state', 'kind'] as const);
  return (
    <>
      <PageHead
        title={t('moving.title')}
        intro={t('moving.intro')}
        actions={
          <>
            <ButtonLink to="/desk/history/records">{t('moving.records')}</ButtonLink>
            <ExportEverything />
          </>
        }
      />
      <UploadPanel />
      <h2 className="moving-heading">{t('moving.imports')}</h2>
      <DataList<HistoryImportItem>
        route="/history-imports"
        query={values}
        fetchPage={history.imports}
        rowKey={(item) => item.id}
        caption={t('moving.imports')}
        refetchMs={5_000}
        empty={<Empty title={t('moving.none')} hint={t('moving.noneHint')} />}
        toolbar={
          <>
            <Select
              allowClear
              aria-label={t('moving.kindLabel')}
              placeholder={t('moving.kindLabel')}
              style={{ width: 180 }}
              value={values.kind ?? null}
              onChange={(value) => set('kind', value)}
              options={HISTORY_KINDS.map((value) => ({ value, label: t(`moving.kind.${value}`) }))}
            />
            <Select
              allowClear
              aria-label={t('market.filter.state')}
              placeholder={t('market.filter.state')}
              style={{ width: 180 }}
              value={values.state ?? null}
              onChange={(value) => set('state', value)}
              options={IMPORT_STATES.map((value) => ({ value, label: t(`state.historyImport.${value}`) }))}
            />
          </>
        }
        columns={[
          {
            title: t('moving.file'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/desk/history/${item.id}`} className="cell-title moving-file">
                  {item.filename}
                </Link>
                <span className="cell-sub">{t(`moving.kind.${item.kind}`)}</span>
              </>
            ),
          },
          { title: t('listing.state'), render: (item) => <StateTag domain="historyImport" state={item.state} /> },
          {
            title: t('moving.rows'),
            render: (item) => (item.state === 'discarded' ? item.totalRows : <Counts item={item} />),
          },
          {
            title: t('moving.uploaded'),
            render: (item) => (
              <>
                <Moment at={item.createdAt} />
                <span className="cell-sub">{item.createdByName}</span>
              </>
            ),
          },
        ]}
      />
    </>
  );
}
