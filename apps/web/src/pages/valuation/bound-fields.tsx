import { useTranslation } from 'react-i18next';
import { AmountField, Lines, RateField, TextField, WholeField } from './fields';

type NamesOf<T, V> = { [K in keyof T & string]: T[K] extends V ? K : never }[keyof T & string];

/** Fields of an input, which are labelled, placed and changed by their names alone. */
export function useBoundFields() {
  const { t } = useTranslation();
  return function fieldsOf<T extends object>(values: T, onChange: (values: T) => void, at = '') {
    const bind = <V,>(name: NamesOf<T, V>, hint?: string) => ({
      label: t(`valuation.input.${name}`),
      path: at ? `${at}.${name}` : name,
      value: values[name] as V,
      onChange: (value: V) => onChange({ ...values, [name]: value }),
      ...(hint ? { hint } : {}),
    });
    return {
      amount: (name: NamesOf<T, number>) => <AmountField {...bind<number>(name)} />,
      rate: (name: NamesOf<T, number>, hint?: string) => <RateField {...bind<number>(name, hint)} />,
      whole: (name: NamesOf<T, number>, suffix = '') => <WholeField {...bind<number>(name)} suffix={suffix} />,
      text: (name: NamesOf<T, string>) => <TextField {...bind<string>(name)} />,
    };
  };
}

interface SectionProps {
  title: string;
  hint?: string;
  children: React.ReactNode;
}

export function Section({ title, hint, children }: SectionProps) {
  return (
    <section className="value-section">
      <h3>{title}</h3>
      {hint && <p className="small muted">{hint}</p>}
      {children}
    </section>
  );
}

interface YearsProps {
  label: string;
  path: string;
  years: { amountMinor: number }[];
  onChange: (years: { amountMinor: number }[]) => void;
}

/** An amount for each year ahead. */
export function Years({ label, path, years, onChange }: YearsProps) {
  const { t } = useTranslation();
  return (
    <Lines
      items={years}
      onChange={onChange}
      path={path}
      fresh={() => ({ amountMinor: 0 })}
      compact
      addLabel={t('valuation.addYear')}
      title={(i) => t('valuation.year', { year: i + 1 })}
    >
      {({ amountMinor }, change, at) => (
        <AmountField
          label={label}
          path={`${at}.amountMinor`}
          value={amountMinor}
          onChange={(value) => change({ amountMinor: value })}
        />
      )}
    </Lines>
  );
}
