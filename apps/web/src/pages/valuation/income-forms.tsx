import { type DcfInputs, discountOf, hasTerm, type RoyaltyInputs, yearsLeft } from '@jishi/pricing';
import { Checkbox, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { percent } from '../../lib/decimal';
import { Section, useBoundFields, Years } from './bound-fields';
import { Lines, ProblemText, RateField, TextField } from './fields';

interface FormProps<I> {
  inputs: I;
  onChange: (inputs: I) => void;
}

/** When it is valued, and how long it stays protected. */
function LifeFields<I extends RoyaltyInputs | DcfInputs>({ inputs, onChange }: FormProps<I>) {
  const { t } = useTranslation();
  const left = yearsLeft(inputs);
  return (
    <Section title={t('valuation.section.life')}>
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
    </Section>
  );
}

export function RoyaltyForm({ inputs, onChange }: FormProps<RoyaltyInputs>) {
  const { t } = useTranslation();
  const { rate } = useBoundFields()(inputs, onChange);
  return (
    <>
      <LifeFields inputs={inputs} onChange={onChange} />
      <Section title={t('valuation.section.revenues')} hint={t('valuation.hint.revenues')}>
        <Years
          label={t('valuation.input.revenue')}
          path="revenues"
          years={inputs.revenues}
          onChange={(revenues) => onChange({ ...inputs, revenues })}
        />
      </Section>
      <Section title={t('valuation.section.rates')}>
        <div className="value-cells">
          {rate('royaltyPpm', t('valuation.hint.royalty'))}
          {rate('taxPpm')}
          {rate('discountPpm', t('valuation.hint.discount'))}
        </div>
      </Section>
    </>
  );
}

export function DcfForm({ inputs, onChange }: FormProps<DcfInputs>) {
  const { t } = useTranslation();
  const { rate } = useBoundFields()(inputs, onChange);
  return (
    <>
      <LifeFields inputs={inputs} onChange={onChange} />
      <Section title={t('valuation.section.flows')} hint={t('valuation.hint.flows')}>
        <Years
          label={t('valuation.input.flow')}
          path="flows"
          years={inputs.flows}
          onChange={(flows) => onChange({ ...inputs, flows })}
        />
        {rate('sharePpm', t('valuation.hint.share'))}
      </Section>
      <DiscountFields inputs={inputs} onChange={onChange} />
    </>
  );
}

/** The discount rate as the sum of what it is made of. */
function DiscountFields({ inputs, onChange }: FormProps<DcfInputs>) {
  const { t } = useTranslation();
  const growth = inputs.terminalGrowthPpm;
  const total = discountOf(inputs);
  const fieldsOf = useBoundFields();
  return (
    <Section title={t('valuation.section.discount')}>
      {fieldsOf(inputs, onChange).rate('riskFreePpm')}
      <Lines
        items={inputs.premiums}
        onChange={(premiums) => onChange({ ...inputs, premiums })}
        path="premiums"
        fresh={() => ({ label: t('valuation.firstPremium'), ratePpm: 50_000 })}
        addLabel={t('valuation.addPremium')}
        title={(i) => t('valuation.premium', { number: i + 1 })}
      >
        {(item, change, path) => {
          const of = fieldsOf(item, change, path);
          return (
            <>
              {of.text('label')}
              {of.rate('ratePpm')}
            </>
          );
        }}
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
    </Section>
  );
}
