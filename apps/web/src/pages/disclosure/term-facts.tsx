import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DecisionTerms } from '../../api/disclosures';
import { rules } from '../../api/rules';
import { formatPercent } from '../../lib/percent';
import { Facts } from '../../ui/facts';
import { Money } from '../../ui/money';

export function TermFacts({ terms }: { terms: DecisionTerms }) {
  const { t } = useTranslation();
  const { form, pricingWay, priceMinor, exclusivity, companyName, companyShareBps, profileCode } = terms;
  return (
    <Facts
      items={[
        [t('disclosure.formLabel'), t(`disclosure.form.${form}`)],
        exclusivity !== null && [t('disclosure.exclusivity'), t(`disclosure.exclusive.${exclusivity}`)],
        pricingWay !== null && [t('listing.pricingWay'), t(`pricingWay.${pricingWay}`)],
        priceMinor !== null && [
          t(form === 'invest' ? 'disclosure.contribution' : 'listing.price'),
          <Money key="price" amount={priceMinor} />,
        ],
        [t('disclosure.company'), companyName],
        companyShareBps !== null && [t('disclosure.companyShare'), formatPercent(companyShareBps)],
        profileCode !== null && [t('draft.profile'), <ProfileName key="profile" code={profileCode} />],
      ]}
    />
  );
}

/** The rules of sale by their name and the version in force; by their code until both are known. */
function ProfileName({ code }: { code: string }) {
  const { t, i18n } = useTranslation();
  const found = useQuery({ queryKey: ['/rule-profiles'], queryFn: () => rules.list() });
  const profile = found.data?.items.find((each) => each.code === code);
  if (!profile) return code;
  const name = profile.body.name[i18n.language.startsWith('zh') ? 'zh' : 'en'];
  return (
    <Link to={`/rules/${code}?version=${profile.version}`}>
      {name} · {t('rules.version', { version: profile.version })}
    </Link>
  );
}
