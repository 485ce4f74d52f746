import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useAuth } from '../../auth/actor';
import { useRoom } from '../../room/use-room';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { ApiError } from '../../api/http';
import { BidBook } from './bid-book';
import { BidBox } from './bid-box';
import { ConnectionBadge } from './connection-badge';
import { MyStanding } from './my-standing';
import { Notices } from './notices';
import { OperatorPanel } from './operator-panel';
import { RoomFacts } from './room-facts';
import { Stage } from './stage';

export function Component() {
  const { id = '' } = useParams();
  return <AuctionRoom key={id} auctionId={id} />;
}

function AuctionRoom({ auctionId }: { auctionId: string }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { view, store } = useRoom(auctionId);
  const { room, me } = view;
  if (!room) {
    return (
      <div className="page">
        {view.problem ? <ProblemAlert error={new ApiError(view.problem)} /> : <Loading rows={8} />}
        <Link to="/auctions">{t('room.all')}</Link>
      </div>
    );
  }
  const { snapshot } = room;
  return (
    <div className="room">
      <Stage
        view={view}
        snapshot={snapshot}
        badge={<ConnectionBadge view={view} retry={() => void store.refresh()} />}
      />
      <div className="room-body">
        {view.revoked && (
          <div className="banner" role="alert">
            <strong>{t('room.revoked')}</strong>
            <Link to={`/login?to=/auctions/${auctionId}`}>{t('auth.login')}</Link>
          </div>
        )}
        {snapshot.state === 'paused' && (
          <div className="banner" role="status">
            <strong>{t('room.paused')}</strong>
            <span>
              {snapshot.pauseReason ? t('room.because', { reason: snapshot.pauseReason }) : t('room.pausedNoReason')}
            </span>
          </div>
        )}
        <div className="room-main stack">
          <BidBook snapshot={snapshot} mine={me?.code ?? null} />
          <RoomFacts snapshot={snapshot} />
        </div>
        <aside className="room-side stack">
          <MyStanding snapshot={snapshot} me={me} />
          {me?.admitted && snapshot.state !== 'closed' && (
            <BidBox store={store} view={view} snapshot={snapshot} me={me} />
          )}
          {can('auction.operate') && snapshot.state !== 'closed' && (
            <OperatorPanel snapshot={snapshot} onDone={() => void store.refresh()} />
          )}
          <Notices notices={room.notices} />
        </aside>
      </div>
    </div>
  );
}
