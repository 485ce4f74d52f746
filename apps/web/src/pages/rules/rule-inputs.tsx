import { Button, Checkbox, Input, InputNumber, Radio, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayCount, FeeBand, Rate, SaleRules, Texts } from '../../api/profile';
import { groupYuan, parseYuan } from '../../lib/money';
import { parsePercent, percentText, type Rule, type RuleKind } from '../../lib/rules';
import { flagText, optionText, RuleValue } from './rule-value';

interface InputProps<T> {
  rule: Rule;
  value: T;
  label: string;
  onChange: (value: T) => void;
}
/** What no rule may be: the server tells so beside the field, in the reader's language. */
const UNREADABLE = -1;

/** The field in which a rule of this kind is written. */
export function RuleInput(props: InputProps<unknown>) {
  const Field = FIELDS[props.rule.kind] as React.ComponentType<InputProps<unknown>>;
  return <Field {...props} />;
}

function DaysInput({ value, label, onChange }: InputProps<DayCount>) {
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

function RateInput({ value, label, onChange }: InputProps<Rate>) {
  const [text, setText] = useState(() => percentText(value));
  return (
    <Input
      aria-label={label}
      className="num rule-short"
      inputMode="decimal"
      suffix="%"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(parsePercent(event.target.value) ?? { numerator: UNREADABLE, denominator: 1 });
      }}
    />
  );
}

function MoneyField({ value, label, onChange }: InputProps<number>) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => groupYuan(value));
  return (
    <Input
      aria-label={label}
      className="num rule-short"
      inputMode="decimal"
      suffix={t('money.yuan')}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(parseYuan(event.target.value) ?? UNREADABLE);
      }}
    />
  );
}

function IntegerInput({ value, label, onChange }: InputProps<number>) {
  return (
    <InputNumber
      aria-label={label}
      value={value >= 0 ? value : null}
      min={0}
      onChange={(next) => onChange(next ?? UNREADABLE)}
    />
  );
}

const UNITS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
type Unit = keyof typeof UNITS;
const unitOf = (ms: number): Unit =>
  (['days', 'hours', 'minutes'] as const).find((unit) => ms > 0 && ms % UNITS[unit] === 0) ?? 'seconds';

function DurationInput({ value, label, onChange }: InputProps<number>) {
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

/** A rule that may be switched off; `off` is what it then says, undefined when it is left out. */
function maybe<T>(Field: React.ComponentType<InputProps<T>>, fresh: T, off: null | undefined) {
  return function MaybeInput(props: InputProps<T | null | undefined>) {
    const { t } = useTranslation();
    const { value } = props;
    const on = value !== null && value !== undefined;
    return (
      <div className="rule-maybe">
        <Switch
          aria-label={t('rules.hasRule', { rule: props.label })}
          checked={on}
          checkedChildren={t('rules.on')}
          unCheckedChildren={t('rules.off')}
          onChange={(next) => props.onChange(next ? structuredClone(fresh) : off)}
        />
        {on ? (
          <Field {...props} value={value} />
        ) : (
          <span className="muted">
            <RuleValue path={props.rule.path} value={null} />
          </span>
        )}
      </div>
    );
  };
}

function BooleanInput({ rule, value, label, onChange }: InputProps<boolean>) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as boolean)}
      options={[true, false].map((option) => ({ value: option, label: flagText(rule.path, option, t) }))}
    />
  );
}

function OneOfInput({ rule, value, label, onChange }: InputProps<string>) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as string)}
      options={(rule.options ?? []).map((option) => ({ value: option, label: optionText(rule.path, option, t) }))}
    />
  );
}

function SomeOfInput({ rule, value, onChange }: InputProps<string[]>) {
  const { t } = useTranslation();
  const options = rule.options ?? [];
  return (
    <Checkbox.Group
      value={value}
      // In the order of the list, whichever was ticked first.
      onChange={(chosen) => onChange(options.filter((option) => chosen.includes(option)))}
      options={options.map((option) => ({ value: option, label: optionText(rule.path, option, t) }))}
    />
  );
}

