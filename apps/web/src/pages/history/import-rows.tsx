import { useMutation } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { history, type HistoryImport, type HistoryRow, ROW_STATUSES } from '../../api/history';
import { toProblem } from '../../api/http';
import { DataList } from '../../ui/data-list';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { saveFile } from './save-file';
import { ShownValue } from './shown-value';

/** What each row was read as, or what is wrong with it and where. */
export function ImportRows({ item }: { item: HistoryImport }) {
  const { t } = useTranslation();
  const { values, set } = useFilters(['status'] as const);
  return (
    <section aria-labelledby="moving-rows">
      <h2 id="moving-rows" className="moving-heading">
        {t('moving.preview')}
      </h2>
      <DataList<HistoryRow>
        route={`/history-imports/${item.id}/rows`}
        query={values}
        fetchPage={(query) => history.rows(item.id, query)}
        rowKey={(row) => String(row.rowNumber)}
        caption={t('moving.preview')}
        exportable={false}
        empty={<Empty title={t('moving.noRows')} />}
        toolbar={
          <>
            <Select
              aria-label={t('market.filter.state')}
              style={{ width: 180 }}
              value={values.status ?? ''}
              onChange={(value) => set('status', value)}
              options={[
                { value: '', label: `${t('moving.allRows')} (${item.totalRows})` },
                ...ROW_STATUSES.filter((status) => item.counts[status] > 0).map((value) => ({
                  value,
                  label: `${t(`state.historyRow.${value}`)} (${item.counts[value]})`,
                })),
              ]}
            />
            {item.counts.error > 0 && <Report item={item} />}
          </>
        }
        columns={[
          { title: t('moving.rowNumber'), render: (row) => <b className="num">{row.rowNumber}</b> },
          { title: t('listing.state'), render: (row) => <StateTag domain="historyRow" state={row.status} /> },
          { title: t('moving.content'), lead: true, render: (row) => <Content item={item} row={row} /> },
          ...(item.counts.error > 0
            ? [{ title: t('moving.problems'), render: (row: HistoryRow) => <Problems row={row} /> }]
            : []),
        ]}
      />
    </section>
  );
}

/** Good rows by their fields; others as their cells stand in the file. */
function Content({ item, row }: { item: HistoryImport; row: HistoryRow }) {
  const { t } = useTranslation();
  const { record } = row;
  if (!record) return <span className="moving-cells">{row.cells.filter(Boolean).join(' · ')}</span>;
  const shown = item.fields.filter(({ field }) => {
    const value = record[field];
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== '';
  });
  return (
    <dl className="moving-record">
      {shown.map(({ field }) => (
        <div key={field}>
          <dt>{t(`moving.fields.${field}`)}</dt>
          <dd>
            <ShownValue field={field} value={record[field]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Problems({ row }: { row: HistoryRow }) {
  const { t } = useTranslation();
  return (
    <ul className="moving-problems">
      {row.problems.map(({ column, field, code, message }) => (
        <li key={`${column}:${field}:${code}`} title={code}>
          {column && <b>{`${column}${row.rowNumber}`}</b>} {field && <span>{t(`moving.fields.${field}`)}</span>}{' '}
          {message}
        </li>
      ))}
    </ul>
  );
}

function Report({ item }: { item: HistoryImport }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const run = useMutation({
    mutationFn: () => history.report(item.id),
    onSuccess: (file) => saveFile(file, `${item.filename.replace(/\.\w+$/, '')}-errors.csv`),
    onError: (error) => void message.error(toProblem(error).detail ?? toProblem(error).title, 8),
  });
  return (
    <Button title={t('moving.reportHint')} loading={run.isPending} onClick={() => run.mutate()}>
      {t('moving.report')}
    </Button>
  );
}
