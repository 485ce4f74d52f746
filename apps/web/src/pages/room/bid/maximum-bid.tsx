import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../lib/money';
import { MoneyInput } from '../../../ui/money-input';
import { useAmountField } from './amount-field';
import type { BidPart } from './manual-bid';

/** A proxy: the system bids for its owner, never more than it must. Only the owner ever sees the amount. */
export function MaximumBid({
  snapshot,
  me,
  open,
  pending,
  draftKept,
  onMaximum,
}: BidPart & { onMaximum: (amount: number) => void }) {
  const { t } = useTranslation();
  const standing = me.maximumMinor;
  const least = standing === null ? snapshot.nextMinimumMinor : Math.max(standing + 1, snapshot.nextMinimumMinor);
  const field = useAmountField(least, draftKept, false);
  const fault = faultOf(field.amount, standing, snapshot.nextMinimumMinor);
  return (
    <>
      <p className="explain">{t('room.maximum.explain')}</p>
      <label htmlFor="maximum-amount" className="small muted">
        {t(standing === null ? 'room.maximum.label' : 'room.maximum.raiseLabel')}
      </label>
      <MoneyInput id="maximum-amount" size="large" value={field.text} disabled={!open} onChange={field.type} />
      {open && fault && field.touched && (
        <p className="fault" role="alert">
          {t(`room.fault.${fault}`, {
            minimum: formatYuan(snapshot.nextMinimumMinor, false),
            standing: formatYuan(standing ?? 0, false),
          })}
        </p>
      )}
      <Button
        className="bid-button"
        type="primary"
        size="large"
        block
        disabled={!open || pending || fault !== null}
        loading={pending}
        onClick={() => field.amount !== null && onMaximum(field.amount)}
      >
        {t(standing === null ? 'room.maximum.action' : 'room.maximum.raise')}
      </Button>
      <p className="small muted">{t('room.maximum.ties')}</p>
    </>
  );
}

function faultOf(amount: number | null, standing: number | null, minimum: number): string | null {
  if (amount === null) return 'not_an_amount';
  if (standing !== null) return amount <= standing ? 'not_raised' : null;
  return amount < minimum ? 'below_minimum' : null;
}
