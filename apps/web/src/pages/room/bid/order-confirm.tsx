import { Alert, Checkbox, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { capitalAmount } from '../../../lib/capital';
import { formatYuan } from '../../../lib/money';
import { amountFault } from '../../../room/bidding';
import type { Order } from '../../../room/order';
import type { Snapshot } from '../../../room/snapshot';
import { useFirstField } from '../../../ui/use-first-field';

interface OrderConfirmProps {
  order: Order | null;
  snapshot: Snapshot;
  open: boolean;
  pending: boolean;
  onCancel: () => void;
  onConfirm: (order: Order) => void;
}

/** An order binds and cannot be taken back: the exact amount is read, ticked, and only then sent. */
export function OrderConfirm({ order, snapshot, open, pending, onCancel, onConfirm }: OrderConfirmProps) {
  const { t } = useTranslation();
  const [sure, setSure] = useState(false);
  const { body, afterOpenChange } = useFirstField();
  useEffect(() => setSure(false), [order?.kind, order?.amountMinor]);
  const late = order ? overtaken(order, snapshot) : false;
  return (
    <Modal
      open={order !== null}
      title={order && t(`room.confirm.title.${order.kind}`)}
      okText={order && t(`room.confirm.send.${order.kind}`)}
      cancelText={t('common.cancel')}
      okButtonProps={{ className: 'bid-button', disabled: !sure || late || !open, loading: pending }}
      onOk={() => order && onConfirm(order)}
      onCancel={onCancel}
      afterOpenChange={afterOpenChange}
      destroyOnHidden
    >
      {order && (
        <div className="confirm" ref={body}>
          <p>{snapshot.title}</p>
          <p className="confirm-amount num" data-testid="confirm-amount">
            {formatYuan(order.amountMinor)}
          </p>
          <p lang="zh" className="confirm-capital">
            {t('room.confirm.capital')}
            {capitalAmount(order.amountMinor)}
          </p>
          <p className="small muted">
            {order.kind === 'bid' ? <Above order={order} snapshot={snapshot} /> : t(`room.confirm.what.${order.kind}`)}
          </p>
          {late && (
            <Alert
              type="warning"
              showIcon
              title={t(order.kind === 'match' ? 'room.confirm.stale' : 'room.confirm.overtaken', {
                minimum: formatYuan(snapshot.nextMinimumMinor, false),
              })}
            />
          )}
          {!open && <Alert type="warning" showIcon title={t('room.confirm.notOpen')} />}
          <Checkbox checked={sure} onChange={(event) => setSure(event.target.checked)} disabled={late || !open}>
            {t(`room.confirm.binding.${order.kind}`)}
          </Checkbox>
        </div>
      )}
    </Modal>
  );
}

function Above({ order, snapshot }: { order: Order; snapshot: Snapshot }) {
  const { t } = useTranslation();
  const base = snapshot.priceMinor ?? snapshot.startPriceMinor;
  return t('room.confirm.above', {
    amount: formatYuan(order.amountMinor - base, false),
    price: formatYuan(base, false),
  });
}

/** The price moved while the dialog was open, and the order no longer fits it. */
function overtaken({ kind, amountMinor }: Order, snapshot: Snapshot): boolean {
  if (kind === 'match') return amountMinor !== snapshot.priceMinor;
  if (kind === 'maximum') return amountMinor < snapshot.nextMinimumMinor;
  return amountFault(snapshot, amountMinor) !== null;
}
