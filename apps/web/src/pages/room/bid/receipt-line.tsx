import { useTranslation } from 'react-i18next';
import type { Receipt } from '../../../api/auctions';
import { saveJson } from '../../../lib/save-json';
import { formatBookTime } from '../../../lib/time';

/** Place and fingerprint of an accepted command, to keep: with it anybody can check the book later, without trusting us. */
export function ReceiptLine({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const { seq, arrivedAtMs, leafHash } = receipt;
  return (
    <div className="receipt">
      <span className="num wrap">
        {t('room.receipt', { seq, at: formatBookTime(arrivedAtMs) })}
        {leafHash && ` · ${leafHash.slice(0, 12)}…`}
      </span>
      <button type="button" className="link-button" onClick={() => saveJson(`jishi-receipt-${seq}.json`, receipt)}>
        {t('room.receiptSave')}
      </button>
      <details>
        <summary>{t('room.receiptWhy')}</summary>
        <p>{t('room.receiptHow')}</p>
        <code className="command">jishi verify book.json --receipt jishi-receipt-{seq}.json</code>
      </details>
    </div>
  );
}
