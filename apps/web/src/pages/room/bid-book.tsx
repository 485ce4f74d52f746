import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'antd';
import { formatYuan } from '../../lib/money';
import { formatBookTime } from '../../lib/time';
import type { Snapshot } from '../../room/book';

const FIRST = 12;

export function BidBook({ snapshot, mine }: { snapshot: Snapshot; mine: string | null }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const bids = all ? snapshot.bids : snapshot.bids.slice(0, FIRST);
  const top = snapshot.bids.find((bid) => !bid.void);
  return (
    <section className="panel" aria-labelledby="book-title">
      <h2 id="book-title">
        {t('room.book')} <span className="muted small num">#{snapshot.seq}</span>
      </h2>
      {bids.length === 0 && (
        <p className="muted">{t(snapshot.state === 'closed' ? 'room.bookNone' : 'room.bookEmpty')}</p>
      )}
      {bids.length > 0 && (
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
              <tr
                key={bid.seq}
                className={`${bid.bidder === mine ? 'own' : ''} ${bid.void ? 'void' : ''} ${bid === top ? 'top' : ''}`}
                data-testid="bid"
              >
                <td className="num">
                  {bid.bidder}
                  {bid.bidder === mine && <span className="tag good">{t('room.me')}</span>}
                  {bid.void && <span className="tag bad">{t('room.void')}</span>}
                  {bid === top && <span className="sr-only">{t('room.leader')}</span>}
                </td>
                <td className="num end">{formatYuan(bid.amountMinor, false)}</td>
                <td className="num end">{formatBookTime(bid.arrivedAtMs)}</td>
                <td className="num end book-seq">{bid.seq}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {snapshot.bids.length > FIRST && (
        <Button type="link" onClick={() => setAll(!all)} style={{ paddingInline: 0 }}>
          {all ? t('room.showLess') : t('room.showAll', { count: snapshot.bids.length })}
        </Button>
      )}
    </section>
  );
}
