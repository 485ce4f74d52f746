import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Texts } from '../../../api/profile';
import type { FieldProps } from './field-props';

export const LANGUAGES = ['zh', 'en'] as const;

interface TextsProps extends FieldProps<Texts> {
  max?: number;
  rows?: number;
}

/** The same words in both languages. */
export function TextsInput({ value, label, onChange, max = 4_000, rows = 8 }: TextsProps) {
  const { t } = useTranslation();
  return (
    <div className="stack rule-texts">
      {LANGUAGES.map((language) => (
        <Input.TextArea
          key={language}
          lang={language}
          aria-label={t(`rules.textIn.${language}`, { rule: label })}
          placeholder={t(`rules.textIn.${language}`, { rule: label })}
          autoSize={{ minRows: 2, maxRows: rows }}
          maxLength={max}
          value={value[language]}
          onChange={(event) => onChange({ ...value, [language]: event.target.value })}
        />
      ))}
    </div>
  );
}
