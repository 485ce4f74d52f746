import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { listings } from '../../api/listings';
import { Guard } from '../../auth/guard';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { DraftForm } from './draft-form';

export function Component() {
  return (
    <Guard permission="listing.draft">
      <Draft />
    </Guard>
  );
}

function Draft() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [search] = useSearchParams();
  const existing = useQuery({
    queryKey: ['/listings', id],
    queryFn: () => listings.get(id ?? ''),
    enabled: id !== undefined,
  });
  return (
    <>
      <PageHead title={t(id ? 'draft.editTitle' : 'draft.title')} intro={t('draft.intro')} />
      <ProblemAlert error={existing.error} />
      {id && existing.isPending && <Loading />}
      {(!id || existing.data) && (
        <DraftForm listing={existing.data ?? null} achievementId={search.get('achievement')} />
      )}
    </>
  );
}
