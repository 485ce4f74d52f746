import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'antd';
import { formatYuan } from '../../lib/money';
import { formatBookTime, otherDay } from '../../lib/time';
import { leaderOf } from '../../room/bidding';
import type { Room } from '../../room/book';
import type { BookBid } from '../../room/snapshot';
import { RevealedTable } from './revealed-table';

const FIRST = 12;

export function BidBook({ room, mine }: { room: Room; mine: string | null }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { snapshot, history } = room;
  const sealed = snapshot.mode === 'sealed';
  const revealed = (history.openings ?? []).length > 0;
  const bids = all ? snapshot.bids : snapshot.bids.slice(0, FIRST);
  return (
    <section className="panel" aria-labelledby="book-title">
      <div className="panel-head">
        <h2 id="book-title">
          {t(revealed ? 'room.revealed.title' : sealed ? 'room.sealedBook' : 'room.book')}{' '}
          <span className="muted small num">#{snapshot.seq}</span>
        </h2>
        {snapshot.state === 'closed' && (
          <a href={`/api/auctions/${snapshot.auctionId}/export`} download>
            {t('room.download')}
          </a>
        )}
      </div>
      {revealed && <RevealedTable room={room} mine={mine} />}
      {sealed && !revealed && <p className="explain">{t('room.sealedBookHint')}</p>}
      {bids.length === 0 && <p className="muted">{t(emptyText(room))}</p>}
      {bids.length > 0 && !revealed && (
        <table className="book">
          <caption className="sr-only">{t('room.book')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('room.bidder')}</th>
              <th scope="col" className="end">
                {t('room.amount')}
              </th>
              <th scope="col" className="end">
                {t('room.arrivedAt')}
              </th>
              <th scope="col" className="end book-seq">
                {t('room.seq')}
              </th>
            </tr>
          </thead>
          <tbody>
            {bids.map((bid) => (
              <Line key={bid.seq} bid={bid} room={room} mine={mine} />
            ))}
          </tbody>
        </table>
      )}
      {snapshot.bids.length > FIRST && !revealed && (
        <Button type="link" onClick={() => setAll(!all)} style={{ paddingInline: 0 }}>
          {all ? t('room.showLess') : t('room.showAll', { count: snapshot.bids.length })}
        </Button>
      )}
      {snapshot.state === 'closed' && <p className="small muted book-foot">{t('room.downloadHint')}</p>}
    </section>
  );
}

function emptyText({ snapshot: { state, mode } }: Room): string {
  if (state === 'closed' || state === 'ended') return 'room.bookNone';
  return mode === 'sealed' ? 'room.sealedEmpty' : 'room.bookEmpty';
}

function Line({ bid, room, mine }: { bid: BookBid; room: Room; mine: string | null }) {
  const { t } = useTranslation();
  const { history } = room;
  const top = bid === topOf(room);
  const reason = history.voids[bid.seq];
  return (
    <tr
      className={`${bid.bidder === mine ? 'own' : ''} ${bid.void ? 'void' : ''} ${top ? 'top' : ''}`}
      data-testid="bid"
      data-seq={bid.seq}
    >
      <td>
        <span className="num struck">{bid.bidder}</span>
        {bid.bidder === mine && <span className="tag good">{t('room.me')}</span>}
        {bid.kind === 'automatic' && (
          <span className="tag" title={t('room.automaticHint')}>
            {t('room.automatic')}
          </span>
        )}
        {bid.channel === 'counter' && (
          <span className="tag" title={t('counter.markHint')}>
            {t('counter.mark')}
          </span>
        )}
        {bid.kind === 'matched' && <span className="tag right">{t('room.match.badge')}</span>}
        {bid.void && <span className="tag bad">{t('room.void')}</span>}
        {top && <span className="sr-only">{t('room.leader')}</span>}
        {bid.void && reason && <span className="cell-sub">{t('room.because', { reason })}</span>}
      </td>
      <td className="num end struck">
        {bid.amountMinor === null ? (
          <span className="muted">{t('room.sealedAmount')}</span>
        ) : (
          formatYuan(bid.amountMinor, false)
        )}
      </td>
      <td className="num end">
        {formatBookTime(bid.arrivedAtMs)}
        {otherDay(bid.arrivedAtMs) && <span className="cell-sub">{otherDay(bid.arrivedAtMs)}</span>}
      </td>
      <td className="num end book-seq">{bid.seq}</td>
    </tr>
  );
}

/** The line that bears the standing price: the leader's latest that still counts. */
function topOf({ snapshot, history }: Room): BookBid | undefined {
  const leader = snapshot.state === 'closed' ? snapshot.winner : leaderOf(snapshot, history);
  if (!leader || snapshot.mode === 'sealed') return undefined;
  return snapshot.bids.find((bid) => bid.bidder === leader && !bid.void);
}
