import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mine } from '../../api/auctions';
import { formatYuan, groupYuan, parseYuan } from '../../lib/money';
import { amountFault, periodAt, quickAmounts } from '../../room/bidding';
import type { Snapshot } from '../../room/book';
import type { RoomStore, RoomView } from '../../room/room-store';
import { useServerNow } from '../../room/use-room';
import { MoneyInput } from '../../ui/money-input';
import { BidConfirm } from './bid-confirm';
import { type BidResult, BidOutcome } from './bid-outcome';
import { useBid } from './use-bid';

interface BidBoxProps {
  store: RoomStore;
  view: RoomView;
  snapshot: Snapshot;
  me: Mine;
}

const STEPS = [1, 2, 5];

export function BidBox({ store, view, snapshot, me }: BidBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [touched, setTouched] = useState(false);
  const [confirming, setConfirming] = useState<number | null>(null);
  const bid = useBid(store);
  const now = useServerNow(view.clock, 500);
  const period = now === null ? null : periodAt(snapshot, now);
  const open = period === 'free' || period === 'timed';

  // Until the bidder types, the field follows the next minimum; afterwards it is theirs.
  useEffect(() => {
    if (!touched && confirming === null) setText(groupYuan(snapshot.nextMinimumMinor));
  }, [snapshot.nextMinimumMinor, touched, confirming]);

  const amount = parseYuan(text);
  const fault = amount === null ? 'not_an_amount' : amountFault(snapshot, amount);
  const leading = snapshot.leader === me.code && !snapshot.rules?.selfRaise;
  const choose = (value: number) => {
    setText(groupYuan(value));
    setTouched(true);
  };
  const confirm = async () => {
    if (confirming === null) return;
    const result: BidResult = await bid.place(confirming);
    setConfirming(null);
    if (result.kind === 'accepted') setTouched(false);
  };
  const blocked = !open || leading || bid.pending;

  return (
    <section className="panel bid-box" aria-labelledby="bid-title">
      <h2 id="bid-title">{t('room.bid')}</h2>
      <p className="row bid-minimum">
        <span>{t('room.nextMinimum')}</span>
        <b className="num">{formatYuan(snapshot.nextMinimumMinor, false)}</b>
        <span className="muted small num">
          {t('room.step', { amount: formatYuan(snapshot.incrementMinor, false) })}
        </span>
      </p>
      <div className="quick" role="group" aria-label={t('room.quick')}>
        {quickAmounts(snapshot, STEPS).map((value, index) => (
          <button key={STEPS[index]} type="button" disabled={blocked} onClick={() => choose(value)}>
            <small>{t('room.plusSteps', { count: STEPS[index] ?? 1 })}</small>
            <span className="num">{formatYuan(value, false)}</span>
          </button>
        ))}
      </div>
      <label htmlFor="bid-amount" className="small muted">
        {t('room.yourAmount')}
      </label>
      <MoneyInput
        id="bid-amount"
        size="large"
        value={text}
        disabled={!open}
        onChange={(value) => {
          setText(value);
          setTouched(true);
        }}
      />
      {open && fault && (touched || amount === null) && (
        <p className="fault" role="alert">
          {t(`room.fault.${fault}`, {
            minimum: formatYuan(snapshot.nextMinimumMinor, false),
            step: formatYuan(snapshot.incrementMinor, false),
          })}
        </p>
      )}
      <Button
        className="bid-button"
        type="primary"
        size="large"
        block
        disabled={blocked || fault !== null}
        loading={bid.pending}
        onClick={() => setConfirming(amount)}
      >
        {t('room.bidAction')}
      </Button>
      {!open && <p className="small muted">{t(`room.cannotBid.${period ?? 'measuring'}`)}</p>}
      {open && leading && <p className="small muted">{t('room.alreadyLeading')}</p>}
      {view.connection !== 'live' && (
        <Alert
          type="warning"
          showIcon
          title={t(view.connection === 'offline' ? 'room.bidOffline' : 'room.bidOverHttp')}
        />
      )}
      <BidOutcome result={bid.result} onRetry={() => void bid.again()} />
      <BidConfirm
        amount={confirming}
        snapshot={snapshot}
        open={open}
        pending={bid.pending}
        onCancel={() => setConfirming(null)}
        onConfirm={() => void confirm()}
      />
    </section>
  );
}
