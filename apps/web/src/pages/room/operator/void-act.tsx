import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sales } from '../../../api/sales';
import { newCommandId } from '../../../lib/command-id';
import { formatYuan } from '../../../lib/money';
import { formatBookTime } from '../../../lib/time';
import type { Room } from '../../../room/book';
import type { BookBid } from '../../../room/snapshot';
import { ConfirmAction } from '../../../ui/confirm-action';

/** Asks for a bid to be declared void. Nothing happens until a second person of the exchange agrees. */
export function VoidAct({ room, onDone }: { room: Room; onDone: () => void }) {
  const { t } = useTranslation();
  const [bid, setBid] = useState<number | null>(null);
  const id = room.snapshot.auctionId;
  // The answer of a proxy is not a bid of its own: its cause, or the maximum behind it, is what can be voided.
  const lines = room.snapshot.bids.filter((line) => !line.void && line.kind !== 'automatic');
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
        button={{ disabled: lines.length === 0 }}
        run={(reason) => sales.askForVoid(id, { commandId: newCommandId(), reason, bid: bid ?? 0 })}
        onDone={() => {
          setBid(null);
          onDone();
        }}
      >
        <p>{t('operate.voidText')}</p>
        <label className="field">
          <span>{t('operate.voidWhich')}</span>
          <Select<number>
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('operate.voidChoose')}
            value={bid}
            onChange={setBid}
            options={lines.map((line) => ({ value: line.seq, label: bidLabel(line) }))}
          />
        </label>
      </ConfirmAction>
      {lines.length === 0 && <span className="small muted">{t('operate.voidNone')}</span>}
    </div>
  );
}

function bidLabel({ seq, bidder, amountMinor, arrivedAtMs }: BookBid): string {
  const amount = amountMinor === null ? '' : ` · ${formatYuan(amountMinor, false)}`;
  return `#${seq} · ${bidder}${amount} · ${formatBookTime(arrivedAtMs).slice(0, 8)}`;
}
