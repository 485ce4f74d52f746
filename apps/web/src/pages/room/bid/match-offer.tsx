import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../lib/money';
import type { Snapshot } from '../../../room/snapshot';

interface MatchOfferProps {
  snapshot: Snapshot;
  rank: number;
  /** It can be exercised at this moment, at the standing price. */
  offered: boolean;
  leading: boolean;
  pending: boolean;
  onMatch: (priceMinor: number) => void;
}

/** A holder of a right of first refusal may take the sale at the standing price, which the button names. */
export function MatchOffer({ snapshot, rank, offered, leading, pending, onMatch }: MatchOfferProps) {
  const { t } = useTranslation();
  const price = snapshot.priceMinor;
  return (
    <div className="match-offer" data-testid="match-offer">
      <p>
        <span className="tag right">{t('room.match.badge')}</span>
        <span className="small">{t('room.match.rank', { rank })}</span>
      </p>
      {offered && price !== null ? (
        <>
          <p>{t(snapshot.state === 'ended' ? 'room.match.after' : 'room.match.live')}</p>
          <Button block size="large" className="match-button" loading={pending} onClick={() => onMatch(price)}>
            {t('room.match.action', { price: formatYuan(price, false) })}
          </Button>
        </>
      ) : (
        <p className="small">{t(waitingFor(snapshot, leading))}</p>
      )}
    </div>
  );
}

function waitingFor({ priceMinor, state }: Snapshot, leading: boolean): string {
  if (state === 'paused') return 'room.match.paused';
  if (priceMinor === null) return 'room.match.nothing';
  if (leading) return state === 'ended' ? 'room.match.done' : 'room.match.leading';
  return 'room.match.later';
}