interface LinesProps<T> {
  lines: T[];
  least: number;
  fresh: T;
  onChange: (lines: T[]) => void;
  children: (line: T, set: (line: T) => void, index: number) => React.ReactNode;
}

/** A table that is written line by line; each line keeps its fields while others come and go. */
function Lines<T>({ lines, least, fresh, onChange, children }: LinesProps<T>) {
  const { t } = useTranslation();
  const [keys, setKeys] = useState(() => lines.map((_, index) => index));
  return (
    <div className="rule-lines">
      {lines.map((line, index) => (
        <div key={keys[index]} className="row rule-line">
          {children(line, (next) => onChange(lines.map((other, at) => (at === index ? next : other))), index)}
          {lines.length > least && (
            <Button
              type="link"
              size="small"
              aria-label={t('rules.removeLine', { number: index + 1 })}
              onClick={() => {
                setKeys(keys.filter((_, at) => at !== index));
                onChange(lines.filter((_, at) => at !== index));
              }}
            >
              {t('common.remove')}
            </Button>
          )}
        </div>
      ))}
      <Button
        size="small"
        onClick={() => {
          setKeys([...keys, Math.max(-1, ...keys) + 1]);
          onChange([...lines, structuredClone(fresh)]);
        }}
      >
        {t('rules.addLine')}
      </Button>
    </div>
  );
}

const ONE_PERCENT: Rate = { numerator: 1, denominator: 100 };

function BandsInput({ rule, value, label, onChange }: InputProps<FeeBand[]>) {
  const { t } = useTranslation();
  const excess = rule.path === 'fees.seller';
  const fresh: FeeBand = { upToMinor: null, rate: ONE_PERCENT, ...(excess ? { excessRate: ONE_PERCENT } : {}) };
  return (
    <Lines lines={value} least={1} fresh={fresh} onChange={onChange}>
      {(band, set, index) => (
        <>
          <Select
            aria-label={t('rules.limitOf', { rule: label, number: index + 1 })}
            value={band.upToMinor === null ? 'open' : 'upTo'}
            onChange={(kind) => set({ ...band, upToMinor: kind === 'open' ? null : 100_000_000 })}
            options={(['upTo', 'open'] as const).map((kind) => ({ value: kind, label: t(`rules.limit.${kind}`) }))}
          />
          {band.upToMinor !== null && (
            <MoneyField
              rule={rule}
              label={t('rules.limit.upTo')}
              value={band.upToMinor}
              onChange={(upToMinor) => set({ ...band, upToMinor })}
            />
          )}
          <RateInput
            rule={rule}
            label={t('rules.rate')}
            value={band.rate}
            onChange={(rate) => set({ ...band, rate })}
          />
          {band.excessRate && (
            <>
              <span className="small muted">{t('rules.excess')}</span>
              <RateInput
                rule={rule}
                label={t('rules.excess')}
                value={band.excessRate}
                onChange={(excessRate) => set({ ...band, excessRate })}
              />
            </>
          )}
        </>
      )}
    </Lines>
  );
}

function IncrementsInput({ rule, value, onChange }: InputProps<{ fromMinor: number; stepMinor: number }[]>) {
  const { t } = useTranslation();
  return (
    <Lines lines={value} least={1} fresh={{ fromMinor: 100_000_000, stepMinor: 1_000_000 }} onChange={onChange}>
      {(tier, set) => (
        <>
          <span className="small muted">{t('rules.from')}</span>
          <MoneyField
            rule={rule}
            label={t('rules.from')}
            value={tier.fromMinor}
            onChange={(fromMinor) => set({ ...tier, fromMinor })}
          />
          <span className="small muted">{t('rules.step')}</span>
          <MoneyField
            rule={rule}
            label={t('rules.step')}
            value={tier.stepMinor}
            onChange={(stepMinor) => set({ ...tier, stepMinor })}
          />
        </>
      )}
    </Lines>
  );
}

const TEN_DAYS: DayCount = { count: 10, kind: 'working' };

