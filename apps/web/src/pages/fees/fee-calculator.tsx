import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fees } from '../../api/invoices';
import { parseYuan, plainYuan } from '../../lib/money';
import { Money } from '../../ui/money';
import { MoneyInput } from '../../ui/money-input';
import { ProblemAlert } from '../../ui/problem-alert';
import { FeeLines } from './fee-lines';

interface FeeCalculatorProps {
  code: string;
  version: number;
  /** Of a sale it is fixed; on the page of all tables it is asked for. */
  listingPriceMinor?: number;
  dealPriceMinor?: number;
  /** A negotiated sale is never competitive. */
  agreed?: boolean;
}

/** Whole yuan as people type them. */
const shown = (amount: number): string => plainYuan(amount).replace(/\.00$/, '');

/** "What would I pay at this price": computed by the server, with the very table that settles the sale. */
export function FeeCalculator({
  code,
  version,
  listingPriceMinor,
  dealPriceMinor,
  agreed = false,
}: FeeCalculatorProps) {
  const { t } = useTranslation();
  const id = useId();
  const [listing, setListing] = useState(shown(listingPriceMinor ?? 500_000_000));
  const [deal, setDeal] = useState(shown(dealPriceMinor ?? listingPriceMinor ?? 800_000_000));
  const [competitive, setCompetitive] = useState(!agreed);
  const asked = useDeferredValue({
    listingPriceMinor: listingPriceMinor ?? parseYuan(listing),
    dealPriceMinor: parseYuan(deal),
    competitive: String(competitive),
  });
  const { data, error } = useQuery({
    queryKey: ['/fee-quotes', code, version, asked],
    queryFn: () => fees.quote({ code, version, ...asked }),
    enabled: Boolean(asked.listingPriceMinor && asked.dealPriceMinor),
    placeholderData: (previous) => previous,
    staleTime: Infinity,
  });
  const price = asked.dealPriceMinor ?? 0;
  return (
    <div className="fee-calculator">
      {listingPriceMinor === undefined && (
        <div>
          <label htmlFor={`${id}-listing`}>{t('fees.listing')}</label>
          <MoneyInput id={`${id}-listing`} value={listing} onChange={setListing} />
        </div>
      )}
      <div>
        <label htmlFor={`${id}-deal`}>{t('fees.deal')}</label>
        <MoneyInput id={`${id}-deal`} value={deal} onChange={setDeal} />
      </div>
      {!agreed && (
        <Segmented
          block
          aria-label={t('fees.how')}
          value={competitive ? 'competitive' : 'agreed'}
          onChange={(value) => setCompetitive(value === 'competitive')}
          options={(['competitive', 'agreed'] as const).map((value) => ({ value, label: t(`fees.${value}`) }))}
        />
      )}
      <ProblemAlert error={error} />
      {data && price > 0 && (
        <div className="fee-sides" aria-live="polite">
          {(['buyer', 'seller'] as const).map((side) => (
            <details key={side} open={listingPriceMinor === undefined}>
              <summary>
                <span>{t(`fees.${side}`)}</span>
                <b>
                  <Money amount={data[side].amountMinor} />
                </b>
              </summary>
              <FeeLines lines={data[side].lines} totalMinor={data[side].amountMinor} caption={t(`fees.${side}`)} />
              <p className="fee-result">
                <span>{t(side === 'buyer' ? 'fees.buyerPays' : 'fees.sellerGets')}</span>
                <Money
                  amount={
                    side === 'buyer' ? price + data.buyer.amountMinor : Math.max(0, price - data.seller.amountMinor)
                  }
                />
              </p>
            </details>
          ))}
        </div>
      )}
    </div>
  );
}
