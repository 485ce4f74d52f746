import type { ValuationProblem } from '@jishi/pricing';
import { Button, Input } from 'antd';
import { createContext, useContext, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseDecimal, percent, plainDecimal } from '../../lib/decimal';
import { formatYuan } from '../../lib/money';

/** In which unit amounts are typed: places after the point down to a fen. */
export const UNITS = { yuan: 2, wan: 6 } as const;
export type Unit = keyof typeof UNITS;

interface Editing {
  unit: Unit;
  problems: ValuationProblem[];
}
const EditingContext = createContext<Editing>({ unit: 'wan', problems: [] });
export const EditingProvider = EditingContext;

/** What is wrong with this input, in words; the units are those of the page. */
export function ProblemText({ path }: { path: string }) {
  const { t } = useTranslation();
  const { problems } = useContext(EditingContext);
  const problem = problems.find((each) => each.path === path);
  if (!problem) return null;
  const { min = 0, max = 0, ...params } = problem.params ?? {};
  const [low, high] = path.endsWith('Ppm')
    ? [percent(min), percent(max)]
    : path.endsWith('Minor')
      ? [formatYuan(min, false), formatYuan(max, false)]
      : [String(min), String(max)];
  return (
    <p className="fault small" role="alert">
      {t(`valuation.problem.${problem.code.replace('valuation.', '')}`, { low, high, ...params })}
    </p>
  );
}

interface FieldProps {
  label: string;
  path: string;
  hint?: string;
}

interface NumberFieldProps extends FieldProps {
  value: number;
  onChange: (value: number) => void;
}

/** A number as text with so many places; what cannot be read becomes NaN, which every rule refuses. */
function DecimalField(props: NumberFieldProps & { places: number; suffix: string }) {
  const { label, path, hint, value, onChange, places, suffix } = props;
  const [typed, setTyped] = useState<{ text: string; value: number; places: number } | null>(null);
  const id = useId();
  // What was typed stands as long as it means the value: `1.` on the way to `1.5` is not taken away.
  const stands = typed && typed.places === places && Object.is(typed.value, value);
  const text = stands ? typed.text : Number.isNaN(value) ? '' : plainDecimal(value, places);
  return (
    <div className="value-field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        className="num"
        inputMode="decimal"
        autoComplete="off"
        suffix={suffix}
        value={text}
        onChange={(event) => {
          const read = parseDecimal(event.target.value, places) ?? Number.NaN;
          setTyped({ text: event.target.value, value: read, places });
          onChange(read);
        }}
      />
      {hint && <p className="small muted">{hint}</p>}
      <ProblemText path={path} />
    </div>
  );
}

export function AmountField(props: NumberFieldProps) {
  const { t } = useTranslation();
  const { unit } = useContext(EditingContext);
  return <DecimalField {...props} places={UNITS[unit]} suffix={t(`valuation.unit.${unit}`)} />;
}

export const RateField = (props: NumberFieldProps) => <DecimalField {...props} places={4} suffix="%" />;

export function WholeField({ suffix = '', ...props }: NumberFieldProps & { suffix?: string }) {
  return <DecimalField {...props} places={0} suffix={suffix} />;
}

interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'date';
  disabled?: boolean;
}

export function TextField({ label, path, hint, value, onChange, type = 'text', disabled = false }: TextFieldProps) {
  const id = useId();
  return (
    <div className="value-field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type={type}
        value={value}
        maxLength={200}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && <p className="small muted">{hint}</p>}
      <ProblemText path={path} />
    </div>
  );
}

interface LinesProps<T> {
  items: T[];
  onChange: (items: T[]) => void;
  path: string;
  fresh: () => T;
  addLabel: string;
  title: (i: number) => string;
  /** Entries of one field each stand side by side. */
  compact?: boolean;
  children: (item: T, change: (item: T) => void, path: string) => React.ReactNode;
}

/** Entries that can be added and taken away, each with its number. */
export function Lines<T>({ items, onChange, path, fresh, addLabel, title, compact = false, children }: LinesProps<T>) {
  const { t } = useTranslation();
  return (
    <div className={compact ? 'value-lines compact' : 'value-lines'}>
      <ProblemText path={path} />
      {items.map((item, i) => (
        <fieldset key={i} className="value-line">
          <legend>{title(i)}</legend>
          <div className="value-cells">
            {children(item, (next) => onChange(items.with(i, next)), `${path}[${i}]`)}
            <Button
              size="small"
              aria-label={t('valuation.removeLine', { line: title(i) })}
              onClick={() => onChange(items.toSpliced(i, 1))}
            >
              {t('common.remove')}
            </Button>
          </div>
        </fieldset>
      ))}
      <Button onClick={() => onChange([...items, items.length > 0 ? structuredClone(items.at(-1)!) : fresh()])}>
        {addLabel}
      </Button>
    </div>
  );
}
