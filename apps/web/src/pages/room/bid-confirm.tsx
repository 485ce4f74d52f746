import { Alert, Checkbox, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { capitalAmount } from '../../lib/capital';
import { formatYuan } from '../../lib/money';
import { amountFault } from '../../room/bidding';
import type { Snapshot } from '../../room/book';

interface BidConfirmProps {
  amount: number | null;
  snapshot: Snapshot;
  open: boolean;
  pending: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}

/** A bid binds and cannot be taken back: the exact amount is read, ticked, and only then sent. */
export function BidConfirm({ amount, snapshot, open, pending, onCancel, onConfirm }: BidConfirmProps) {
  const { t } = useTranslation();
  const [sure, setSure] = useState(false);
  useEffect(() => setSure(false), [amount]);
  const overtaken = amount !== null && amountFault(snapshot, amount) !== null;
  return (
    <Modal
      open={amount !== null}
      title={t('room.confirm.title')}
      okText={t('room.confirm.send')}
      cancelText={t('common.cancel')}
      okButtonProps={{ className: 'bid-button', disabled: !sure || overtaken || !open, loading: pending }}
      onOk={onConfirm}
      onCancel={onCancel}
      destroyOnHidden
    >
      {amount !== null && (
        <div className="confirm">
          <p>{snapshot.title}</p>
          <p className="confirm-amount num" data-testid="confirm-amount">
            {formatYuan(amount)}
          </p>
          <p lang="zh" className="confirm-capital">
            {t('room.confirm.capital')}
            {capitalAmount(amount)}
          </p>
          <p className="small muted">
            {t('room.confirm.above', {
              amount: formatYuan(amount - (snapshot.priceMinor ?? snapshot.startPriceMinor), false),
              price: formatYuan(snapshot.priceMinor ?? snapshot.startPriceMinor, false),
            })}
          </p>
          {overtaken && (
            <Alert
              type="warning"
              showIcon
              title={t('room.confirm.overtaken', { minimum: formatYuan(snapshot.nextMinimumMinor, false) })}
            />
          )}
          {!open && <Alert type="warning" showIcon title={t('room.confirm.notOpen')} />}
          <Checkbox checked={sure} onChange={(event) => setSure(event.target.checked)} disabled={overtaken || !open}>
            {t('room.confirm.binding')}
          </Checkbox>
        </div>
      )}
    </Modal>
  );
}
