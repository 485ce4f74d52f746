import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { auctions } from '../../api/auctions';
import { Money } from '../../ui/money';

/** The standing price of a sale that is being bid on; one question serves every row of a list. */
export function CurrentPrice({ auctionId }: { auctionId: string | null }) {
  const { data } = useQuery({
    queryKey: ['/auctions', 'open'],
    queryFn: () => auctions.list({ state: 'open', limit: 100 }),
    refetchInterval: 3_000,
  });
  const auction = auctionId ? data?.items.find((item) => item.auctionId === auctionId) : undefined;
  if (!auction || auction.priceMinor === null) return <Money amount={null} />;
  return (
    <Link to={`/auctions/${auction.auctionId}`}>
      <b key={auction.priceMinor} className="moved">
        <Money amount={auction.priceMinor} />
      </b>
    </Link>
  );
}
