import { useTranslation } from 'react-i18next';
import type { DayCount, FeeBand, ProfileBody, Rate, SaleRules, Texts } from '../../api/profile';
import { formatYuan, shortYuan } from '../../lib/money';
import { percentText, type RuleKind, ruleAt } from '../../lib/rules';
import { spanText } from '../../lib/span';

type Translate = ReturnType<typeof useTranslation>['t'];

/** What a rule says, in words and units; anything a page does not know is shown as it is written. */
export function RuleValue({ path, value }: { path: string; value: unknown }) {
  const { t, i18n } = useTranslation();
  const rule = ruleAt(path);
  const length = SPANS[path];
  if (length) return <>{span(length, (value ?? null) as number | null, t, LEFT_OUT[path])}</>;
  if (path === 'name') return <Words texts={value as Texts} />;
  if (!rule) return <code>{JSON.stringify(value)}</code>;
  return SHOW[rule.kind](value as never, { path, t, language: i18n.language });
}

interface Showing {
  path: string;
  t: Translate;
  language: string;
}
/** Lengths of time that a profile may leave out, and how one speaks of them. */
const SPANS: Record<string, 'after' | 'within' | 'length'> = {
  'auction.hardStopMs': 'after',
  'auction.firstRefusalWindowMs': 'within',
  'auction.objectionWindowMs': 'within',
  'auction.barMs': 'length',
  'sale.depositWithinMs': 'within',
};
/** What is so where such a rule is left out; of the others, nothing is. */
const LEFT_OUT: Record<string, string> = { 'sale.depositWithinMs': 'rules.none.sale_depositWithinMs' };
export const optionText = (path: string, option: string, t: Translate): string =>
  t(`rules.option.${path.replaceAll('.', '_')}.${option}`);

const SHOW: Record<RuleKind, (value: never, showing: Showing) => React.ReactNode> = {
  days: (value: DayCount, { t }) => daysText(value, t),
  nullDays: (value: DayCount | null, { path, t }) =>
    value === null ? t(`rules.none.${path.replaceAll('.', '_')}`) : daysText(value, t),
  rate: (value: Rate) => `${percentText(value)}%`,
  money: (value: number) => formatYuan(value, false),
  nullInteger: (value: number | null, { t }) => (value === null ? t('profile.noLimit') : String(value)),
  hour: (value: number) => `${String(value).padStart(2, '0')}:00`,
  calendarDays: (value: number, { t }) => t('profile.calendarDays', { count: value }),
  duration: (value: number, { t }) => duration(value, t),
  optionalDuration: (value: number | null, { t }) => span('length', value, t),
  boolean: (value: boolean, { path, t }) => flagText(path, value, t),
  oneOf: (value: string | null, { path, t }) => (value === null ? t('rules.nothing') : optionText(path, value, t)),
  someOf: (value: string[], { path, t }) =>
    value.length === 0
      ? t('rules.nothing')
      : value.map((option) => optionText(path, option, t)).join(t('common.comma')),
  bands: (value: FeeBand[], { language }) => <Bands bands={value} language={language} />,
  increments: (value: ProfileBody['auction']['increments'], { language }) => (
    <Increments tiers={value} language={language} />
  ),
  noticeTiers: (value: SaleRules['noticeByPrice'], { t, language }) =>
    value.length === 0 ? (
      t('rules.samePrice')
    ) : (
      <ul>
        {value.map((tier) => (
          <li key={tier.fromMinor}>
            {t('rules.noticeTier', { from: shortYuan(tier.fromMinor, language), days: daysText(tier.days, t) })}
          </li>
        ))}
      </ul>
    ),
  extension: (value: SaleRules['extension'], { t }) =>
    value === null
      ? t('rules.none.sale_extension')
      : t('rules.extension', { days: daysText(value.days, t), count: value.max }),
  appraisal: (value: SaleRules['appraisal'], { t }) =>
    value === null
      ? t('rules.none.sale_appraisal')
      : t('rules.appraisal', { rate: `${percentText(value.approvalBelow)}%` }),
  priceCut: (value: SaleRules['priceCut'], { t }) =>
    value === null
      ? t('rules.none.sale_priceCut')
      : t('rules.priceCut', { rate: `${percentText(value.maxRate)}%`, days: daysText(value.relistWithin, t) }),
  texts: (value: Texts) => <Words texts={value} />,
  undertaking: (value: Texts | null | undefined, { t }) =>
    value ? <Words texts={value} /> : t('rules.none.sale_texts_nda'),
};

function Words({ texts }: { texts: Texts }) {
  const { t, i18n } = useTranslation();
  const text = i18n.language.startsWith('zh') ? texts.zh : texts.en;
  return <span className="rule-words">{text || t('rules.nothing')}</span>;
}

function span(says: 'after' | 'within' | 'length', ms: number | null, t: Translate, leftOut = 'rules.nothing'): string {
  if (ms === null) return t(leftOut);
  return t(`profile.span.${ms === 0 ? `${says}None` : says}`, { span: spanText(t, ms) });
}

export function flagText(path: string, value: boolean, t: Translate): string {
  if (path === 'auction.selfRaise') return t(value ? 'common.yes' : 'common.no');
  return t(`rules.flag.${path.replaceAll('.', '_')}.${value ? 'yes' : 'no'}`);
}

export function daysText(days: DayCount, t: Translate): string {
  return t(days.kind === 'working' ? 'profile.workingDays' : 'profile.calendarDays', { count: days.count });
}

export function duration(ms: number, t: Translate): string {
  if (ms % 3_600_000 === 0) return t('profile.hours', { count: ms / 3_600_000 });
  if (ms % 60_000 === 0) return t('profile.minutes', { count: ms / 60_000 });
  return t('profile.seconds', { count: ms / 1_000 });
}

function Bands({ bands, language }: { bands: FeeBand[]; language: string }) {
  const { t } = useTranslation();
  return (
    <ul>
      {bands.map((band, index) => (
        <li key={band.upToMinor ?? 'open'}>
          {band.upToMinor === null
            ? t('profile.above', { amount: shortYuan(bands[index - 1]?.upToMinor ?? 0, language) })
            : t('profile.upTo', { amount: shortYuan(band.upToMinor, language) })}
          {percentText(band.rate)}%
          {band.excessRate && t('profile.excess', { rate: `${percentText(band.excessRate)}%` })}
        </li>
      ))}
    </ul>
  );
}

function Increments({ tiers, language }: { tiers: { fromMinor: number; stepMinor: number }[]; language: string }) {
  const { t } = useTranslation();
  return (
    <ul>
      {tiers.map((tier) => (
        <li key={tier.fromMinor}>
          {t('profile.tier', { from: shortYuan(tier.fromMinor, language), step: shortYuan(tier.stepMinor, language) })}
        </li>
      ))}
    </ul>
  );
}
