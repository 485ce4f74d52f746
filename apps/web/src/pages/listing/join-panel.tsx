import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { applications } from '../../api/applications';
import { auctions } from '../../api/auctions';
import type { ListingView } from '../../api/listings';
import { money } from '../../api/money';
import { useAuth } from '../../auth/actor';
import { ButtonLink } from '../../ui/button-link';
import { Moment } from '../../ui/moment';
import { Deadline } from '../notices/deadline';
import { ApplyForm } from './apply-form';
import { DepositStep } from './deposit-step';

type StepState = 'done' | 'now' | 'later';

/** The way into the auction in three steps, and where this company stands on it. */
export function JoinPanel({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const { pathname } = useLocation();
  const mine = can('application.file');
  // Who applied before the suspension still sees where it stands.
  if (listing.state === 'suspended' && !mine) return <Suspended listing={listing} />;
  const begun = new Date(listing.opensAt ?? 0).getTime() <= Date.now();
  if (!actor) {
    return (
      <section className="panel" aria-labelledby="join-title">
        <h2 id="join-title">{t('join.title')}</h2>
        <p>{t('join.intro')}</p>
        <p className="row" style={{ marginTop: 12 }}>
          <ButtonLink to={`/login?to=${encodeURIComponent(pathname)}`} type={begun ? 'default' : 'primary'}>
            {t('join.login')}
          </ButtonLink>{' '}
          <Link to="/register">{t('auth.register')}</Link>
        </p>
      </section>
    );
  }
  if (mine) return <MyWay listing={listing} />;
  return can('counter.bid') ? <AtTheCounter listing={listing} /> : null;
}

/** Nobody can apply now: why, and since when. */
function Suspended({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const step = listing.transitions?.findLast(({ toState }) => toState === 'suspended');
  return (
    <section className="panel" aria-label={t('join.title')}>
      <h2>{t('join.suspended')}</h2>
      <p>{t('join.suspendedText')}</p>
      <p className="cell-sub">
        {t('join.suspendedSince')} <Moment at={listing.suspendedAt ?? step?.at} />
      </p>
      {step?.reason && <p className="cell-sub">{t('room.because', { reason: step.reason })}</p>}
    </section>
  );
}

/** A clerk hands in a client's application. */
function AtTheCounter({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('filing.title')}</h2>
      <p className="explain">{t('filing.intro')}</p>
      <ApplyForm listing={listing} counter />
    </section>
  );
}

function MyWay({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const application = useQuery({
    queryKey: ['/applications', 'mine', listing.id],
    queryFn: () => applications.list({ listingId: listing.id, limit: 1 }),
    refetchInterval: 4_000,
  }).data?.items[0];
  const deposit = useQuery({
    queryKey: ['/deposits', 'mine', listing.id],
    queryFn: () => money.deposits({ auctionId: listing.auctionId, limit: 100 }),
    refetchInterval: 4_000,
    enabled: application?.state === 'approved',
  }).data?.items.find((item) => item.listingId === listing.id);
  const auction = useQuery({
    queryKey: ['/auctions', listing.auctionId],
    queryFn: () => auctions.snapshot(listing.auctionId ?? ''),
    refetchInterval: 4_000,
  }).data;
  const me = auction?.me;
  if (auction?.state === 'closed' && !me?.code) {
    return (
      <section className="panel" aria-labelledby="join-title">
        <h2 id="join-title">{t('join.title')}</h2>
        <p>{t('join.over')}</p>
      </section>
    );
  }

  const standing = application && !['rejected', 'withdrawn'].includes(application.state);
  if (listing.state === 'suspended' && !standing) return <Suspended listing={listing} />;

  const applied: StepState = application?.state === 'approved' ? 'done' : 'now';
  const paid: StepState = applied !== 'done' ? 'later' : me?.admitted || deposit?.state === 'held' ? 'done' : 'now';
  const admitted: StepState = me?.admitted ? 'done' : paid === 'done' ? 'now' : 'later';
  return (
    <section className="panel" aria-labelledby="join-title">
      <h2 id="join-title">{t('join.title')}</h2>
      <ol className="steps">
        <Step number={1} state={applied} name={t('join.apply')}>
          {application?.counterReceipt && (
            <p className="small muted">
              {t('filing.atCounter', { window: application.counterWindowName, number: application.counterReceipt })}
            </p>
          )}
          {!application && <ApplyForm listing={listing} />}
          {application?.state === 'submitted' && <p>{t('join.submitted')}</p>}
          {application?.state === 'awaiting_seller' && (
            <p>
              {t('qualify.awaitingSeller')} {application.dueAt && <Deadline at={application.dueAt} />}
            </p>
          )}
          {application?.state === 'objected' && <p>{t('qualify.objected')}</p>}
          {application?.state === 'rejected' && (
            <>
              <p>{t('join.rejected', { reason: application.reason ?? '' })}</p>
              <ApplyForm listing={listing} again />
            </>
          )}
          {application?.state === 'approved' && (
            <p>{t(application.lastAction === 'lapse' ? 'qualify.bySilence' : 'join.approved')}</p>
          )}
          {application?.state === 'withdrawn' && <ApplyForm listing={listing} again />}
        </Step>
        <Step number={2} state={paid} name={t('join.deposit')}>
          {paid === 'now' && application?.dueAt && (
            <p className="small">
              {t('qualify.depositUntil')} <Deadline at={application.dueAt} />
            </p>
          )}
          {applied === 'done' && (deposit ? <DepositStep deposit={deposit} /> : <p>{t('join.depositComing')}</p>)}
        </Step>
        <Step number={3} state={admitted} name={t('join.admitted')}>
          {me?.admitted && <p>{t('join.code', { code: me.code ?? '' })}</p>}
        </Step>
      </ol>
    </section>
  );
}

interface StepProps {
  number: number;
  state: StepState;
  name: string;
  children: React.ReactNode;
}

function Step({ number, state, name, children }: StepProps) {
  const { t } = useTranslation();
  return (
    <li className={`step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      <span className="step-mark" aria-hidden="true">
        {state === 'done' ? '✓' : number}
      </span>
      <div>
        <p className="step-name">
          {name}
          <span className="sr-only"> {t(`join.state.${state}`)}</span>
        </p>
        {children}
      </div>
    </li>
  );
}
