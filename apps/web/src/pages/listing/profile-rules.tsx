import { useTranslation } from 'react-i18next';
import type { DayCount, FeeBand, ProfileBody, Rate } from '../../api/profile';
import type { PricingWay, RuleProfile } from '../../api/listings';
import { formatYuan, shortYuan } from '../../lib/money';
import { spanText } from '../../lib/span';

type Translate = ReturnType<typeof useTranslation>['t'];
interface Row {
  path: string;
  value: React.ReactNode;
}

/** The rules this sale runs under, number by number, each with the text it comes from. */
export function ProfileRules({ profile, way }: { profile: RuleProfile; way: PricingWay }) {
  const { t, i18n } = useTranslation();
  const body = profile.body;
  const rows = way === 'negotiated' ? negotiatedRows(body, t, i18n.language) : auctionRows(body, t, i18n.language);
  const name = body.name?.[i18n.language.startsWith('zh') ? 'zh' : 'en'] ?? profile.code;
  return (
    <section className="panel" aria-labelledby="rules-title">
      <h2 id="rules-title">{t('profile.title')}</h2>
      <p className="muted small" style={{ marginBottom: 10 }}>
        {t('profile.name', { name, code: profile.code, version: profile.version })}
      </p>
      <table className="rules">
        <caption className="sr-only">{t('profile.title')}</caption>
        <tbody>
          {rows.map((row) => (
            <tr key={row.path}>
              <th scope="row">{t(`profile.rule.${row.path.replaceAll('.', '_')}`)}</th>
              <td className="num" style={{ whiteSpace: 'normal' }}>
                {row.value}
              </td>
              <td className="source" lang="zh">
                {body.sources?.[row.path] ?? ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function negotiatedRows(body: ProfileBody, t: Translate, language: string): Row[] {
  return [
    { path: 'publicityDays', value: term(body.publicityDays, body.demo?.publicityMs, t) },
    { path: 'fees.seller', value: <Bands bands={body.fees.seller} language={language} /> },
    { path: 'fees.buyerNegotiated', value: <Bands bands={body.fees.buyerNegotiated} language={language} /> },
    { path: 'fees.minimumMinor', value: formatYuan(body.fees.minimumMinor, false) },
    { path: 'closingDays', value: term(body.closingDays, undefined, t) },
  ];
}

function auctionRows(body: ProfileBody, t: Translate, language: string): Row[] {
  const { auction, fees } = body;
  return [
    { path: 'noticeDays', value: term(body.noticeDays, body.demo?.noticeMs, t) },
    { path: 'depositRate', value: percent(body.depositRate) },
    { path: 'auction.freePeriodMs', value: duration(auction.freePeriodMs, t) },
    { path: 'auction.timerMs', value: duration(auction.timerMs, t) },
    { path: 'auction.triggerMs', value: duration(auction.triggerMs, t) },
    {
      path: 'auction.extendMs',
      value: t(`profile.base.${auction.extensionBase}`, { duration: duration(auction.extendMs, t) }),
    },
    {
      path: 'auction.maxExtensions',
      value: auction.maxExtensions === null ? t('profile.noLimit') : String(auction.maxExtensions),
    },
    ...span('hardStopMs', 'after', auction, t),
    { path: 'auction.increments', value: <Increments tiers={auction.increments} language={language} /> },
    { path: 'auction.raise', value: t(`profile.raise.${auction.raise}`) },
    { path: 'auction.selfRaise', value: t(auction.selfRaise ? 'common.yes' : 'common.no') },
    ...(auction.sealedPrice
      ? [{ path: 'auction.sealedPrice', value: t(`profile.sealedPrice.${auction.sealedPrice}`) }]
      : []),
    ...span('firstRefusalWindowMs', 'within', auction, t),
    ...span('objectionWindowMs', 'within', auction, t),
    ...span('barMs', 'length', auction, t),
    { path: 'fees.seller', value: <Bands bands={fees.seller} language={language} /> },
    { path: 'fees.buyerCompetitive', value: <Bands bands={fees.buyerCompetitive} language={language} /> },
    { path: 'fees.minimumMinor', value: formatYuan(fees.minimumMinor, false) },
    { path: 'refundDays', value: t('profile.calendarDays', { count: body.refundDays }) },
    { path: 'closingDays', value: term(body.closingDays, undefined, t) },
  ];
}

type Spans = 'hardStopMs' | 'firstRefusalWindowMs' | 'objectionWindowMs' | 'barMs';

/** A length of time that a profile may leave out: then there is no line. */
function span(rule: Spans, says: 'after' | 'within' | 'length', auction: ProfileBody['auction'], t: Translate): Row[] {
  const ms = auction[rule];
  if (ms === undefined) return [];
  return [
    { path: `auction.${rule}`, value: t(`profile.span.${ms === 0 ? `${says}None` : says}`, { span: spanText(t, ms) }) },
  ];
}

function term(days: DayCount, demoMs: number | undefined, t: Translate): string {
  if (demoMs !== undefined) return t('profile.demoTerm', { duration: duration(demoMs, t) });
  return t(days.kind === 'working' ? 'profile.workingDays' : 'profile.calendarDays', { count: days.count });
}

function duration(ms: number, t: Translate): string {
  if (ms % 3_600_000 === 0) return t('profile.hours', { count: ms / 3_600_000 });
  if (ms % 60_000 === 0) return t('profile.minutes', { count: ms / 60_000 });
  return t('profile.seconds', { count: ms / 1_000 });
}

/** Exact: 25/10000 is written 0.25 %, without going through a float's digits. */
function percent(rate: Rate): string {
  const text = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });
  return `${text.format((rate.numerator * 100) / rate.denominator)}%`;
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
          {percent(band.rate)}
          {band.excessRate && t('profile.excess', { rate: percent(band.excessRate) })}
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
