import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sales } from '../../../api/sales';
import { ApprovalItem } from './approvals';

/** What two people decided in this sale, and what waits for the second of them. */
export function ApprovalsPanel({ auctionId, onDone }: { auctionId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['/auctions/approvals', auctionId],
    queryFn: () => sales.approvalsOf(auctionId, { limit: 20 }),
    refetchInterval: 2_000,
  });
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="approvals-title">
      <h2 id="approvals-title">{t('approval.title')}</h2>
      <ul className="disputes">
        {items.map((approval) => (
          <ApprovalItem key={approval.id} approval={approval} onDone={onDone} />
        ))}
      </ul>
    </section>
  );
}
