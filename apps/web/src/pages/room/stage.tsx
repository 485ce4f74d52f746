import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatYuan, shortYuan } from '../../lib/money';
import { formatDateTime, remaining } from '../../lib/time';
import { countdownMs, type Period, periodAt } from '../../room/bidding';
import type { Snapshot } from '../../room/book';
import type { RoomView } from '../../room/room-store';
import { useServerNow } from '../../room/use-room';

interface StageProps {
  view: RoomView;
  snapshot: Snapshot;
  badge: React.ReactNode;
}

/** Price, leader and time: what decides, larger than everything else. */
export function Stage({ view, snapshot, badge }: StageProps) {
  const { t, i18n } = useTranslation();
  const title = snapshot.title ?? t('room.title');
  useEffect(() => {
    document.title = `${formatYuan(snapshot.priceMinor ?? snapshot.startPriceMinor, false)} · ${title}`;
  }, [snapshot.priceMinor, snapshot.startPriceMinor, title]);
  const price = snapshot.priceMinor ?? snapshot.startPriceMinor;
  return (
    <section className="stage" aria-label={t('room.title')}>
      <div className="stage-inner">
        <div className="stage-top">
          <h1>
            <Link to={`/listings/${snapshot.listingId}`}>{title}</Link>
          </h1>
          {badge}
        </div>
        <div className="stage-board">
          <div>
            <div className="stage-label">{priceLabel(snapshot, t)}</div>
            <div className="stage-price num" key={price} aria-live="polite" data-testid="price">
              {formatYuan(price, false)}
            </div>
            <div className="stage-sub">
              <span className="num">{shortYuan(price, i18n.language)}</span>
              <Leader snapshot={snapshot} mine={view.me?.code ?? null} />
              <span className="num">{t('room.bidCount', { count: snapshot.bidCount })}</span>
              {snapshot.hasReserve && <span>{reserveText(snapshot, t)}</span>}
            </div>
          </div>
          <Countdown view={view} snapshot={snapshot} />
        </div>
      </div>
    </section>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function priceLabel(snapshot: Snapshot, t: Translate): string {
  if (snapshot.outcome === 'sold') return t('room.outcome.sold');
  const what = snapshot.priceMinor === null ? 'room.startPrice' : 'room.currentPrice';
  if (snapshot.state !== 'closed') return t(what);
  return `${t('room.outcome.unsold')} · ${t(snapshot.priceMinor === null ? 'room.startPrice' : 'room.topBid')}`;
}

function reserveText(snapshot: Snapshot, t: Translate): string {
  if (snapshot.reserveMet === true) return t('room.reserveMet');
  if (snapshot.reserveMet === false) return t('room.reserveNotMet');
  return t('room.hasReserve');
}

function Leader({ snapshot, mine }: { snapshot: Snapshot; mine: string | null }) {
  const { t } = useTranslation();
  const code = snapshot.state === 'closed' ? (snapshot.winner ?? null) : snapshot.leader;
  if (!code) return null;
  const role = snapshot.state === 'closed' ? t('room.winner') : t('room.leader');
  return (
    <span>
      {role} <b className="num">{code}</b>
      {code === mine && ` ${t('room.thatIsYou')}`}
    </span>
  );
}

function Countdown({ view, snapshot }: { view: RoomView; snapshot: Snapshot }) {
  const { t, i18n } = useTranslation();
  const now = useServerNow(view.clock);
  const period = now === null ? null : periodAt(snapshot, now);
  const leftMs = now === null ? null : countdownMs(snapshot, now);
  const left = leftMs === null ? null : remaining(leftMs);
  const urgent = period === 'timed' && leftMs !== null && leftMs < 30_000;
  return (
    <div className={`stage-time ${urgent ? 'urgent' : ''}`}>
      <div className="stage-label">{period ? t(`room.period.${period}`) : t('room.measuring')}</div>
      <div className="stage-clock num" role="timer" aria-live="off" data-testid="countdown">
        {period === 'closed'
          ? t(`room.closedWord`)
          : left && (left.days > 0 ? t('room.daysLeft', { days: left.days, clock: left.clock }) : left.clock)}
      </div>
      <TimeBar snapshot={snapshot} period={period} leftMs={leftMs} />
      <div className="stage-sub">
        <span>{endText(snapshot, period, i18n.language, t)}</span>
        {view.clock && (
          <span className="num" title={t('room.clockHint')}>
            {t('room.clockError', { ms: Math.max(1, Math.ceil(view.clock.errorMs)) })}
          </span>
        )}
      </div>
    </div>
  );
}

function endText(snapshot: Snapshot, period: Period | null, language: string, t: Translate): string {
  if (period === 'before') return t('room.opensAt', { at: formatDateTime(snapshot.opensAtMs, language) });
  const at = formatDateTime(snapshot.endsAtMs, language);
  const text = period === 'closed' ? t('room.endedAt', { at }) : t('room.endsAt', { at });
  return snapshot.extensions > 0 ? `${text} · ${t('room.extensions', { count: snapshot.extensions })}` : text;
}

/** How much of the present period is left; decoration for those who see it, hidden from those who do not. */
function TimeBar({ snapshot, period, leftMs }: { snapshot: Snapshot; period: Period | null; leftMs: number | null }) {
  if (leftMs === null || (period !== 'free' && period !== 'timed')) return <div className="time-bar" />;
  const whole =
    period === 'timed' ? Math.max(snapshot.timerMs, 1) : Math.max(snapshot.endsAtMs - snapshot.opensAtMs, 1);
  const share = Math.min(1, Math.max(0, leftMs / whole));
  return (
    <div className="time-bar" aria-hidden="true">
      <i style={{ transform: `scaleX(${share.toFixed(4)})` }} />
    </div>
  );
}
