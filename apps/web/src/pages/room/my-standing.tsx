import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { Alert } from 'antd';
import type { Mine } from '../../api/auctions';
import { useAuth } from '../../auth/actor';
import { formatYuan } from '../../lib/money';
import type { Room } from '../../room/book';
import { standingOf } from '../../room/my-place';

/** Where I stand in this auction, in one sentence, and what I can do about it. */
export function MyStanding({ room, me }: { room: Room; me: Mine | null }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const { pathname } = useLocation();
  const { snapshot } = room;
  if (snapshot.state === 'closed' && !me?.code) return null;
  if (!actor) {
    return (
      <section className="panel">
        <h2>{t('room.mine')}</h2>
        <p>{t('room.watching')}</p>
        <p style={{ marginTop: 8 }}>
          <Link to={`/login?to=${encodeURIComponent(pathname)}`}>{t('room.loginToBid')}</Link>
        </p>
      </section>
    );
  }
  if (!can('auction.bid')) return null;
  if (!me?.code) {
    return (
      <section className="panel">
        <h2>{t('room.mine')}</h2>
        <p>{t('room.notAdmitted')}</p>
        <p style={{ marginTop: 8 }}>
          <Link to={`/listings/${snapshot.listingId}`}>{t('room.howToJoin')}</Link>
        </p>
      </section>
    );
  }
  const standing = standingOf(room, me);
  return (
    <section className={`panel standing ${standing}`} aria-live="polite">
      <h2>
        {t('room.mine')} · <span className="num">{me.code}</span>
      </h2>
      <p className="standing-word" data-testid="standing">
        {t(`room.standing.${standing}`)}
      </p>
      <p>{t(`room.standingHint.${standing}`)}</p>
      {me.maximumMinor !== null && (
        <p className="own-maximum" data-testid="own-maximum">
          <span>{t('room.maximum.yours')}</span>
          <b className="num">{formatYuan(me.maximumMinor, false)}</b>
          <span className="small muted">{t('room.maximum.secret')}</span>
        </p>
      )}
      {standing === 'won' && (
        <p style={{ marginTop: 8 }}>
          <Link to="/desk/contracts">{t('room.toContract')}</Link>
        </p>
      )}
      <OwnVoids room={room} code={me.code} />
    </section>
  );
}

/** A bidder whose bid was taken out must learn it here, with the reason and what it may do about it. */
function OwnVoids({ room, code }: { room: Room; code: string }) {
  const { t } = useTranslation();
  const voids = room.snapshot.bids.filter((bid) => bid.void && bid.bidder === code);
  return voids.map((bid) => (
    <Alert
      key={bid.seq}
      type="error"
      showIcon
      data-testid="own-void"
      style={{ marginTop: 12 }}
      title={
        bid.amountMinor === null
          ? t('room.ownVoidSealed')
          : t('room.ownVoid', { amount: formatYuan(bid.amountMinor, false) })
      }
      description={
        <>
          {room.history.voids[bid.seq] && <p>{t('room.because', { reason: room.history.voids[bid.seq] })}</p>}
          <p>{t('room.ownVoidHint')}</p>
        </>
      }
    />
  ));
}
