import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type AuctionItem, auctions } from '../../api/auctions';
import { Money } from '../../ui/money';
import { StateTag } from '../../ui/state-tag';

/** One question about all open sales serves every row of a list. */
function useOpenAuction(auctionId: string | null): AuctionItem | undefined {
  const { data } = useQuery({
    queryKey: ['/auctions', 'open'],
    queryFn: () => auctions.list({ state: 'open', limit: 100 }),
    refetchInterval: 3_000,
  });
  return auctionId ? data?.items.find((item) => item.auctionId === auctionId) : undefined;
}

/** The standing price of a sale that is being bid on. */
export function CurrentPrice({ auctionId }: { auctionId: string | null }) {
  const auction = useOpenAuction(auctionId);
  if (!auction || auction.priceMinor === null) return null;
  return (
    <Link to={`/auctions/${auction.auctionId}`}>
      <b key={auction.priceMinor} className="moved">
        <Money amount={auction.priceMinor} />
      </b>
    </Link>
  );
}

/** While bids are taken, that is the state worth telling. */
export function LiveState({ auctionId, otherwise }: { auctionId: string | null; otherwise: string }) {
  const auction = useOpenAuction(auctionId);
  return auction ? <StateTag domain="auction" state="open" /> : <StateTag domain="listing" state={otherwise} />;
}
