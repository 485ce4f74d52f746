import { Button } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Mine } from '../../../api/auctions';
import { formatYuan, groupYuan } from '../../../lib/money';
import { amountFault, quickAmounts } from '../../../room/bidding';
import type { Snapshot } from '../../../room/snapshot';
import { MoneyInput } from '../../../ui/money-input';
import { useAmountField } from './amount-field';

export interface BidPart {
  snapshot: Snapshot;
  me: Mine;
  open: boolean;
  pending: boolean;
  /** A dialog reads the amount at this moment: it must not move under it. */
  draftKept: boolean;
}

const STEPS = [1, 2, 5];

export function ManualBid({
  snapshot,
  me,
  open,
  pending,
  draftKept,
  onBid,
}: BidPart & { onBid: (amount: number) => void }) {
  const { t } = useTranslation();
  const ownLead = snapshot.leader === me.code;
  const field = useAmountField(snapshot.nextMinimumMinor, draftKept, ownLead);
  const fault = field.amount === null ? 'not_an_amount' : amountFault(snapshot, field.amount);
  const leading = ownLead && !snapshot.rules?.selfRaise;
  const blocked = !open || leading || pending;
  return (
    <>
      <p className="row bid-minimum">
        <span>{t('room.nextMinimum')}</span>
        <b className="num">{formatYuan(snapshot.nextMinimumMinor, false)}</b>
        <span className="muted small num">
          {t('room.step', { amount: formatYuan(snapshot.incrementMinor, false) })}
        </span>
      </p>
      <div className="quick" role="group" aria-label={t('room.quick')}>
        {quickAmounts(snapshot, STEPS).map((value, index) => (
          <button key={STEPS[index]} type="button" disabled={blocked} onClick={() => field.type(groupYuan(value))}>
            <small>{stepsLabel(snapshot, STEPS[index] ?? 1, t)}</small>
            <span className="num">{formatYuan(value, false)}</span>
          </button>
        ))}
      </div>
      <label htmlFor="bid-amount" className="small muted">
        {t('room.yourAmount')}
      </label>
      <MoneyInput id="bid-amount" size="large" value={field.text} disabled={!open} onChange={field.type} />
      {open && fault && (field.touched || field.amount === null) && (
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
        loading={pending}
        onClick={() => field.amount !== null && onBid(field.amount)}
      >
        {t('room.bidAction')}
      </Button>
      {open && leading && <p className="small muted">{t('room.alreadyLeading')}</p>}
    </>
  );
}

/** The first bid may equal the start price: what is so many steps above the price afterwards is one step less then. */
function stepsLabel({ priceMinor }: Snapshot, count: number, t: TFunction): string {
  const above = priceMinor === null ? count - 1 : count;
  return above === 0 ? t('room.startPrice') : t('room.plusSteps', { count: above });
}
