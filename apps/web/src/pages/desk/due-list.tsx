import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { due, type DueItem } from '../../api/notices';
import { Moment } from '../../ui/moment';
import { More } from '../../ui/more';
import { ProblemAlert } from '../../ui/problem-alert';
import { Deadline } from '../notices/deadline';

/** What waits for this person over all their queues, what is overdue first. */
export function DueList() {
  const { t } = useTranslation();
  const pages = useInfiniteQuery({
    queryKey: ['/due'],
    queryFn: ({ pageParam }) => due.list({ limit: 8, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: 30_000,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  if (pages.isPending) return null;
  return (
    <section className="panel due" aria-labelledby="due-title">
      <div className="panel-head">
        <h2 id="due-title">{t('due.title', { count: total })}</h2>
        {total > 0 && (
          <a href="/api/due?format=csv" download>
            {t('common.exportCsv')}
          </a>
        )}
      </div>
      <ProblemAlert error={pages.error} />
      {pages.isSuccess && items.length === 0 && <p className="muted">{t('due.none')}</p>}
      <ul>
        {items.map((item) => (
          <li key={`${item.key}.${item.id}`}>
            <Link to={item.link}>
              <span className={`tag ${toneOf(item)}`}>{t(`due.kind.${item.key}`)}</span>
              <b>{item.title}</b>
              <span className="cell-sub">
                {[item.number, item.about].filter(Boolean).join(' · ')} · {t('due.since')}{' '}
                <Moment at={item.since} day />
              </span>
            </Link>
            <Until item={item} />
          </li>
        ))}
      </ul>
      <More pages={pages} label={t('due.more')} />
    </section>
  );
}

const toneOf = ({ overdue, workingDaysLeft }: DueItem): string => {
  if (overdue) return 'bad';
  return workingDaysLeft !== null && workingDaysLeft <= 1 ? 'wait' : '';
};

function Until({ item }: { item: DueItem }) {
  const { t } = useTranslation();
  const { dueAt, overdue, workingDaysLeft: left } = item;
  if (dueAt === null) return <span className="due-until muted">{t('due.noDate')}</span>;
  const days = left === null ? null : Math.abs(left);
  return (
    <span className={`due-until ${overdue ? 'late' : ''}`}>
      {days !== null && (
        <b>{overdue ? t('due.late', { count: days }) : days === 0 ? t('due.today') : t('due.left', { count: days })}</b>
      )}
      <Deadline at={dueAt} />
    </span>
  );
}
