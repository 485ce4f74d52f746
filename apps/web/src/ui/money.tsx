import { useTranslation } from 'react-i18next';
import { type Fen, formatYuan, shortYuan } from '../lib/money';

/** An amount; `short` adds no precision loss to the page, the exact amount stays in the title. */
export function Money({ amount, short = false }: { amount: Fen | null | undefined; short?: boolean }) {
  const { i18n } = useTranslation();
  if (amount === null || amount === undefined) return <span className="muted">—</span>;
  return (
    <span className="num" title={formatYuan(amount)}>
      {short ? shortYuan(amount, i18n.language) : formatYuan(amount)}
    </span>
  );
}
