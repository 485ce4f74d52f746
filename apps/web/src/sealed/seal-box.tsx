import { Alert, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '../api/auctions';
import { capitalAmount } from '../lib/capital';
import { formatYuan, parseYuan } from '../lib/money';
import type { Snapshot } from '../room/snapshot';
import { MoneyInput } from '../ui/money-input';
import { ProblemAlert } from '../ui/problem-alert';
import { canSeal } from './crypto';
import { useSealing } from './use-sealing';
import { useFirstField } from '../ui/use-first-field';

interface SealBoxProps {
  snapshot: Snapshot;
  /** The bidder's code: bound into the envelope. */
  code: string;
  onSealed: (receipt: Receipt) => void;
}

/** One bid, read twice, encrypted on this machine and handed in; nobody reads it before the trustees open all of them. */
export function SealBox({ snapshot, code, onSealed }: SealBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<number | null>(null);
  const [sure, setSure] = useState(false);
  const { body, afterOpenChange } = useFirstField();
  const sealing = useSealing(snapshot.auctionId, code, onSealed);
  const amount = parseYuan(text);
  const low = amount !== null && amount < snapshot.startPriceMinor;
  const open = snapshot.state === 'open';
  const ask = () => {
    setSure(false);
    setAsked(amount);
  };
  const send = async () => {
    if (asked !== null && (await sealing.send(asked))) setAsked(null);
  };
  if (!canSeal())
    return <Alert type="warning" showIcon title={t('sealed.insecure')} description={t('sealed.insecureHint')} />;
  return (
    <div data-testid="seal-box">
      <p className="explain">{t('sealed.how')}</p>
      <label htmlFor="seal-amount" className="small muted">
        {t('room.yourAmount')}
      </label>
      <MoneyInput id="seal-amount" size="large" value={text} disabled={!open} onChange={setText} />
      {low && (
        <p className="fault" role="alert">
          {t('sealed.low', { start: formatYuan(snapshot.startPriceMinor, false) })}
        </p>
      )}
      <Button
        className="bid-button"
        type="primary"
        size="large"
        block
        disabled={!open || amount === null || low}
        onClick={ask}
      >
        {t('sealed.ask')}
      </Button>
      {!open && <p className="small muted">{t('sealed.notOpen')}</p>}
      <Modal
        open={asked !== null}
        title={t('sealed.confirmTitle')}
        okText={t('sealed.send')}
        cancelText={t('common.cancel')}
        okButtonProps={{ className: 'bid-button', disabled: !sure || !open, loading: sealing.pending }}
        onOk={() => void send()}
        onCancel={() => setAsked(null)}
        afterOpenChange={afterOpenChange}
        destroyOnHidden
      >
        {asked !== null && (
          <div className="confirm" ref={body}>
            <p>{snapshot.title}</p>
            <p className="confirm-amount num" data-testid="confirm-amount">
              {formatYuan(asked)}
            </p>
            <p lang="zh" className="confirm-capital">
              {t('room.confirm.capital')}
              {capitalAmount(asked)}
            </p>
            <p className="small muted">{t('sealed.once')}</p>
            <ProblemAlert error={sealing.error} />
            <Checkbox checked={sure} onChange={(event) => setSure(event.target.checked)} disabled={!open}>
              {t('sealed.binding')}
            </Checkbox>
          </div>
        )}
      </Modal>
    </div>
  );
}
