import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProfileBody } from '../../api/profile';
import type { PricingWay, RuleProfile } from '../../api/listings';
import { RuleRows } from '../rules/rule-table';
import { duration, RuleValue } from '../rules/rule-value';

const NEGOTIATED = ['publicityDays', 'fees.seller', 'fees.buyerNegotiated', 'fees.minimumMinor', 'closingDays'];
/** What a candidate asks first; the others are a click away. */
const AUCTION = [
  'noticeDays',
  'depositRate',
  'auction.freePeriodMs',
  'auction.timerMs',
  'auction.increments',
  'fees.buyerCompetitive',
  'fees.minimumMinor',
  'closingDays',
];
const MORE_OF_AUCTION = [
  'auction.triggerMs',
  'auction.extendMs',
  'auction.maxExtensions',
  'auction.hardStopMs',
  'auction.raise',
  'auction.selfRaise',
  'auction.sealedPrice',
  'auction.firstRefusalWindowMs',
  'auction.objectionWindowMs',
  'auction.barMs',
  'fees.seller',
  'refundDays',
];
const LAW = [
  'sale.noticeByPrice',
  'sale.applyUntil',
  'sale.extension',
  'sale.appraisal',
  'sale.priceCut',
  'sale.sellerConfirmation',
  'sale.depositWithinMs',
  'sale.firstRefusalNotice',
  'sale.requiresDecision',
  'sale.papers.listing',
  'sale.papers.application',
];
const LAW_OF_AGREEMENT = ['sale.appraisal', 'sale.requiresDecision', 'sale.papers.listing'];

/** The rules this sale runs under, number by number, each with the text it comes from. */
export function ProfileRules({ profile, way }: { profile: RuleProfile; way: PricingWay }) {
  const { t, i18n } = useTranslation();
  const { body, code, version } = profile;
  const negotiated = way === 'negotiated';
  const told = toldFor(body, t);
  const name = body.name?.[i18n.language.startsWith('zh') ? 'zh' : 'en'] ?? code;
  return (
    <section className="panel" aria-labelledby="rules-title">
      <h2 id="rules-title">{t('profile.title')}</h2>
      <p className="muted small" style={{ marginBottom: 10 }}>
        {t('profile.name', { name, code, version })}{' '}
        <Link to={`/rules/${code}?version=${version}`}>{t('rules.whole')}</Link>
      </p>
      <RuleRows body={body} paths={negotiated ? NEGOTIATED : AUCTION} caption={t('profile.title')} told={told} />
      {!negotiated && (
        <details className="rule-law">
          <summary>{t('rules.moreOfSale')}</summary>
          <RuleRows body={body} paths={MORE_OF_AUCTION} caption={t('rules.moreOfSale')} told={told} />
        </details>
      )}
      <details className="rule-law">
        <summary>{t('rules.law')}</summary>
        <RuleRows body={body} paths={negotiated ? LAW_OF_AGREEMENT : LAW} caption={t('rules.law')} />
        {body.sale.texts.notice.zh && (
          <blockquote className="rule-text">
            <RuleValue path="sale.texts.notice" value={body.sale.texts.notice} />
          </blockquote>
        )}
      </details>
    </section>
  );
}

/** Demonstrations replace days by seconds; an extension says from when it counts. */
function toldFor(body: ProfileBody, t: ReturnType<typeof useTranslation>['t']): Record<string, React.ReactNode> {
  const { extensionBase, extendMs } = body.auction;
  const demo = (ms: number) => t('profile.demoTerm', { duration: duration(ms, t) });
  return {
    'auction.extendMs': t(`profile.base.${extensionBase}`, { duration: duration(extendMs, t) }),
    ...(body.demo ? { noticeDays: demo(body.demo.noticeMs), publicityDays: demo(body.demo.publicityMs) } : {}),
  };
}
