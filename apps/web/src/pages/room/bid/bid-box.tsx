import { Alert, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mine } from '../../../api/auctions';
import { leaderOf, mayMatch, periodAt, takesBids } from '../../../room/bidding';
import type { Room } from '../../../room/book';
import type { Order } from '../../../room/order';
import type { RoomStore, RoomView } from '../../../room/room-store';
import { useServerNow } from '../../../room/use-room';
import { ManualBid } from './manual-bid';
import { MatchOffer } from './match-offer';
import { MaximumBid } from './maximum-bid';
import { OrderConfirm } from './order-confirm';
import { OrderOutcome } from './order-outcome';
import { useOrder } from './use-order';

interface BidBoxProps {
  store: RoomStore;
  view: RoomView;
  room: Room;
  me: Mine;
}

type Way = 'bid' | 'maximum';

/** Everything an admitted bidder can do in an open auction; every order is confirmed in the same dialog. */
export function BidBox({ store, view, room, me }: BidBoxProps) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>('bid');
  const [order, setOrder] = useState<Order | null>(null);
  const ordering = useOrder(store);
  const now = useServerNow(view.clock, 500);
  const { snapshot, history } = room;
  const period = now === null ? null : periodAt(snapshot, now);
  const open = takesBids(period);
  const matching = period === 'firstRefusal' || open;
  const holds = me.firstRefusalRank !== null;
  if (snapshot.state === 'ended' && !holds) return null;

  const confirm = async (confirmed: Order) => {
    await ordering.place(confirmed);
    setOrder(null);
  };
  const askFor = (kind: Order['kind']) => (amountMinor: number) => setOrder({ kind, amountMinor });
  const part = { snapshot, me, open, pending: ordering.pending, draftKept: order !== null };
  return (
    <section className="panel bid-box" aria-labelledby="bid-title">
      <h2 id="bid-title">{t(snapshot.state === 'ended' ? 'room.match.title' : 'room.bid')}</h2>
      {holds && (
        <MatchOffer
          snapshot={snapshot}
          rank={me.firstRefusalRank ?? 1}
          offered={matching && mayMatch(snapshot, history, me.code)}
          leading={leaderOf(snapshot, history) === me.code}
          pending={ordering.pending}
          onMatch={askFor('match')}
        />
      )}
      {snapshot.state !== 'ended' && (
        <>
          <Segmented<Way>
            block
            className="ways"
            value={way}
            onChange={setWay}
            options={[
              { value: 'bid', label: t('room.way.bid') },
              { value: 'maximum', label: t('room.way.maximum') },
            ]}
          />
          {way === 'bid' ? (
            <ManualBid {...part} onBid={askFor('bid')} />
          ) : (
            <MaximumBid {...part} onMaximum={askFor('maximum')} />
          )}
          {!open && <p className="small muted">{t(`room.cannotBid.${period ?? 'measuring'}`)}</p>}
        </>
      )}
      {view.connection !== 'live' && (
        <Alert
          type="warning"
          showIcon
          title={t(view.connection === 'offline' ? 'room.bidOffline' : 'room.bidOverHttp')}
        />
      )}
      <OrderOutcome result={ordering.result} code={me.code} onRetry={() => void ordering.again()} />
      <OrderConfirm
        order={order}
        snapshot={snapshot}
        open={order?.kind === 'match' ? matching : open}
        pending={ordering.pending}
        onCancel={() => setOrder(null)}
        onConfirm={(confirmed) => void confirm(confirmed)}
      />
    </section>
  );
}
