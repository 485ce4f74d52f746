import { useTranslation } from 'react-i18next';
import type { SaleRules } from '../../../api/profile';
import { type FieldProps, partOf } from './field-props';
import { CountInput, DaysInput, RateInput } from './numbers';
import { Part } from './part';

type Set<K extends keyof SaleRules> = NonNullable<SaleRules[K]>;

export function ExtensionInput({ value, onChange }: FieldProps<Set<'extension'>>) {
  const { t } = useTranslation();
  return (
    <span className="row rule-inline">
      <Part Field={DaysInput} label={t('rules.each')} {...partOf(value, onChange, 'days')} />
      <span className="small muted">{t('rules.times')}</span>
      <CountInput label={t('rules.times')} unit={t('rules.countOf.integer')} {...partOf(value, onChange, 'max')} />
    </span>
  );
}

export const AppraisalInput = ({ value, label, onChange }: FieldProps<Set<'appraisal'>>) => (
  <RateInput label={label} {...partOf(value, onChange, 'approvalBelow')} />
);

export function PriceCutInput({ value, label, onChange }: FieldProps<Set<'priceCut'>>) {
  const { t } = useTranslation();
  return (
    <span className="row rule-inline">
      <RateInput label={label} {...partOf(value, onChange, 'maxRate')} />
      <Part Field={DaysInput} label={t('rules.within')} {...partOf(value, onChange, 'relistWithin')} />
    </span>
  );
}
