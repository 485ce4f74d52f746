import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatYuan, shortYuan } from '../../lib/money';
import type { Room } from '../../room/book';
import type { RoomView } from '../../room/room-store';
import { leaderOf } from '../../room/bidding';
import type { History } from '../../room/history';
import { saleWord } from '../../room/sale-word';
import type { Snapshot } from '../../room/snapshot';
import { Countdown } from './countdown';

interface StageProps {
  view: RoomView;
  room: Room;
  badge: React.ReactNode;
}

/** Price, leader and time: what decides, larger than everything else. */
export function Stage({ view, room, badge }: StageProps) {
  const { t, i18n } = useTranslation();
  const { snapshot } = room;
  const title = snapshot.title ?? t('room.title');
  const price = snapshot.priceMinor ?? snapshot.startPriceMinor;
  useEffect(() => {
    document.title = `${formatYuan(price, false)} · ${title}`;
  }, [price, title]);
  return (
    <section className="stage" aria-label={t('room.title')}>
      <div className="stage-inner">
        <div className="stage-top">
          <h1>
            <span className="stage-mode">{t(`mode.${snapshot.mode}`, { defaultValue: t('mode.other') })}</span>
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
              <Leader room={room} mine={view.me?.code ?? null} />
              <span className="num" data-testid="bid-count">
                {t(snapshot.mode === 'sealed' ? 'room.sealedCount' : 'room.bidCount', { count: snapshot.bidCount })}
              </span>
              {snapshot.hasReserve && <span>{reserveText(snapshot, t)}</span>}
            </div>
          </div>
          <Countdown view={view} room={room} />
        </div>
      </div>
    </section>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function priceLabel(snapshot: Snapshot, t: Translate): string {
  const { priceMinor, state, mode } = snapshot;
  if (state === 'closed') {
    const word = saleWord(snapshot);
    const outcome = t(`room.outcome.${word}`);
    if (['sold', 'pending', 'frozen', 'defaulted'].includes(word) && priceMinor !== null) return outcome;
    return `${outcome} · ${t(priceMinor === null ? 'room.startPrice' : 'room.topBid')}`;
  }
  if (priceMinor !== null) return t(mode === 'sealed' || state === 'ended' ? 'room.topBid' : 'room.currentPrice');
  return t('room.startPrice');
}

function reserveText(snapshot: Snapshot, t: Translate): string {
  if (snapshot.reserveMet === true) return t('room.reserveMet');
  if (snapshot.reserveMet === false) return t('room.reserveNotMet');
  return t('room.hasReserve');
}

function Leader({ room: { snapshot, history }, mine }: { room: Room; mine: string | null }) {
  const { t } = useTranslation();
  const word = saleWord(snapshot);
  const code = snapshot.state === 'closed' ? (snapshot.winner ?? null) : leaderOf(snapshot, history);
  if (!code || word === 'annulled') return null;
  return (
    <span>
      {leaderWord(snapshot, history, t)}{' '}
      <b className="num" data-testid="leader">
        {code}
      </b>
      {code === mine && ` ${t('room.thatIsYou')}`}
    </span>
  );
}

function leaderWord({ state, result }: Snapshot, { rights }: History, t: Translate): string {
  if (state === 'ended' && rights.length > 0) return t('room.match.badge');
  if (state !== 'closed') return t('room.leader');
  return t(result === 'pending' ? 'room.winnerProvisional' : 'room.winner');
}
