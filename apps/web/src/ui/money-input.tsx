import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { capitalAmount } from '../lib/capital';
import { parseYuan, shortYuan } from '../lib/money';

interface MoneyInputProps {
  id?: string;
  value?: string;
  onChange?: (text: string) => void;
  size?: 'middle' | 'large';
  disabled?: boolean;
}

/** Takes yuan as typed and reads it back twice: as people say it, and in the capitals that betray a slipped zero. */
export function MoneyInput({ id, value = '', onChange, size = 'middle', disabled = false }: MoneyInputProps) {
  const { t, i18n } = useTranslation();
  const amount = parseYuan(value);
  const hint = `${id ?? 'amount'}-reading`;
  return (
    <div>
      <Input
        {...(id ? { id } : {})}
        className="num"
        inputMode="decimal"
        autoComplete="off"
        prefix="¥"
        suffix={t('money.yuan')}
        size={size}
        value={value}
        disabled={disabled}
        aria-describedby={hint}
        onChange={(event) => onChange?.(event.target.value)}
      />
      <div id={hint} className="small muted" aria-live="polite" style={{ minHeight: 22 }}>
        {amount !== null && (
          <>
            {t('money.about')} <span className="num">{shortYuan(amount, i18n.language)}</span>
            <span lang="zh"> · {capitalAmount(amount)}</span>
          </>
        )}
      </div>
    </div>
  );
}
