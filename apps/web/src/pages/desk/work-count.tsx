import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { applications, confirmations } from '../../api/applications';
import { disclosures } from '../../api/disclosures';
import type { Page } from '../../api/http';
import { listings } from '../../api/listings';
import { money } from '../../api/money';
import { relations } from '../../api/relations';
import { sales } from '../../api/sales';
import { useAuth } from '../../auth/actor';

interface Waiting {
  permission: string;
  fetch: () => Promise<Page<unknown>>;
}

/** The queues somebody works off; other doors have nothing that waits. */
const WAITING: Record<string, Waiting> = {
  disclosureQueue: {
    permission: 'disclosure.review',
    fetch: () => disclosures.list({ scope: 'queue', limit: 100 }),
  },
  decisions: { permission: 'decision.approve', fetch: () => disclosures.list({ scope: 'decide', limit: 100 }) },
  intake: { permission: 'listing.intake', fetch: () => listings.list({ queue: 'intake', limit: 100 }) },
  review: { permission: 'listing.review', fetch: () => listings.list({ queue: 'review', limit: 100 }) },
  applications: {
    permission: 'application.review',
    fetch: () => applications.list({ state: 'submitted', limit: 100 }),
  },
  confirmations: {
    permission: 'application.confirm',
    fetch: () => confirmations.list({ state: 'awaiting_seller', limit: 100 }),
  },
  relations: { permission: 'relation.verify', fetch: () => relations.list({ state: 'declared', limit: 100 }) },
  sales: { permission: 'auction.operate', fetch: () => sales.approvals({ state: 'pending', limit: 100 }) },
  bank: { permission: 'bank.match', fetch: () => money.bankLines({ state: 'unmatched', limit: 100 }) },
};

export function WorkCount({ entry }: { entry: string }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const waiting = WAITING[entry];
  const { data } = useQuery({
    queryKey: ['waiting', entry],
    queryFn: () => (waiting as Waiting).fetch(),
    enabled: waiting !== undefined && can(waiting.permission),
    refetchInterval: 15_000,
  });
  if (!data || data.items.length === 0) return null;
  const count = data.total ?? data.items.length;
  return <em className="num">{t('desk.waiting', { count: data.nextCursor && !data.total ? `${count}+` : count })}</em>;
}
