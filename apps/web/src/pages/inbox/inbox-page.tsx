import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { inbox, type Notification } from '../../api/notices';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';

export function Component() {
  return (
    <Guard permission="session.own">
      <Inbox />
    </Guard>
  );
}

function Inbox() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const { values, set } = useFilters(['unread'] as const);
  const refresh = () => client.invalidateQueries({ predicate: ({ queryKey }) => isInbox(queryKey[0]) });
  const read = useMutation({ mutationFn: inbox.read, onSuccess: refresh });
  const readAll = useMutation({ mutationFn: inbox.readAll, onSuccess: refresh });
  return (
    <>
      <PageHead
        title={t('inbox.title')}
        intro={t('inbox.intro')}
        actions={
          <Button loading={readAll.isPending} onClick={() => readAll.mutate()}>
            {t('inbox.readAll')}
          </Button>
        }
      />
      <ProblemAlert error={read.error ?? readAll.error} />
      <DataList<Notification>
        key={i18n.language}
        route="/notifications"
        query={values}
        fetchPage={inbox.list}
        rowKey={(item) => item.id}
        caption={t('inbox.title')}
        refetchMs={20_000}
        toolbar={
          <Segmented
            aria-label={t('inbox.show')}
            value={values.unread ? 'unread' : 'all'}
            onChange={(value) => set('unread', value === 'unread' ? '1' : null)}
            options={[
              { value: 'all', label: t('inbox.all') },
              { value: 'unread', label: t('inbox.unread') },
            ]}
          />
        }
        empty={<Empty title={t('inbox.none')} hint={t('inbox.noneHint')} />}
        columns={[
          {
            title: t('inbox.message'),
            lead: true,
            render: (item) => (
              <>
                <Link
                  to={item.link}
                  className={`cell-title ${item.readAt ? 'seen' : 'unseen'}`}
                  onClick={() => read.mutate(item.id)}
                >
                  {!item.readAt && <span className="sr-only">{t('inbox.unread')} </span>}
                  {item.text}
                </Link>
                {item.reason && <span className="cell-sub">{t('room.because', { reason: item.reason })}</span>}
              </>
            ),
          },
          { title: t('inbox.at'), render: (item) => <Moment at={item.createdAt} /> },
          {
            title: '',
            end: true,
            render: (item) =>
              !item.readAt && (
                <Button size="small" onClick={() => read.mutate(item.id)}>
                  {t('inbox.read')}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}

const isInbox = (key: unknown): boolean => typeof key === 'string' && key.startsWith('/notifications');
