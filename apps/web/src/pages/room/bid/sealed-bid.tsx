import { Alert } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mine, Receipt } from '../../../api/auctions';
import type { Room } from '../../../room/book';
import { standingOf } from '../../../room/my-place';
import { Loading } from '../../../ui/states';
import { ReceiptLine } from './receipt-line';

const SealBox = lazy(async () => ({ default: (await import('../../../sealed/seal-box')).SealBox }));

/** Before the deadline, and before one's own bid is sealed: the one bid. Afterwards, its receipt. */
export function SealedBid({ room, me }: { room: Room; me: Mine }) {
  const { t } = useTranslation();
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const { state } = room.snapshot;
  const due = state !== 'ended' && standingOf(room, me) === 'sealedNot' && me.code !== null;
  if (!due && !receipt) return null;
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
        <Suspense fallback={<Loading rows={3} />}>
          <SealBox snapshot={room.snapshot} code={me.code ?? ''} onSealed={setReceipt} />
        </Suspense>
      )}
    </section>
  );
}
