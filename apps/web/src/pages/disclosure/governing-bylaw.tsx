import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Disclosure } from '../../api/disclosures';
import { useAuth } from '../../auth/actor';

/** By which rules its deadline runs and its approvals are asked for. */
export function GoverningBylaw({ of: { bylaw } }: { of: Disclosure }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  if (!bylaw) return t('bylaw.shipped');
  const name = t('bylaw.version', { version: bylaw.version });
  const mayOpen = can('bylaw.write') || can('bylaw.confirm');
  return (
    <>
      {mayOpen ? <Link to={`/desk/bylaws/${bylaw.id}`}>{name}</Link> : name}
      <span className="cell-sub">{bylaw.source}</span>
    </>
  );
}
