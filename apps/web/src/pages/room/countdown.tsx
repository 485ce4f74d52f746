import { useTranslation } from 'react-i18next';
import { formatDateTime, remaining } from '../../lib/time';
import { countdownMs, finalAtMs, type Period, periodAt } from '../../room/bidding';
import type { Room } from '../../room/book';
import type { RoomView } from '../../room/room-store';
import { useServerNow } from '../../room/use-room';

/** The moment everybody waits for, on server time; where only people end the waiting, a word instead of a clock. */
export function Countdown({ view, room }: { view: RoomView; room: Room }) {
  const { t } = useTranslation();
  const now = useServerNow(view.clock);
  const { snapshot, history } = room;
  const period = now === null ? null : periodAt(snapshot, now);
  const leftMs = now === null ? null : countdownMs(snapshot, history, now);
  const left = leftMs === null ? null : remaining(leftMs);
  const urgent = period === 'timed' && leftMs !== null && leftMs < 30_000;
  return (
    <div className={`stage-time ${urgent ? 'urgent' : ''}`}>
      <div className="stage-label" data-testid="period">
        {period ? t(`room.period.${period}`) : t('room.measuring')}
      </div>
      <div className={`stage-clock num ${left ? '' : 'word'}`} role="timer" aria-live="off" data-testid="countdown">
        {left
          ? left.days > 0
            ? t('room.daysLeft', { days: left.days, clock: left.clock })
            : left.clock
          : period && t(`room.word.${wordOf(period)}`)}
      </div>
      <TimeBar room={room} period={period} leftMs={leftMs} />
      <div className="stage-sub">
        <Until room={room} period={period} />
        {view.clock && (
          <span className="num" title={t('room.clockHint')}>
            {t('room.clockError', { ms: Math.max(1, Math.ceil(view.clock.errorMs)) })}
          </span>
        )}
      </div>
    </div>
  );
}

const wordOf = (period: Period): string => (period === 'reveal' || period === 'frozen' ? period : 'closed');

function Until({ room, period }: { room: Room; period: Period | null }) {
  const { t, i18n } = useTranslation();
  const { snapshot, history } = room;
  const at = (ms: number | null | undefined) => formatDateTime(ms ?? snapshot.endsAtMs, i18n.language);
  const { extensions } = snapshot;
  if (period === 'before') return <span>{t('room.opensAt', { at: at(snapshot.opensAtMs) })}</span>;
  if (period === 'resumes') return <span>{t('room.resumesAt', { at: at(snapshot.resumesAtMs) })}</span>;
  if (period === 'firstRefusal') return <span>{t('room.windowUntil', { at: at(snapshot.awaitsUntilMs) })}</span>;
  if (period === 'objection') return <span>{t('room.finalAt', { at: at(finalAtMs(snapshot, history)) })}</span>;
  if (period && OVER.has(period)) {
    // A terminated sale did not last until the end it was announced with.
    const endedMs = snapshot.outcome === 'terminated' ? history.closedAtMs : snapshot.endsAtMs;
    return <span>{t('room.endedAt', { at: at(endedMs) })}</span>;
  }
  const text = t('room.endsAt', { at: at(snapshot.endsAtMs) });
  return <span>{extensions > 0 ? `${text} · ${t('room.extensions', { count: extensions })}` : text}</span>;
}

const OVER = new Set<Period>(['closed', 'frozen', 'reveal']);

/** How much of the present period is left; decoration for those who see it, hidden from those who do not. */
function TimeBar({ room, period, leftMs }: { room: Room; period: Period | null; leftMs: number | null }) {
  const whole = period && wholeMs(room, period);
  if (leftMs === null || !whole) return <div className="time-bar" />;
  const share = Math.min(1, Math.max(0, leftMs / whole));
  return (
    <div className="time-bar" aria-hidden="true">
      <i style={{ transform: `scaleX(${share.toFixed(4)})` }} />
    </div>
  );
}

function wholeMs({ snapshot }: Room, period: Period): number | null {
  if (period === 'timed') return Math.max(snapshot.timerMs, 1);
  if (period === 'free' || period === 'notice' || period === 'sealing')
    return Math.max(snapshot.endsAtMs - snapshot.opensAtMs, 1);
  if (period === 'firstRefusal') return snapshot.rules.firstRefusalWindowMs ?? null;
  return period === 'objection' ? (snapshot.rules.objectionWindowMs ?? null) : null;
}
