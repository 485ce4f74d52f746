import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Receipt, Rejection } from '../../../api/auctions';
import type { Problem } from '../../../api/http';
import { formatYuan } from '../../../lib/money';
import type { Order } from '../../../room/order';
import { ReceiptLine } from './receipt-line';

export type OrderResult =
  | { kind: 'accepted'; ack: Receipt; order: Order }
  | { kind: 'rejected'; ack: Rejection; order: Order }
  | { kind: 'refused'; problem: Problem; order: Order }
  | { kind: 'unknown'; order: Order };

interface OrderOutcomeProps {
  result: OrderResult | null;
  /** Own code: an accepted bid that a rival's maximum answered does not lead. */
  code: string | null;
  onRetry: () => void;
}

/** What became of the last command: accepted with its receipt, refused with the reason, or not yet known. */
export function OrderOutcome({ result, code, onRetry }: OrderOutcomeProps) {
  const { t } = useTranslation();
  if (!result) return null;
  const { kind } = result.order;
  const amount = formatYuan(result.order.amountMinor);
  if (result.kind === 'accepted') {
    const { ack } = result;
    const leads = ack.leader === null || ack.leader === code;
    return (
      <Alert
        type={leads ? 'success' : 'warning'}
        showIcon
        data-testid="bid-result"
        title={t(`room.accepted.${kind}`, { amount })}
        description={
          <>
            {!leads && <p>{t('room.answered', { price: formatYuan(ack.priceMinor ?? 0) })}</p>}
            <ReceiptLine receipt={ack} />
          </>
        }
      />
    );
  }
  if (result.kind === 'unknown') {
    return (
      <Alert
        type="warning"
        showIcon
        data-testid="bid-result"
        title={t('room.unknown', { amount })}
        description={t('room.unknownHint')}
        action={<Button onClick={onRetry}>{t('room.askAgain')}</Button>}
      />
    );
  }
  return (
    <Alert
      type="error"
      showIcon
      data-testid="bid-result"
      title={t(`room.rejected.${kind}`, { amount })}
      description={
        result.kind === 'rejected' ? <Explain ack={result.ack} /> : (result.problem.detail ?? result.problem.title)
      }
    />
  );
}

function Explain({ ack }: { ack: Rejection }) {
  const { t } = useTranslation();
  const params = Object.fromEntries(
    Object.entries(ack.params ?? {}).map(([name, value]) => [
      name,
      name.endsWith('Minor') ? formatYuan(Number(value), false) : value,
    ]),
  );
  return t(`reject.${ack.code.replace('.', '_')}`, {
    ...params,
    defaultValue: ack.message ?? t('reject.other', { code: ack.code }),
  });
}
