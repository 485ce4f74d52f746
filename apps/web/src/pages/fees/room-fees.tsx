import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listings } from '../../api/listings';
import { FeeCalculator } from './fee-calculator';

/** What winning at a price would cost, beside the bid. */
export function RoomFees({ listingId, priceMinor }: { listingId: string; priceMinor: number | null }) {
  const { t } = useTranslation();
  const { data: listing } = useQuery({
    queryKey: ['/listings', listingId],
    queryFn: () => listings.get(listingId),
    staleTime: 60_000,
  });
  if (!listing?.profile) return null;
  return (
    <section className="panel">
      <details>
        <summary>{t('fees.calculator')}</summary>
        <div style={{ marginTop: 12 }}>
          <FeeCalculator
            code={listing.profile.code}
            version={listing.profile.version}
            listingPriceMinor={listing.priceMinor}
            dealPriceMinor={priceMinor ?? listing.priceMinor}
          />
        </div>
      </details>
    </section>
  );
}
