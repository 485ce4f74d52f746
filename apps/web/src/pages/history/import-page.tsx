import { useQuery } from '@tanstack/react-query';
import { Alert, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { history, type HistoryImport } from '../../api/history';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { Counts } from './counts';
import { ImportActions } from './import-actions';
import { ImportRows } from './import-rows';
import { MappingPanel } from './mapping-panel';

export function Component() {
  return (
    <Guard permission="history.import">
      <ImportPage />
    </Guard>
  );
}

function ImportPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const found = useQuery({
    queryKey: ['/history-imports', id],
    queryFn: () => history.get(id),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1_000 : false),
  });
  const item = found.data;
  return (
    <>
      <PageHead
        title={item?.filename ?? t('moving.title')}
        intro={item && <Told item={item} />}
        actions={<ButtonLink to="/desk/history">{t('moving.backToImports')}</ButtonLink>}
      />
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading />}
      {item && (
        <div className="stack moving-import">
          <Standing item={item} />
          {item.state === 'previewed' && <MappingPanel key={JSON.stringify(item.mapping)} item={item} />}
          {item.state !== 'discarded' && (item.mappingComplete || item.counts.waiting === 0) && (
            <ImportRows item={item} />
          )}
        </div>
      )}
    </>
  );
}

function Told({ item }: { item: HistoryImport }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`moving.kind.${item.kind}`)} · {t(`moving.reading.${item.format}`, { reading: item.reading })} ·{' '}
      {t('moving.headerRow', { row: item.headerRow })} · {t('moving.by', { name: item.createdByName })}{' '}
      <Moment at={item.createdAt} />
    </>
  );
}

/** Where the import stands, and what can be done with it. */
function Standing({ item }: { item: HistoryImport }) {
  const { t } = useTranslation();
  const { counts, totalRows, state } = item;
  const looked = totalRows - counts.ok;
  return (
    <section className="panel" aria-label={t('listing.state')}>
      <div className="moving-standing">
        <StateTag domain="historyImport" state={state} />
        {state !== 'discarded' && <Counts item={item} />}
        {state === 'previewed' && <ImportActions item={item} />}
      </div>
      {state === 'previewed' && item.otherSheets.length > 0 && (
        <Alert
          className="moving-sheets"
          type="warning"
          showIcon
          title={t('moving.otherSheets', {
            sheets: item.otherSheets.map((name) => `“${name}”`).join(t('common.comma')),
          })}
        />
      )}
      <div role="status">
        {state === 'running' && (
          <>
            <p>{t('moving.progress', { done: looked, total: totalRows })}</p>
            <Progress percent={Math.floor((looked / totalRows) * 100)} />
          </>
        )}
        {state === 'done' && <Alert type="success" showIcon title={t('moving.done', { ...counts })} />}
        {state === 'failed' && <Alert type="error" showIcon title={t('moving.failed')} />}
        {state === 'discarded' && <Alert type="info" showIcon title={t('moving.wasDiscarded')} />}
      </div>
    </section>
  );
}
