import { useTranslation } from 'react-i18next';
import type { ChainRule, Term } from '../../api/bylaws';
import { formatYuan } from '../../lib/money';

/** Whom a rule asks, about what. */
export function RuleName({ rule }: { rule: ChainRule }) {
  const { t } = useTranslation();
  return (
    <>
      <b>{t(`disclosure.step.${rule.step}`)}</b>
      <span className="cell-sub">
        {rule.forms.map((form) => t(`disclosure.form.${form}`)).join(t('bylaw.comma'))}
        {rule.planFunded && ` · ${t('bylaw.planFunded')}`}
      </span>
    </>
  );
}

/** From which amount, within how many days. */
export function TermWords({ term }: { term: Term | ChainRule }) {
  const { t } = useTranslation();
  return (
    <>
      {'fromMinor' in term &&
        term.fromMinor > 0 &&
        `${t('bylaw.from', { amount: formatYuan(term.fromMinor, false) })} · `}
      {t('bylaw.days', { count: term.days })}
    </>
  );
}
