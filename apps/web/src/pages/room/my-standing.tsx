import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { Mine } from '../../api/auctions';
import { useAuth } from '../../auth/actor';
import type { Snapshot } from '../../room/book';

/** Where I stand in this auction, in one sentence, and what I can do about it. */
export function MyStanding({ snapshot, me }: { snapshot: Snapshot; me: Mine | null }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const { pathname } = useLocation();
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
  const standing = standingOf(snapshot, me);
  return (
    <section className={`panel standing ${standing}`} aria-live="polite">
      <h2>
        {t('room.mine')} · <span className="num">{me.code}</span>
      </h2>
      <p className="standing-word" data-testid="standing">
        {t(`room.standing.${standing}`)}
      </p>
      <p>{t(`room.standingHint.${standing}`)}</p>
      {standing === 'won' && (
        <p style={{ marginTop: 8 }}>
          <Link to="/desk/contracts">{t('room.toContract')}</Link>
        </p>
      )}
    </section>
  );
}

type Standing = 'won' | 'lost' | 'leading' | 'outbid' | 'none' | 'excluded';

function standingOf(snapshot: Snapshot, me: Mine): Standing {
  if (snapshot.state === 'closed') return snapshot.winner === me.code ? 'won' : 'lost';
  if (!me.admitted) return 'excluded';
  if (snapshot.leader === me.code) return 'leading';
  return snapshot.bids.some((bid) => bid.bidder === me.code) ? 'outbid' : 'none';
}
