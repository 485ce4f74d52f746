import type { CostInputs } from '@jishi/pricing';
import { useTranslation } from 'react-i18next';
import { Section, useBoundFields } from './bound-fields';
import { Lines } from './fields';

interface CostFormProps {
  inputs: CostInputs;
  onChange: (inputs: CostInputs) => void;
}

export function CostForm({ inputs, onChange }: CostFormProps) {
  const { t } = useTranslation();
  const fieldsOf = useBoundFields();
  const { rate, whole } = fieldsOf(inputs, onChange);
  return (
    <>
      <Section title={t('valuation.section.items')} hint={t('valuation.hint.items')}>
        <Lines
          items={inputs.items}
          onChange={(items) => onChange({ ...inputs, items })}
          path="items"
          fresh={() => ({ label: '', year: 2024, amountMinor: 0, indexPpm: 1_000_000 })}
          addLabel={t('valuation.addItem')}
          title={(i) => t('valuation.item', { number: i + 1 })}
        >
          {(item, change, path) => {
            const of = fieldsOf(item, change, path);
            return (
              <>
                {of.text('label')}
                {of.whole('year')}
                {of.amount('amountMinor')}
                {of.rate('indexPpm')}
              </>
            );
          }}
        </Lines>
      </Section>
      <Section title={t('valuation.section.rates')}>
        <div className="value-cells">
          {rate('overheadPpm', t('valuation.hint.overhead'))}
          {rate('profitPpm', t('valuation.hint.profit'))}
        </div>
      </Section>
      <Section title={t('valuation.section.depreciation')}>
        <div className="value-cells">
          {whole('totalMonths', t('valuation.months'))}
          {whole('remainingMonths', t('valuation.months'))}
          {rate('obsolescencePpm', t('valuation.hint.obsolescence'))}
        </div>
      </Section>
    </>
  );
}
