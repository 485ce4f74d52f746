import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Mine } from '../../api/auctions';
import { listings } from '../../api/listings';
import { useAuth } from '../../auth/actor';
import type { Room } from '../../room/book';
import type { RoomStore, RoomView } from '../../room/room-store';
import type { Snapshot } from '../../room/snapshot';
import { useRoom } from '../../room/use-room';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { ApiError } from '../../api/http';
import { RoomFees } from '../fees/room-fees';
import { Banners } from './banners';
import { BidBook } from './bid-book';
import { BidBox } from './bid/bid-box';
import { SealedBid } from './bid/sealed-bid';
import { ConnectionBadge } from './connection-badge';
import { MyStanding } from './my-standing';
import { Notices } from './notices';
import { ObjectionsPanel } from './objections-panel';
import { ApprovalsPanel } from './operator/approvals-panel';
import { IncidentsPanel } from './operator/incidents-panel';
import { OperatorDesk } from './operator/operator-desk';
import { RoomFacts } from './room-facts';
import { Stage } from './stage';

export function Component() {
  const { id = '' } = useParams();
  return <AuctionRoom key={id} auctionId={id} />;
}

function AuctionRoom({ auctionId }: { auctionId: string }) {
  const { t } = useTranslation();
  const { view, store } = useRoom(auctionId);
  const { room, me } = view;
  const { can } = useAuth();
  const { seller, operator, judge } = useSides(room?.snapshot);
  const oversees = operator || can('audit.read');
  if (!room) {
    return (
      <div className="page">
        {view.problem ? <ProblemAlert error={new ApiError(view.problem)} /> : <Loading rows={8} />}
        <Link to="/auctions">{t('room.all')}</Link>
      </div>
    );
  }
  const { snapshot } = room;
  const refresh = () => void store.refresh();
  const mine = me?.code ?? null;
  return (
    <div className="room">
      <Stage view={view} room={room} badge={<ConnectionBadge view={view} retry={refresh} />} />
      <div className="room-banners">
        {view.revoked && (
          <div className="banner" role="alert">
            <strong>{t('room.revoked')}</strong>
            <Link to={`/login?to=/auctions/${auctionId}`}>{t('auth.login')}</Link>
          </div>
        )}
        <Banners room={room} />
      </div>
      <div className="room-body">
        <div className="room-main stack">
          {oversees && <ApprovalsPanel auctionId={auctionId} onDone={refresh} />}
          {oversees && <IncidentsPanel auctionId={auctionId} />}
          <BidBook room={room} mine={mine} />
          <ObjectionsPanel room={room} party={seller || mine !== null} judge={judge} />
          <RoomFacts snapshot={snapshot} reserveMinor={room.history.reserveMinor} />
        </div>
        <aside className="room-side stack">
          <MyStanding room={room} me={me} />
          {me?.admitted && <Bidding store={store} view={view} room={room} me={me} />}
          {me?.admitted && <RoomFees listingId={snapshot.listingId} priceMinor={snapshot.priceMinor} />}
          {operator && <OperatorDesk room={room} onDone={refresh} />}
        </aside>
        <div className="room-notices">
          <Notices notices={room.history.notices} />
        </div>
      </div>
    </div>
  );
}

interface BiddingProps {
  store: RoomStore;
  view: RoomView;
  room: Room;
  me: Mine;
}

/** What an admitted bidder can do, by the mode of the sale. */
function Bidding({ store, view, room, me }: BiddingProps) {
  const { state, mode } = room.snapshot;
  if (state === 'closed') return null;
  return mode === 'sealed' ? (
    <SealedBid room={room} me={me} onSealed={() => void store.refresh()} />
  ) : (
    <BidBox store={store} view={view} room={room} me={me} />
  );
}

/** Whether this visitor is of the seller, or of the exchange that runs the sale; the listing says who they are. */
function useSides(snapshot: Snapshot | undefined): { seller: boolean; operator: boolean; judge: boolean } {
  const { actor, can } = useAuth();
  const listing = useQuery({
    queryKey: ['/listings', snapshot?.listingId],
    queryFn: () => listings.get(snapshot?.listingId ?? ''),
    enabled: snapshot !== undefined && ['auction.operate', 'objection.rule', 'listing.draft'].some(can),
    staleTime: 60_000,
  }).data;
  const mine = actor?.organisation.id;
  if (!listing || !mine) return { seller: false, operator: false, judge: false };
  const operator = can('auction.operate') && listing.exchangeId === mine;
  return {
    seller: can('objection.file') && listing.transferorId === mine,
    operator,
    judge: operator || (can('objection.rule') && listing.exchangeId === mine),
  };
}
