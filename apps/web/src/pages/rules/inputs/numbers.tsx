import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayCount, Rate } from '../../../api/profile';
import { groupYuan, parseYuan } from '../../../lib/money';
import { parsePercent, percentText } from '../../../lib/rules';
import { type FieldProps, type RuleProps, UNREADABLE } from './field-props';

interface TypedProps<T> extends FieldProps<T> {
  suffix: string;
  show: (value: T) => string;
  read: (text: string) => T;
}

/** A number with its unit that keeps what was typed, readable or not. */
function TypedInput<T>({ value, label, onChange, suffix, show, read }: TypedProps<T>) {
  const [text, setText] = useState(() => show(value));
  return (
    <Input
      aria-label={label}
      className="num rule-short"
      inputMode="decimal"
      suffix={suffix}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(read(event.target.value));
      }}
    />
  );
}

export const RateInput = (props: FieldProps<Rate>) => (
  <TypedInput
    {...props}
    suffix="%"
    show={percentText}
    read={(text) => parsePercent(text) ?? { numerator: UNREADABLE, denominator: 1 }}
  />
);

export function MoneyInput(props: FieldProps<number>) {
  const { t } = useTranslation();
  return (
    <TypedInput {...props} suffix={t('money.yuan')} show={groupYuan} read={(text) => parseYuan(text) ?? UNREADABLE} />
  );
}

/** A whole number, and of what. */
export function CountInput({ value, label, onChange, unit }: FieldProps<number> & { unit: string }) {
  return (
    <InputNumber
      aria-label={label}
      className="rule-count"
      suffix={unit}
      value={value >= 0 ? value : null}
      min={0}
      onChange={(next) => onChange(next ?? UNREADABLE)}
    />
  );
}

/** A count whose unit its kind of rule says. */
export function PlainCount({ rule, ...props }: RuleProps<number>) {
  const { t } = useTranslation();
  return <CountInput {...props} unit={t(`rules.countOf.${rule.kind}`)} />;
}

export function DaysInput({ value, label, onChange }: FieldProps<DayCount>) {
  const { t } = useTranslation();
  return (
    <span className="row rule-inline">
      <InputNumber
        aria-label={label}
        value={value.count > 0 ? value.count : null}
        min={1}
        max={400}
        onChange={(count) => onChange({ ...value, count: count ?? UNREADABLE })}
      />
      <Select
        aria-label={t('rules.unitOf', { rule: label })}
        value={value.kind}
        onChange={(kind) => onChange({ ...value, kind })}
        options={(['working', 'calendar'] as const).map((kind) => ({ value: kind, label: t(`rules.unit.${kind}`) }))}
      />
    </span>
  );
}

const UNITS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
type Unit = keyof typeof UNITS;
const unitOf = (ms: number): Unit =>
  (['days', 'hours', 'minutes'] as const).find((unit) => ms > 0 && ms % UNITS[unit] === 0) ?? 'seconds';

export function DurationInput({ value, label, onChange }: FieldProps<number>) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<Unit>(() => unitOf(value));
  return (
    <span className="row rule-inline">
      <InputNumber
        aria-label={label}
        value={value >= 0 ? value / UNITS[unit] : null}
        min={0}
        onChange={(count) => onChange(count === null ? UNREADABLE : Math.round(count * UNITS[unit]))}
      />
      <Select
        aria-label={t('rules.unitOf', { rule: label })}
        value={unit}
        onChange={(next) => {
          setUnit(next);
          if (value >= 0) onChange(Math.round((value / UNITS[unit]) * UNITS[next]));
        }}
        options={(Object.keys(UNITS) as Unit[]).map((name) => ({ value: name, label: t(`rules.unit.${name}`) }))}
      />
    </span>
  );
}
