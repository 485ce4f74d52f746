import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type AuctionItem, auctions } from '../../api/auctions';
import { measureClock } from '../../room/live-socket';
import { useServerNow } from '../../room/use-room';
import type { ClockEstimate } from '../../room/server-clock';
import { formatYuan } from '../../lib/money';
import { remaining } from '../../lib/time';

/** What is being bid on at this moment; the page opens with it because it is what moves. */
export function LiveStrip() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['live-strip'],
    queryFn: () => auctions.list({ state: 'open', limit: 3 }),
    refetchInterval: 2_000,
  });
  const items = data?.items ?? [];
  const clock = useClock(items.length > 0);
  const now = useServerNow(clock, 500);
  if (items.length === 0) return null;
  return (
    <section className="live-strip" aria-labelledby="live-title">
      <div className="live-inner">
        <h2 id="live-title">
          <span className="live-dot" aria-hidden="true" />
          {t('market.liveNow')}
        </h2>
        <ul className={`live-lots lots-${items.length}`}>
          {items.map((item) => (
            <LiveLot key={item.auctionId} item={item} now={now} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function LiveLot({ item, now }: { item: AuctionItem; now: number | null }) {
  const { t } = useTranslation();
  const left = now === null ? null : remaining(item.endsAtMs - now);
  const price = item.priceMinor ?? item.startPriceMinor;
  return (
    <li>
      <Link to={`/auctions/${item.auctionId}`} className="live-lot">
        <span className="live-title">{item.title}</span>
        <span className="live-price num" key={price}>
          {formatYuan(price, false)}
        </span>
        <span className="live-meta">
          <span>{item.priceMinor === null ? t('room.noBidYet') : t('room.bidCount', { count: item.bidCount })}</span>
          <span className="num">
            {left && (left.days > 0 ? t('room.daysLeft', { days: left.days, clock: left.clock }) : left.clock)}
          </span>
          <span className="live-enter">{t('room.enter')} →</span>
        </span>
      </Link>
    </li>
  );
}

function useClock(wanted: boolean): ClockEstimate | null {
  const [clock, setClock] = useState<ClockEstimate | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let kept = true;
    void measureClock(null, null).then(
      (found) => kept && setClock(found),
      // Without server time the strip shows prices and no countdown.
      () => undefined,
    );
    return () => {
      kept = false;
    };
  }, [wanted]);
  return clock;
}
