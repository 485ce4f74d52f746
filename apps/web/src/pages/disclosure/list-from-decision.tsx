import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Decision, type Disclosure, disclosures } from '../../api/disclosures';
import { useAuth } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';
import { ExchangeSelect, TransfereeSelect } from '../seller/party-selects';

/** From the decision to a draft listing with its terms, in one step. */
export function ListFromDecision({ disclosure, decision }: { disclosure: Disclosure; decision: Decision }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const navigate = useNavigate();
  const [exchangeId, setExchange] = useState<string>();
  const [transfereeId, setTransferee] = useState<string>();
  const sold = decision.form === 'transfer' || decision.form === 'licence';
  if (disclosure.state !== 'decided' || !sold || !can('listing.draft') || !disclosure.may.includes('reopen'))
    return null;
  if (disclosure.publicity === 'barred') return <p className="fault small">{t('disclosure.publicity.barred')}</p>;
  const negotiated = decision.pricingWay === 'negotiated';
  return (
    <ConfirmAction
      label={t('disclosure.draftListing')}
      title={t('disclosure.draftListing')}
      button={{ type: 'primary' }}
      incomplete={negotiated && !transfereeId}
      run={async () => {
        const sale = { ...(exchangeId ? { exchangeId } : {}), ...(transfereeId ? { transfereeId } : {}) };
        const listing = await disclosures.draftListing(disclosure.id, sale);
        await navigate(`/listings/${listing.id}`);
      }}
    >
      <p>{t('disclosure.draftListingText')}</p>
      <ExchangeSelect {...(exchangeId ? { value: exchangeId } : {})} onChange={setExchange} />
      {negotiated && <TransfereeSelect {...(transfereeId ? { value: transfereeId } : {})} onChange={setTransferee} />}
    </ConfirmAction>
  );
}
