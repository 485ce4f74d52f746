import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { inbox } from '../api/notices';

/** Counted no further: whoever has more opens the inbox anyway. */
const MOST = 99;

/** How many messages wait unread; leads to them. */
export function Bell() {
  const { t } = useTranslation();
  const unread =
    useQuery({ queryKey: ['/notifications/count'], queryFn: inbox.count, refetchInterval: 20_000 }).data?.unread ?? 0;
  const shown = unread > MOST ? `${MOST}+` : String(unread);
  return (
    <Link to="/desk/inbox" className="plain-button bell" aria-label={t('inbox.bell', { count: unread, shown })}>
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <path
          fill="none"
          stroke="currentColor"
          strokeWidth="1.7"
          strokeLinejoin="round"
          strokeLinecap="round"
          d="M12 3.5a5.8 5.8 0 0 0-5.8 5.8c0 5-1.9 6.4-1.9 6.4h15.4s-1.9-1.4-1.9-6.4A5.8 5.8 0 0 0 12 3.5zM10 19a2.1 2.1 0 0 0 4 0"
        />
      </svg>
      {unread > 0 && <em className="num">{shown}</em>}
    </Link>
  );
}
