import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { bylaws, type WholeBylaw } from '../../api/bylaws';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { BylawChanges } from './bylaw-changes';
import { BylawTable } from './bylaw-table';

export function Component() {
  return (
    <Guard permission={['bylaw.write', 'bylaw.confirm']}>
      <BylawPage />
    </Guard>
  );
}

function BylawPage() {
  const { id = '' } = useParams();
  const found = useQuery({ queryKey: ['/bylaws', id], queryFn: () => bylaws.get(id) });
  return (
    <>
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading rows={8} />}
      {found.data && <Version bylaw={found.data} />}
    </>
  );
}

function Version({ bylaw }: { bylaw: WholeBylaw }) {
  const { t } = useTranslation();
  const before = bylaw.before === null ? t('bylaw.shipped') : t('bylaw.version', { version: bylaw.before });
  const changed = t('bylaw.changedFrom', { before });
  return (
    <>
      <PageHead
        title={t('bylaw.version', { version: bylaw.version })}
        intro={
          <>
            <Link to="/desk/bylaws">{t('bylaw.title')}</Link> · {bylaw.source} ·{' '}
            <StateTag domain="bylaw" state={bylaw.state} />
          </>
        }
      />
      <div className="stack">
        <section className="panel" aria-labelledby="standing-title">
          <h2 id="standing-title">{t('bylaw.standing')}</h2>
          <Facts
            items={[
              [t('bylaw.document'), bylaw.source],
              [t('bylaw.effective'), <Moment key="effective" at={bylaw.effectiveAt} day />],
              [t('bylaw.writer'), bylaw.writtenByName],
              [t('bylaw.writtenAt'), <Moment key="written" at={bylaw.writtenAt} />],
              [t('bylaw.answerer'), bylaw.answeredByName],
              bylaw.answeredAt !== null && [t('bylaw.answeredAt'), <Moment key="answered" at={bylaw.answeredAt} />],
              [t('common.reason'), bylaw.reason],
            ]}
          />
          {bylaw.mayAnswer && <Answers bylaw={bylaw} />}
          {bylaw.state === 'waiting' && !bylaw.mayAnswer && <p className="muted small">{t('bylaw.waits')}</p>}
        </section>
        <section className="panel" aria-labelledby="changes-title">
          <h2 id="changes-title">{changed}</h2>
          <BylawChanges changes={bylaw.changes} caption={changed} />
        </section>
        {bylaw.before !== null && (
          <section className="panel" aria-labelledby="defaults-title">
            <h2 id="defaults-title">{t('bylaw.fromDefaults')}</h2>
            <BylawChanges changes={bylaw.changesFromDefaults} caption={t('bylaw.fromDefaults')} />
          </section>
        )}
        <section className="panel" aria-labelledby="values-title">
          <h2 id="values-title">{t('bylaw.values')}</h2>
          <BylawTable body={bylaw.body} />
        </section>
      </div>
    </>
  );
}

/** For a decider who did not write it. */
function Answers({ bylaw }: { bylaw: WholeBylaw }) {
  const { t } = useTranslation();
  return (
    <div className="row" style={{ marginTop: 14 }}>
      <ConfirmAction
        label={t('bylaw.confirm')}
        title={t('bylaw.confirm')}
        reasonLabel={t('bylaw.basis')}
        button={{ type: 'primary' }}
        run={(reason) => bylaws.answer(bylaw.id, 'confirmed', reason)}
      >
        <p>{t('bylaw.confirmText', { version: bylaw.version, count: bylaw.changes.length })}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('bylaw.decline')}
        title={t('bylaw.decline')}
        reasonLabel={t('common.reason')}
        danger
        run={(reason) => bylaws.answer(bylaw.id, 'declined', reason)}
      >
        <p>{t('bylaw.declineText')}</p>
      </ConfirmAction>
    </div>
  );
}
