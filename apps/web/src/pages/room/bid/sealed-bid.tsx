import { useTranslation } from 'react-i18next';
import type { Mine } from '../../../api/auctions';
import type { Room } from '../../../room/book';
import { standingOf } from '../../../room/my-place';

/** Before the deadline, and before one's own bid is sealed: how it is handed in. */
export function SealedBid({ room, me }: { room: Room; me: Mine }) {
  const { t } = useTranslation();
  const { state } = room.snapshot;
  if (state === 'ended' || standingOf(room, me) !== 'sealedNot') return null;
  return (
    <section className="panel bid-box" aria-labelledby="bid-title">
      <h2 id="bid-title">{t('room.bid')}</h2>
      <p className="explain">{t('room.sealedHow')}</p>
    </section>
  );
}
