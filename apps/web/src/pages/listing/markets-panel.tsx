import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../api/identity';
import type { ListingView } from '../../api/listings';
import { windows } from '../../api/windows';
import { useAuth } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';

const ON_SALE = ['listed', 'extended', 'resumed', 'suspended'];

/** In whose markets the listing is, and the door to another one for its host and its seller. */
export function MarketsPanel({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const own = actor?.organisation.id ?? '';
  const host = own === listing.exchangeId && can('market.link');
  const seller = own === listing.transferorId && can('listing.submit');
  const may = (host || seller) && ON_SALE.includes(listing.state);
  const markets = listing.markets ?? [];
  if (!may && markets.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="markets-title">
      <h2 id="markets-title">{t('markets.panel')}</h2>
      <p>
        {t('markets.hostedBy', { name: listing.exchangeName })}
        {markets.length > 0 && (
          <span className="cell-sub">
            {t('markets.alsoIn', { names: markets.map(({ name }) => name).join(t('common.comma')) })}
          </span>
        )}
      </p>
      {may && <Propose listing={listing} host={host} />}
    </section>
  );
}

function Propose({ listing, host }: { listing: ListingView; host: boolean }) {
  const { t } = useTranslation();
  const [to, setTo] = useState<string | null>(null);
  const exchanges = useQuery({
    queryKey: ['/organisations', 'exchange'],
    queryFn: () => identity.organisations('exchange'),
  });
  const taken = new Set([listing.exchangeId, ...(listing.markets ?? []).map(({ exchangeId }) => exchangeId)]);
  const options = (exchanges.data?.items ?? []).filter(({ id }) => !taken.has(id));
  if (exchanges.data && options.length === 0) return <p className="muted">{t('markets.noOther')}</p>;
  return (
    <ConfirmAction
      label={t(host ? 'markets.offer' : 'markets.ask')}
      title={t(host ? 'markets.offer' : 'markets.ask')}
      incomplete={to === null}
      run={() => windows.propose(listing.id, to ?? '')}
    >
      <p>{t(host ? 'markets.offerText' : 'markets.askText')}</p>
      <Select
        aria-label={t('markets.partner')}
        placeholder={t('markets.partner')}
        value={to}
        onChange={setTo}
        options={options.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </ConfirmAction>
  );
}
