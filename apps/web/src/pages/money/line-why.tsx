import { useTranslation } from 'react-i18next';
import type { BankLine } from '../../api/money';
import { formatYuan } from '../../lib/money';

/** Why a line waits, with the numbers; people's own words as they are. */
export function LineWhy({ line }: { line: BankLine }) {
  const { t } = useTranslation();
  const said = whyOf(line);
  const text =
    said === null
      ? null
      : typeof said === 'string'
        ? t(`bank.why.${said.replace('bank.', '')}`, { defaultValue: said })
        : t(`banking.why.${said.key}`, said.values);
  return text && <span className="cell-sub">{text}</span>;
}

function whyOf({
  reason,
  reasonDetail,
  state,
}: BankLine): string | { key: string; values: Record<string, string> } | null {
  if (state === 'unmatched') return { key: 'noReference', values: {} };
  if (!reason || !reasonDetail) return reason ?? null;
  const { reference, payerName, expectedMinor, besidesMinor, shortMinor, surplusMinor } = reasonDetail;
  const expected = formatYuan(expectedMinor);
  switch (reason) {
    case 'bank.amount_differs':
      if (surplusMinor > 0) return { key: 'over', values: { surplus: formatYuan(surplusMinor), expected, reference } };
      return {
        key: besidesMinor > 0 ? 'shortWith' : 'short',
        values: { short: formatYuan(shortMinor), besides: formatYuan(besidesMinor), expected, reference },
      };
    case 'bank.payer_differs':
      return { key: 'payer', values: { payer: payerName, reference } };
    case 'bank.claim_closed':
      return { key: 'closed', values: { reference } };
    default:
      return reason;
  }
}
