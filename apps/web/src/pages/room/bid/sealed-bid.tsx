import { Alert } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mine, Receipt } from '../../../api/auctions';
import type { Room } from '../../../room/book';
import { standingOf } from '../../../room/my-place';
import { SealBox } from '../../../sealed/seal-box';
import { ReceiptLine } from './receipt-line';

interface SealedBidProps {
  room: Room;
  me: Mine;
  onSealed: () => void;
}

/** One sealed bid, handed in before the deadline; afterwards its receipt, for as long as this page is open. */
export function SealedBid({ room, me, onSealed }: SealedBidProps) {
  const { t } = useTranslation();
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const asked = room.snapshot.state !== 'ended' && standingOf(room, me) === 'sealedNot';
  if (!me.code || (!asked && !receipt)) return null;
  return (
    <section className="panel bid-box" aria-labelledby="bid-title">
      <h2 id="bid-title">{t('room.bid')}</h2>
      {receipt ? (
        <Alert
          type="success"
          showIcon
          data-testid="bid-result"
          title={t('sealed.done')}
          description={<ReceiptLine receipt={receipt} />}
        />
      ) : (
        <SealBox
          snapshot={room.snapshot}
          code={me.code}
          onSealed={(got) => {
            setReceipt(got);
            onSealed();
          }}
        />
      )}
    </section>
  );
}
