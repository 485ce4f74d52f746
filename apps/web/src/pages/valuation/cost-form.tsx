import type { CostInputs } from '@jishi/pricing';
import { useTranslation } from 'react-i18next';
import { AmountField, Lines, RateField, TextField, WholeField } from './fields';

interface CostFormProps {
  inputs: CostInputs;
  onChange: (inputs: CostInputs) => void;
}

export function CostForm({ inputs, onChange }: CostFormProps) {
  const { t } = useTranslation();
  const rate = (key: 'overheadPpm' | 'profitPpm' | 'obsolescencePpm', hint?: string) => (
    <RateField
      label={t(`valuation.input.${key}`)}
      {...(hint ? { hint } : {})}
      path={key}
      value={inputs[key]}
      onChange={(value) => onChange({ ...inputs, [key]: value })}
    />
  );
  const months = (key: 'totalMonths' | 'remainingMonths') => (
    <WholeField
      label={t(`valuation.input.${key}`)}
      path={key}
      suffix={t('valuation.months')}
      value={inputs[key]}
      onChange={(value) => onChange({ ...inputs, [key]: value })}
    />
  );
  return (
    <>
      <section className="value-section">
        <h3>{t('valuation.section.items')}</h3>
        <p className="small muted">{t('valuation.hint.items')}</p>
        <Lines
          items={inputs.items}
          onChange={(items) => onChange({ ...inputs, items })}
          path="items"
          fresh={() => ({ label: '', year: 2024, amountMinor: 0, indexPpm: 1_000_000 })}
          addLabel={t('valuation.addItem')}
          title={(i) => t('valuation.item', { number: i + 1 })}
        >
          {(item, change, path) => (
            <>
              <TextField
                label={t('valuation.input.label')}
                path={`${path}.label`}
                value={item.label}
                onChange={(label) => change({ ...item, label })}
              />
              <WholeField
                label={t('valuation.input.year')}
                path={`${path}.year`}
                value={item.year}
                onChange={(year) => change({ ...item, year })}
              />
              <AmountField
                label={t('valuation.input.amountMinor')}
                path={`${path}.amountMinor`}
                value={item.amountMinor}
                onChange={(amountMinor) => change({ ...item, amountMinor })}
              />
              <RateField
                label={t('valuation.input.indexPpm')}
                path={`${path}.indexPpm`}
                value={item.indexPpm}
                onChange={(indexPpm) => change({ ...item, indexPpm })}
              />
            </>
          )}
        </Lines>
      </section>
      <section className="value-section">
        <h3>{t('valuation.section.rates')}</h3>
        <div className="value-cells">
          {rate('overheadPpm', t('valuation.hint.overhead'))}
          {rate('profitPpm', t('valuation.hint.profit'))}
        </div>
      </section>
      <section className="value-section">
        <h3>{t('valuation.section.depreciation')}</h3>
        <div className="value-cells">
          {months('totalMonths')}
          {months('remainingMonths')}
          {rate('obsolescencePpm', t('valuation.hint.obsolescence'))}
        </div>
      </section>
    </>
  );
}
