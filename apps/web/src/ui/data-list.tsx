import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Page, path, type Query } from '../api/http';
import { ProblemAlert } from './problem-alert';
import { Empty, Loading } from './states';

export interface Column<T> {
  title: string;
  render: (item: T) => React.ReactNode;
  /** The cell that names the record: without a label on a narrow screen. */
  lead?: boolean;
  end?: boolean;
}

interface DataListProps<T> {
  /** Route of the list: cache key and export address in one. */
  route: string;
  query?: Query;
  fetchPage: (query: Query) => Promise<Page<T>>;
  columns: Column<T>[];
  rowKey: (item: T) => string;
  caption: string;
  empty?: React.ReactNode;
  toolbar?: React.ReactNode;
  exportable?: boolean;
  refetchMs?: number;
}

const SIZES = [10, 20, 50, 100];

/** A paged list: a table where there is room, cards where there is not; export gives the same rows as CSV. */
export function DataList<T>(props: DataListProps<T>) {
  const { t } = useTranslation();
  const { route, query = {}, columns, exportable = true } = props;
  const [limit, setLimit] = useState(20);
  const [cursors, setCursors] = useState<string[]>([]);
  const filterKey = JSON.stringify(query);
  useEffect(() => setCursors([]), [filterKey, limit]);
  const cursor = cursors.at(-1);
  const result = useQuery({
    queryKey: [route, query, limit, cursor],
    queryFn: () => props.fetchPage({ ...query, limit, cursor }),
    placeholderData: (previous) => previous,
    refetchInterval: props.refetchMs ?? false,
  });
  const page = result.data;
  return (
    <section aria-label={props.caption}>
      {(props.toolbar || exportable) && (
        <div className="toolbar">
          {props.toolbar}
          {exportable && (
            <a href={path(route, { ...query, format: 'csv' })} download style={{ marginLeft: 'auto' }}>
              {t('common.exportCsv')}
            </a>
          )}
        </div>
      )}
      <ProblemAlert
        error={result.error}
        retry={<Button onClick={() => void result.refetch()}>{t('common.retry')}</Button>}
      />
      {result.isPending && <Loading />}
      {page && page.items.length === 0 && (props.empty ?? <Empty />)}
      {page && page.items.length > 0 && (
        <div className="data-wrap" aria-busy={result.isFetching}>
          <Rows {...props} columns={columns} items={page.items} />
        </div>
      )}
      {page && (cursors.length > 0 || page.nextCursor || page.items.length > 10) && (
        <nav className="pager" aria-label={t('common.paging')}>
          <span>
            {t('common.pageOf', { page: cursors.length + 1 })}
            {page.total !== undefined && ` · ${t('common.total', { count: page.total })}`}
          </span>
          <span className="row">
            <Select
              aria-label={t('common.pageSize')}
              value={limit}
              onChange={setLimit}
              options={SIZES.map((value) => ({ value, label: t('common.perPage', { value }) }))}
            />
            <Button disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
              {t('common.previous')}
            </Button>
            <Button
              disabled={!page.nextCursor}
              onClick={() => page.nextCursor && setCursors([...cursors, page.nextCursor])}
            >
              {t('common.next')}
            </Button>
          </span>
        </nav>
      )}
    </section>
  );
}

function Rows<T>({ columns, items, rowKey, caption }: DataListProps<T> & { items: T[] }) {
  return (
    <table className="data">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.title} scope="col" className={column.end ? 'end' : ''}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={rowKey(item)}>
            {columns.map((column) => (
              <td
                key={column.title}
                className={`${column.lead ? 'lead' : ''} ${column.end ? 'end' : ''}`}
                data-label={column.title || undefined}
              >
                <div className="cell">{column.render(item)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
