import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Receipt, Rejection } from '../../api/auctions';
import type { Problem } from '../../api/http';
import { formatYuan } from '../../lib/money';
import { formatBookTime } from '../../lib/time';

export type BidResult =
  | { kind: 'accepted'; ack: Receipt; amountMinor: number }
  | { kind: 'rejected'; ack: Rejection; amountMinor: number }
  | { kind: 'refused'; problem: Problem; amountMinor: number }
  | { kind: 'unknown'; amountMinor: number };

/** What became of the last bid: accepted with its receipt, refused with the reason, or not yet known. */
export function BidOutcome({ result, onRetry }: { result: BidResult | null; onRetry: () => void }) {
  const { t } = useTranslation();
  if (!result) return null;
  const amount = formatYuan(result.amountMinor);
  switch (result.kind) {
    case 'accepted':
      return (
        <Alert
          type="success"
          showIcon
          data-testid="bid-result"
          title={t('room.accepted', { amount })}
          description={
            <span className="num wrap">
              {t('room.receipt', { seq: result.ack.seq, at: formatBookTime(result.ack.arrivedAtMs) })}
              {result.ack.leafHash && ` · ${result.ack.leafHash.slice(0, 12)}…`}
            </span>
          }
        />
      );
    case 'rejected':
      return (
        <Alert
          type="error"
          showIcon
          data-testid="bid-result"
          title={t('room.rejected', { amount })}
          description={<Explain ack={result.ack} />}
        />
      );
    case 'refused':
      return (
        <Alert
          type="error"
          showIcon
          data-testid="bid-result"
          title={t('room.rejected', { amount })}
          description={result.problem.detail ?? result.problem.title}
        />
      );
    case 'unknown':
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
