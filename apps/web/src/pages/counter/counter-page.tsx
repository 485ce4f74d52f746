import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { applications, type CounterFiling } from '../../api/applications';
import { type CounterAct, type CounterSeat, windows } from '../../api/windows';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Money } from '../../ui/money';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Empty, Loading } from '../../ui/states';
import { OpenNow } from '../windows/windows-page';
import { CounterBid } from './counter-bid';

export function Component() {
  return (
    <Guard permission="counter.bid">
      <Counter />
    </Guard>
  );
}

/** What a clerk does for clients in sales, and what was done today. */
function Counter() {
  const { t } = useTranslation();
  const own = useQuery({ queryKey: ['/windows/mine'], queryFn: windows.own });
  const today = new Date(startOfTodayMs()).toISOString();
  return (
    <>
      <PageHead
        title={t('counter.title')}
        intro={own.data ? t('counter.intro', { name: own.data.name }) : ''}
        {...(own.data ? { actions: <OpenNow window={own.data} /> } : {})}
      />
      <Seats />
      <h2 className="counter-head">{t('counter.today')}</h2>
      <DataList<CounterAct>
        route="/counter/acts"
        query={{ since: today }}
        fetchPage={windows.acts}
        rowKey={(act) => act.id}
        caption={t('counter.today')}
        empty={<Empty title={t('counter.noneToday')} hint={t('counter.noneTodayHint')} />}
        columns={[
          {
            title: t('counter.client'),
            lead: true,
            render: (act) => (
              <>
                <b>{act.clientName}</b>
                <span className="cell-sub">
                  {act.auctionTitle} · <span className="num">{act.listingNumber}</span>
                </span>
              </>
            ),
          },
          {
            title: t('counter.entered'),
            end: true,
            render: (act) => (
              <>
                <Money amount={act.amountMinor} />
                <span className="cell-sub">{t(`counter.kind.${act.kind}`)}</span>
              </>
            ),
          },
          { title: t('counter.outcome'), render: (act) => <Outcome act={act} /> },
          {
            title: t('counter.by'),
            render: (act) => (
              <>
                {act.clerkName}
                <span className="cell-sub">
                  <Moment at={act.enteredAt} />
                </span>
              </>
            ),
          },
          {
            title: t('counter.receipt'),
            end: true,
            render: (act) => (
              <Link to={`/desk/counter/acts/${act.id}`} className="num">
                {act.receiptNumber}
              </Link>
            ),
          },
        ]}
      />
      <Filings />
    </>
  );
}

/** Applications handed in for clients; a new one begins on the listing's page. */
function Filings() {
  const { t } = useTranslation();
  return (
    <>
      <h2 className="counter-head">{t('filing.list')}</h2>
      <DataList<CounterFiling>
        route="/counter/applications"
        query={{}}
        fetchPage={applications.filings}
        rowKey={(filing) => filing.receiptNumber}
        caption={t('filing.list')}
        empty={<Empty title={t('filing.none')} hint={t('filing.noneHint')} />}
        columns={[
          {
            title: t('counter.client'),
            lead: true,
            render: (filing) => (
              <>
                <b>{filing.clientName}</b>
                <span className="cell-sub">
                  <Link to={`/listings/${filing.listingId}`}>{filing.listingTitle}</Link> ·{' '}
                  <span className="num">{filing.listingNumber}</span>
                </span>
              </>
            ),
          },
          {
            title: t('listing.state'),
            render: (filing) => <StateTag domain="application" state={filing.state} />,
          },
          { title: t('mandate.reference'), render: (filing) => filing.mandateRef },
          {
            title: t('counter.by'),
            render: (filing) => (
              <>
                {filing.clerkName}
                <span className="cell-sub">
                  <Moment at={filing.filedAt} />
                </span>
              </>
            ),
          },
          {
            title: t('counter.receipt'),
            end: true,
            render: (filing) => <span className="num">{filing.receiptNumber}</span>,
          },
        ]}
      />
    </>
  );
}

const CHINA_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const startOfTodayMs = (): number => Math.floor((Date.now() + CHINA_MS) / DAY_MS) * DAY_MS - CHINA_MS;

function Seats() {
  const { t } = useTranslation();
  const { data, error, isPending } = useQuery({
    queryKey: ['/counter/seats'],
    queryFn: windows.seats,
    refetchInterval: 3_000,
  });
  if (isPending) return <Loading />;
  if (!data) return <ProblemAlert error={error} />;
  if (data.items.length === 0) return <Empty title={t('counter.noSeats')} hint={t('counter.noSeatsHint')} />;
  return (
    <ul className="counter-seats" aria-label={t('counter.seats')}>
      {data.items.map((seat) => (
        <Seat key={`${seat.auctionId}:${seat.clientId}`} seat={seat} />
      ))}
    </ul>
  );
}

function Seat({ seat }: { seat: CounterSeat }) {
  const { t } = useTranslation();
  const { sale } = seat;
  return (
    <li className="panel">
      <p className="row">
        <StateTag domain="auction" state={sale.state} />
        <span className="muted small">{t('counter.hosted', { name: seat.hostName })}</span>
      </p>
      <h3>
        <Link to={`/auctions/${seat.auctionId}`}>{sale.title}</Link>
      </h3>
      <dl className="seat-facts">
        <div>
          <dt>{t('counter.client')}</dt>
          <dd>{seat.clientName}</dd>
        </div>
        <div>
          <dt>{t('room.currentPrice')}</dt>
          <dd>
            <Money amount={sale.priceMinor} />
          </dd>
        </div>
        <div>
          <dt>{t('mandates.limit')}</dt>
          <dd>{seat.bidLimitMinor === null ? t('mandates.noLimit') : <Money amount={seat.bidLimitMinor} />}</dd>
        </div>
        <div>
          <dt>{t('counter.endsAt')}</dt>
          <dd>
            <Moment at={sale.endsAtMs} />
          </dd>
        </div>
        <div>
          <dt>{t('mandate.reference')}</dt>
          <dd>
            {seat.mandateRef} {seat.validUntil && <span className="num">({seat.validUntil})</span>}
          </dd>
        </div>
      </dl>
      <SeatAct seat={seat} />
    </li>
  );
}

function SeatAct({ seat }: { seat: CounterSeat }) {
  const { t } = useTranslation();
  if (seat.sale.mode === 'sealed') return <p className="explain">{t('counter.sealed')}</p>;
  if (seat.servesOther) return <p className="explain">{t('counter.servesOther')}</p>;
  if (seat.sale.state !== 'open') return <p className="muted">{t('counter.notOpen')}</p>;
  return <CounterBid seat={seat} />;
}

export function Outcome({ act }: { act: CounterAct }) {
  const { t } = useTranslation();
  if (act.outcome === null) return <span className="tag warn">{t('counter.unknown')}</span>;
  return (
    <>
      <span className={`tag ${act.outcome === 'accepted' ? 'good' : 'bad'}`}>
        {t(`counter.outcomes.${act.outcome}`)}
      </span>
      {act.seq !== null && <span className="cell-sub num">{t('counter.seq', { seq: act.seq })}</span>}
      {act.code && (
        <span className="cell-sub">
          {t(`counter.refusedFor.${act.code.replace('.', '_')}`, { defaultValue: act.code })}
        </span>
      )}
    </>
  );
}
