import { useTranslation } from 'react-i18next';
import { More } from '../../../ui/more';
import { ApprovalItem } from './approvals';
import { useApprovals } from './use-approvals';

/** What two people decided in this sale, and what waits for the second of them. */
export function ApprovalsPanel({ auctionId, onDone }: { auctionId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const pages = useApprovals(auctionId, 2_000);
  const { items } = pages;
  if (items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="approvals-title">
      <h2 id="approvals-title">{t('approval.title')}</h2>
      <ul className="disputes">
        {items.map((approval) => (
          <ApprovalItem key={approval.id} approval={approval} onDone={onDone} />
        ))}
      </ul>
      <More pages={pages} label={t('approval.more')} />
    </section>
  );
}
