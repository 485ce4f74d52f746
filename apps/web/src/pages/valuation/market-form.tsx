import { type Adjustment, ADJUSTMENT_KINDS, type ComparedDeal, type MarketInputs } from '@jishi/pricing';
import { Button, Radio, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { FrozenDeal } from '../../api/valuations';
import { regionName } from '../../lib/regions';
import { Money } from '../../ui/money';
import { DealsPicker } from './deals-picker';
import { Section, useBoundFields } from './bound-fields';
import { Lines, ProblemText, WholeField } from './fields';

interface MarketFormProps {
  inputs: MarketInputs;
  onChange: (inputs: MarketInputs) => void;
  achievementId: string;
  known: Map<string, FrozenDeal>;
  onKnown: (deal: FrozenDeal) => void;
}

export function MarketForm({ inputs, onChange, achievementId, known, onKnown }: MarketFormProps) {
  const { t } = useTranslation();
  const { deals } = inputs;
  return (
    <>
      <Section title={t('valuation.section.deals')} hint={t('valuation.hint.deals')}>
        <DealsPicker
          achievementId={achievementId}
          chosen={deals.map(({ dealId }) => dealId)}
          onChoose={(deal) => {
            onKnown(deal);
            const { dealId, priceMinor } = deal;
            onChange({ ...inputs, deals: [...deals, { dealId, priceMinor, weight: 1, adjustments: [] }] });
          }}
        />
        <ProblemText path="deals" />
      </Section>
      {deals.map((deal, i) => (
        <DealFields
          key={deal.dealId}
          deal={deal}
          facts={known.get(deal.dealId)}
          path={`deals[${i}]`}
          number={i + 1}
          onChange={(next) => onChange({ ...inputs, deals: deals.with(i, next) })}
          onRemove={() => onChange({ ...inputs, deals: deals.toSpliced(i, 1) })}
        />
      ))}
      <Section title={t('valuation.input.basis')}>
        <Radio.Group
          aria-label={t('valuation.input.basis')}
          value={inputs.basis}
          onChange={(event) => onChange({ ...inputs, basis: event.target.value as MarketInputs['basis'] })}
          options={['median', 'mean'].map((value) => ({ value, label: t(`valuation.basis.${value}`) }))}
        />
      </Section>
    </>
  );
}

interface DealFieldsProps {
  deal: ComparedDeal;
  facts: FrozenDeal | undefined;
  path: string;
  number: number;
  onChange: (deal: ComparedDeal) => void;
  onRemove: () => void;
}

/** One deal, and what has to be added or taken off before it can stand beside ours. */
function DealFields({ deal, facts, path, number, onChange, onRemove }: DealFieldsProps) {
  const { t, i18n } = useTranslation();
  const fieldsOf = useBoundFields();
  const about = facts && [
    facts.year,
    facts.fieldCode && t(`field.${facts.fieldCode}`),
    t(`valuation.contractType.${facts.contractType}`),
    regionName(facts.regionCode, i18n.language),
  ];
  return (
    <section className="value-section" aria-label={t('valuation.deal', { number })}>
      <div className="row spread">
        <h3>
          {t('valuation.deal', { number })} · <Money amount={deal.priceMinor} short />
        </h3>
        <Button
          size="small"
          aria-label={t('valuation.removeLine', { line: t('valuation.deal', { number }) })}
          onClick={onRemove}
        >
          {t('common.remove')}
        </Button>
      </div>
      {about && <p className="small muted">{about.filter(Boolean).join(' · ')}</p>}
      <ProblemText path={`${path}.priceMinor`} />
      <ProblemText path={`${path}.dealId`} />
      <WholeField
        label={t('valuation.input.weight')}
        hint={t('valuation.hint.weight')}
        path={`${path}.weight`}
        value={deal.weight}
        onChange={(weight) => onChange({ ...deal, weight })}
      />
      <Lines
        items={deal.adjustments}
        onChange={(adjustments) => onChange({ ...deal, adjustments })}
        path={`${path}.adjustments`}
        fresh={(): Adjustment => ({ kind: 'date', ratePpm: 0, reason: '' })}
        addLabel={t('valuation.addAdjustment')}
        title={(i) => t('valuation.adjustment', { number: i + 1 })}
      >
        {(item, change, at) => {
          const of = fieldsOf(item, change, at);
          return (
            <>
              <KindField value={item.kind} onChange={(kind) => change({ ...item, kind })} />
              {of.rate('ratePpm')}
              {of.text('reason')}
            </>
          );
        }}
      </Lines>
    </section>
  );
}

type Kind = (typeof ADJUSTMENT_KINDS)[number];

function KindField({ value, onChange }: { value: Kind; onChange: (kind: Kind) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="value-field">
      <label htmlFor={id}>{t('valuation.input.kind')}</label>
      <Select
        id={id}
        value={value}
        onChange={onChange}
        options={ADJUSTMENT_KINDS.map((kind) => ({ value: kind, label: t(`valuation.adjustmentKind.${kind}`) }))}
      />
    </div>
  );
}
