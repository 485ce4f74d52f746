import { useTranslation } from 'react-i18next';
import type { DecisionTerms } from '../../api/disclosures';
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
        [t('draft.profile'), profileCode],
      ]}
    />
  );
}
