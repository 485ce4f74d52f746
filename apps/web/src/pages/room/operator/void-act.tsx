import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/http';
import { sales } from '../../../api/sales';
import type { Room } from '../../../room/book';
import { ConfirmAction } from '../../../ui/confirm-action';
import { BidChooser } from '../bid-chooser';

/** Asks for a bid to be declared void. Nothing happens until a second person of the exchange agrees. */
export function VoidAct({ room, onDone }: { room: Room; onDone: () => void }) {
  const { t } = useTranslation();
  const [bid, setBid] = useState<number | null>(null);
  const { auctionId: id, seq, bidCount, bids } = room.snapshot;
  const ask = async (reason: string, commandId: string) => {
    const asked = await sales.askForVoid(id, { commandId, reason, bid: bid ?? 0 });
    // The answer to an earlier attempt, which named another bid.
    if (asked.payload['bid'] !== bid)
      throw new ApiError({ title: t('approval.other'), status: 409, code: 'approval.id_reused' });
  };
  return (
    <div className="acts">
      <ConfirmAction
        label={t('operate.void')}
        title={t('operate.voidTitle')}
        confirmLabel={t('operate.voidAsk')}
        reasonLabel={t('operate.reason')}
        done={t('operate.asked')}
        danger
        incomplete={bid === null}
        button={{ disabled: bidCount === 0 }}
        run={ask}
        onDone={() => {
          setBid(null);
          onDone();
        }}
      >
        <p>{t('operate.voidText')}</p>
        {/* The answer of a proxy is not a bid of its own: its cause, or the maximum behind it, is what can be voided. */}
        <BidChooser
          label={t('operate.voidWhich')}
          lines={bids.filter((line) => !line.void && line.kind !== 'automatic')}
          bids={bids}
          latest={seq}
          numberHint={t('operate.voidNumberHint')}
          value={bid}
          onChange={setBid}
        />
      </ConfirmAction>
      {bidCount === 0 && <span className="small muted">{t('operate.voidNone')}</span>}
    </div>
  );
}
