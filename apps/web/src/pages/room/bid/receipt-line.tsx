import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '../../../api/auctions';
import { saveJson } from '../../../lib/save-json';
import { formatBookTime } from '../../../lib/time';
import { checkReceipt } from '../../../room/check-receipt';

/** Place and fingerprint of an accepted command, to keep: with it anybody can check the book later, without trusting us. */
export function ReceiptLine({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const check = useMutation({ mutationFn: () => checkReceipt(receipt) });
  const { auctionId, seq, arrivedAtMs, leafHash } = receipt;
  const found = check.isError ? 'failed' : check.data;
  return (
    <div className="receipt">
      <span className="num wrap">
        {t('room.receipt', { seq, at: formatBookTime(arrivedAtMs) })}
        {leafHash && ` · ${leafHash.slice(0, 12)}…`}
      </span>
      <span className="row">
        <button type="button" className="link-button" onClick={() => saveJson(`jishi-receipt-${seq}.json`, receipt)}>
          {t('room.receiptSave')}
        </button>
        <button type="button" className="link-button" disabled={check.isPending} onClick={() => check.mutate()}>
          {t('room.receiptCheck')}
        </button>
      </span>
      {found && <span role="status">{t(`room.receiptFound.${found}`)}</span>}
      <details>
        <summary>{t('room.receiptWhy')}</summary>
        <p>{t('room.receiptHow')}</p>
        <code className="command">
          jishi verify book-{auctionId}.jsonl --receipt jishi-receipt-{seq}.json
        </code>
      </details>
    </div>
  );
}
