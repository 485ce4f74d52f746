import { type DcfInputs, discountOf, hasTerm, type RoyaltyInputs, yearsLeft } from '@jishi/pricing';
import { Checkbox, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { percent } from '../../lib/decimal';
import { AmountField, Lines, ProblemText, RateField, TextField } from './fields';

interface FormProps<I> {
  inputs: I;
  onChange: (inputs: I) => void;
}

const NEW_YEAR = () => ({ amountMinor: 0 });

/** When it is valued, and how long it stays protected. */
function LifeFields<I extends RoyaltyInputs | DcfInputs>({ inputs, onChange }: FormProps<I>) {
  const { t } = useTranslation();
  const left = yearsLeft(inputs);
  return (
    <section className="value-section">
      <h3>{t('valuation.section.life')}</h3>
      <div className="value-cells">
        <TextField
          label={t('valuation.input.valuationDate')}
          path="valuationDate"
          type="date"
          value={inputs.valuationDate}
          onChange={(valuationDate) => onChange({ ...inputs, valuationDate })}
        />
        {hasTerm(inputs.ipKind) && (
          <TextField
            label={t('valuation.input.filedOn')}
            path="filedOn"
            type="date"
            value={inputs.filedOn ?? ''}
            onChange={(day) => onChange({ ...inputs, filedOn: day || null })}
          />
        )}
      </div>
      <p className="small muted">
        {t(`ipKind.${inputs.ipKind}`)} ·{' '}
        {left === null ? t('valuation.noTerm') : t('valuation.yearsLeft', { count: left })}
      </p>
      <Radio.Group
        aria-label={t('valuation.input.convention')}
        value={inputs.convention}
        onChange={(event) => onChange({ ...inputs, convention: event.target.value as 'mid' | 'end' })}
        options={['mid', 'end'].map((value) => ({ value, label: t(`valuation.convention.${value}`) }))}
      />
    </section>
  );
}

export function RoyaltyForm({ inputs, onChange }: FormProps<RoyaltyInputs>) {
  const { t } = useTranslation();
  return (
    <>
      <LifeFields inputs={inputs} onChange={onChange} />
      <section className="value-section">
        <h3>{t('valuation.section.revenues')}</h3>
        <p className="small muted">{t('valuation.hint.revenues')}</p>
        <Lines
          items={inputs.revenues}
          onChange={(revenues) => onChange({ ...inputs, revenues })}
          path="revenues"
          fresh={NEW_YEAR}
          compact
          addLabel={t('valuation.addYear')}
          title={(i) => t('valuation.year', { year: i + 1 })}
        >
          {(item, change, path) => (
            <AmountField
              label={t('valuation.input.revenue')}
              path={`${path}.amountMinor`}
              value={item.amountMinor}
              onChange={(amountMinor) => change({ amountMinor })}
            />
          )}
        </Lines>
      </section>
      <section className="value-section">
        <h3>{t('valuation.section.rates')}</h3>
        <div className="value-cells">
          <RateField
            label={t('valuation.input.royaltyPpm')}
            hint={t('valuation.hint.royalty')}
            path="royaltyPpm"
            value={inputs.royaltyPpm}
            onChange={(royaltyPpm) => onChange({ ...inputs, royaltyPpm })}
          />
          <RateField
            label={t('valuation.input.taxPpm')}
            path="taxPpm"
            value={inputs.taxPpm}
            onChange={(taxPpm) => onChange({ ...inputs, taxPpm })}
          />
          <RateField
            label={t('valuation.input.discountPpm')}
            hint={t('valuation.hint.discount')}
            path="discountPpm"
            value={inputs.discountPpm}
            onChange={(discountPpm) => onChange({ ...inputs, discountPpm })}
          />
        </div>
      </section>
    </>
  );
}

export function DcfForm({ inputs, onChange }: FormProps<DcfInputs>) {
  const { t } = useTranslation();
  return (
    <>
      <LifeFields inputs={inputs} onChange={onChange} />
      <section className="value-section">
        <h3>{t('valuation.section.flows')}</h3>
        <p className="small muted">{t('valuation.hint.flows')}</p>
        <Lines
          items={inputs.flows}
          onChange={(flows) => onChange({ ...inputs, flows })}
          path="flows"
          fresh={NEW_YEAR}
          compact
          addLabel={t('valuation.addYear')}
          title={(i) => t('valuation.year', { year: i + 1 })}
        >
          {(item, change, path) => (
            <AmountField
              label={t('valuation.input.flow')}
              path={`${path}.amountMinor`}
              value={item.amountMinor}
              onChange={(amountMinor) => change({ amountMinor })}
            />
          )}
        </Lines>
        <RateField
          label={t('valuation.input.sharePpm')}
          hint={t('valuation.hint.share')}
          path="sharePpm"
          value={inputs.sharePpm}
          onChange={(sharePpm) => onChange({ ...inputs, sharePpm })}
        />
      </section>
      <DiscountFields inputs={inputs} onChange={onChange} />
    </>
  );
}

/** The discount rate as the sum of what it is made of. */
function DiscountFields({ inputs, onChange }: FormProps<DcfInputs>) {
  const { t } = useTranslation();
  const growth = inputs.terminalGrowthPpm;
  const total = discountOf(inputs);
  return (
    <section className="value-section">
      <h3>{t('valuation.section.discount')}</h3>
      <RateField
        label={t('valuation.input.riskFreePpm')}
        path="riskFreePpm"
        value={inputs.riskFreePpm}
        onChange={(riskFreePpm) => onChange({ ...inputs, riskFreePpm })}
      />
      <Lines
        items={inputs.premiums}
        onChange={(premiums) => onChange({ ...inputs, premiums })}
        path="premiums"
        fresh={() => ({ label: t('valuation.firstPremium'), ratePpm: 50_000 })}
        addLabel={t('valuation.addPremium')}
        title={(i) => t('valuation.premium', { number: i + 1 })}
      >
        {(item, change, path) => (
          <>
            <TextField
              label={t('valuation.input.label')}
              path={`${path}.label`}
              value={item.label}
              onChange={(label) => change({ ...item, label })}
            />
            <RateField
              label={t('valuation.input.ratePpm')}
              path={`${path}.ratePpm`}
              value={item.ratePpm}
              onChange={(ratePpm) => change({ ...item, ratePpm })}
            />
          </>
        )}
      </Lines>
      {Number.isFinite(total) && (
        <p>
          {t('valuation.discountTotal')} <b className="num">{percent(total)}</b>
        </p>
      )}
      <Checkbox
        checked={growth !== null}
        disabled={hasTerm(inputs.ipKind) && growth === null}
        onChange={(event) => onChange({ ...inputs, terminalGrowthPpm: event.target.checked ? 0 : null })}
      >
        {t('valuation.terminal')}
      </Checkbox>
      <p className="small muted">{t('valuation.hint.terminal')}</p>
      {growth === null ? (
        <ProblemText path="terminalGrowthPpm" />
      ) : (
        <RateField
          label={t('valuation.input.terminalGrowthPpm')}
          path="terminalGrowthPpm"
          value={growth}
          onChange={(terminalGrowthPpm) => onChange({ ...inputs, terminalGrowthPpm })}
        />
      )}
    </section>
  );
}
