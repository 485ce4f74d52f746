import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type BylawItem, bylaws, type BylawsInForce } from '../../api/bylaws';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Empty, Loading } from '../../ui/states';
import { BylawChanges } from './bylaw-changes';
import { BylawTable } from './bylaw-table';

export function Component() {
  return (
    <Guard permission={['bylaw.write', 'bylaw.confirm']}>
      <BylawsPage />
    </Guard>
  );
}

function BylawsPage() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const found = useQuery({ queryKey: ['/bylaws', 'current'], queryFn: bylaws.current });
  return (
    <>
      <PageHead
        title={t('bylaw.title')}
        intro={t('bylaw.intro')}
        actions={
          can('bylaw.write') && (
            <ButtonLink to="/desk/bylaws/new" type="primary">
              {t('bylaw.write')}
            </ButtonLink>
          )
        }
      />
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading rows={8} />}
      {found.data && <InForce inForce={found.data} />}
      <h2 className="desk-heading">{t('bylaw.history')}</h2>
      <History />
    </>
  );
}

function InForce({ inForce: { bylaw, body, changes } }: { inForce: BylawsInForce }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <section className="panel" aria-labelledby="in-force-title">
        <h2 id="in-force-title">
          {bylaw ? (
            <Link to={`/desk/bylaws/${bylaw.id}`}>{t('bylaw.version', { version: bylaw.version })}</Link>
          ) : (
            t('bylaw.shipped')
          )}
        </h2>
        <p className="muted small">
          {bylaw ? (
            <>
              {bylaw.source} · {t('bylaw.effective')} <Moment at={bylaw.effectiveAt} day />
            </>
          ) : (
            t('bylaw.shippedHint')
          )}
        </p>
        <BylawTable body={body} />
      </section>
      {bylaw && (
        <section className="panel" aria-labelledby="defaults-title">
          <h2 id="defaults-title">{t('bylaw.fromDefaults')}</h2>
          <BylawChanges changes={changes} caption={t('bylaw.fromDefaults')} />
        </section>
      )}
    </div>
  );
}

function History() {
  const { t } = useTranslation();
  return (
    <DataList<BylawItem>
      route="/bylaws"
      fetchPage={bylaws.list}
      rowKey={({ id }) => id}
      caption={t('bylaw.history')}
      empty={<Empty title={t('bylaw.noHistory')} hint={t('bylaw.noHistoryHint')} />}
      columns={[
        {
          title: t('bylaw.document'),
          lead: true,
          render: (bylaw) => (
            <>
              <Link to={`/desk/bylaws/${bylaw.id}`} className="cell-title">
                {t('bylaw.version', { version: bylaw.version })}
              </Link>
              <span className="cell-sub">{bylaw.source}</span>
            </>
          ),
        },
        { title: t('people.state'), render: ({ state }) => <StateTag domain="bylaw" state={state} /> },
        { title: t('bylaw.effective'), render: ({ effectiveAt }) => <Moment at={effectiveAt} day /> },
        {
          title: t('bylaw.writer'),
          render: (bylaw) => (
            <>
              {bylaw.writtenByName}
              <span className="cell-sub">
                <Moment at={bylaw.writtenAt} />
              </span>
            </>
          ),
        },
        {
          title: t('bylaw.answerer'),
          render: (bylaw) =>
            bylaw.answeredAt && (
              <>
                {bylaw.answeredByName}
                <span className="cell-sub">
                  <Moment at={bylaw.answeredAt} />
                </span>
              </>
            ),
        },
      ]}
    />
  );
}
