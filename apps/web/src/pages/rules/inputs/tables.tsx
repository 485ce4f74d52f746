import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayCount, FeeBand, ProfileBody, Rate, SaleRules } from '../../../api/profile';
import { type FieldProps, partOf, type RuleProps } from './field-props';
import { DaysInput, MoneyInput, RateInput } from './numbers';
import { Part } from './part';

interface LinesProps<T> {
  lines: T[];
  least: number;
  fresh: T;
  onChange: (lines: T[]) => void;
  children: (line: T, set: (line: T) => void, number: number) => React.ReactNode;
}

/** A table that is written line by line; each line keeps its fields while others come and go. */
function Lines<T>({ lines, least, fresh, onChange, children }: LinesProps<T>) {
  const { t } = useTranslation();
  const [keys, setKeys] = useState(() => lines.map((_, index) => index));
  return (
    <div className="rule-lines">
      {lines.map((line, index) => (
        <div key={keys[index]} className="row rule-line">
          {children(line, (next) => onChange(lines.map((other, at) => (at === index ? next : other))), index + 1)}
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

const MILLION = 100_000_000;
const ONE_PERCENT: Rate = { numerator: 1, denominator: 100 };
const TEN_DAYS: DayCount = { count: 10, kind: 'working' };

/** Fee bands; those of the seller also share in what a deal brought above the listing price. */
export function BandsInput({ rule, value, label, onChange }: RuleProps<FeeBand[]>) {
  const { t } = useTranslation();
  const excess = rule.path === 'fees.seller' ? { excessRate: ONE_PERCENT } : {};
  return (
    <Lines
      lines={value}
      least={1}
      fresh={{ upToMinor: null, rate: ONE_PERCENT, ...excess } as FeeBand}
      onChange={onChange}
    >
      {(band, set, number) => (
        <>
          <Select
            aria-label={t('rules.limitOf', { rule: label, number })}
            value={band.upToMinor === null ? 'open' : 'upTo'}
            onChange={(kind) => set({ ...band, upToMinor: kind === 'open' ? null : MILLION })}
            options={(['upTo', 'open'] as const).map((kind) => ({ value: kind, label: t(`rules.limit.${kind}`) }))}
          />
          {band.upToMinor !== null && (
            <MoneyInput
              label={t('rules.limit.upTo')}
              value={band.upToMinor}
              onChange={(upToMinor) => set({ ...band, upToMinor })}
            />
          )}
          <RateInput label={t('rules.rate')} {...partOf(band, set, 'rate')} />
          {band.excessRate && (
            <Part
              Field={RateInput}
              label={t('rules.excess')}
              value={band.excessRate}
              onChange={(excessRate) => set({ ...band, excessRate })}
            />
          )}
        </>
      )}
    </Lines>
  );
}

export function IncrementsInput({ value, onChange }: FieldProps<ProfileBody['auction']['increments']>) {
  const { t } = useTranslation();
  return (
    <Lines lines={value} least={1} fresh={{ fromMinor: MILLION, stepMinor: MILLION / 100 }} onChange={onChange}>
      {(tier, set) => (
        <>
          <Part Field={MoneyInput} label={t('rules.from')} {...partOf(tier, set, 'fromMinor')} />
          <Part Field={MoneyInput} label={t('rules.step')} {...partOf(tier, set, 'stepMinor')} />
        </>
      )}
    </Lines>
  );
}

export function NoticeTiersInput({ value, onChange }: FieldProps<SaleRules['noticeByPrice']>) {
  const { t } = useTranslation();
  return (
    <Lines lines={value} least={0} fresh={{ fromMinor: MILLION, days: TEN_DAYS }} onChange={onChange}>
      {(tier, set) => (
        <>
          <Part Field={MoneyInput} label={t('rules.from')} {...partOf(tier, set, 'fromMinor')} />
          <DaysInput label={t('profile.rule.noticeDays')} {...partOf(tier, set, 'days')} />
        </>
      )}
    </Lines>
  );
}