function NoticeTiersInput({ rule, value, onChange }: InputProps<SaleRules['noticeByPrice']>) {
  const { t } = useTranslation();
  return (
    <Lines lines={value} least={0} fresh={{ fromMinor: 100_000_000, days: TEN_DAYS }} onChange={onChange}>
      {(tier, set) => (
        <>
          <span className="small muted">{t('rules.from')}</span>
          <MoneyField
            rule={rule}
            label={t('rules.from')}
            value={tier.fromMinor}
            onChange={(fromMinor) => set({ ...tier, fromMinor })}
          />
          <DaysInput
            rule={rule}
            label={t('profile.rule.noticeDays')}
            value={tier.days}
            onChange={(days) => set({ ...tier, days })}
          />
        </>
      )}
    </Lines>
  );
}

function ExtensionInput({ rule, value, onChange }: InputProps<NonNullable<SaleRules['extension']>>) {
  const { t } = useTranslation();
  return (
    <span className="row rule-inline">
      <span className="small muted">{t('rules.each')}</span>
      <DaysInput
        rule={rule}
        label={t('rules.each')}
        value={value.days}
        onChange={(days) => onChange({ ...value, days })}
      />
      <span className="small muted">{t('rules.times')}</span>
      <IntegerInput
        rule={rule}
        label={t('rules.times')}
        value={value.max}
        onChange={(max) => onChange({ ...value, max })}
      />
    </span>
  );
}

function AppraisalInput({ rule, value, label, onChange }: InputProps<NonNullable<SaleRules['appraisal']>>) {
  return (
    <RateInput
      rule={rule}
      label={label}
      value={value.approvalBelow}
      onChange={(approvalBelow) => onChange({ ...value, approvalBelow })}
    />
  );
}

function PriceCutInput({ rule, value, label, onChange }: InputProps<NonNullable<SaleRules['priceCut']>>) {
  const { t } = useTranslation();
  return (
    <span className="row rule-inline">
      <RateInput
        rule={rule}
        label={label}
        value={value.maxRate}
        onChange={(maxRate) => onChange({ ...value, maxRate })}
      />
      <span className="small muted">{t('rules.within')}</span>
      <DaysInput
        rule={rule}
        label={t('rules.within')}
        value={value.relistWithin}
        onChange={(relistWithin) => onChange({ ...value, relistWithin })}
      />
    </span>
  );
}

function TextsInput({ value, label, onChange }: InputProps<Texts>) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      {(['zh', 'en'] as const).map((language) => (
        <Input.TextArea
          key={language}
          lang={language}
          aria-label={t(`rules.textIn.${language}`, { rule: label })}
          placeholder={t(`rules.textIn.${language}`, { rule: label })}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={4_000}
          value={value[language]}
          onChange={(event) => onChange({ ...value, [language]: event.target.value })}
        />
      ))}
    </div>
  );
}

/** Chosen with the profile that is copied: another mode is another engine. */
function Fixed({ rule, value }: InputProps<unknown>) {
  return <RuleValue path={rule.path} value={value ?? null} />;
}

const FIELDS: Record<RuleKind, unknown> = {
  days: DaysInput,
  nullDays: maybe(DaysInput, { count: 3, kind: 'working' }, null),
  rate: RateInput,
  money: MoneyField,
  integer: IntegerInput,
  nullInteger: maybe<number>(IntegerInput, 10, null),
  hour: IntegerInput,
  calendarDays: IntegerInput,
  duration: DurationInput,
  optionalDuration: maybe<number>(DurationInput, 86_400_000, undefined),
  boolean: BooleanInput,
  oneOf: OneOfInput,
  someOf: SomeOfInput,
  bands: BandsInput,
  increments: IncrementsInput,
  noticeTiers: NoticeTiersInput,
  extension: maybe(ExtensionInput, { days: { count: 5, kind: 'working' }, max: 3 }, null),
  appraisal: maybe(AppraisalInput, { approvalBelow: { numerator: 90, denominator: 100 } }, null),
  priceCut: maybe(
    PriceCutInput,
    { maxRate: { numerator: 20, denominator: 100 }, relistWithin: { count: 30, kind: 'calendar' } },
    null,
  ),
  texts: TextsInput,
  fixed: Fixed,
};
