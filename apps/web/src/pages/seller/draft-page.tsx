import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { listings } from '../../api/listings';
import { Guard } from '../../auth/guard';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { DocumentsPanel } from '../listing/documents-panel';
import { ListingValuations } from '../valuation/listing-valuations';
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
  // A draft that is changed, or a sale without a buyer that is offered again.
  const again = search.get('again');
  const source = id ?? again ?? undefined;
  const existing = useQuery({
    queryKey: ['/listings', source],
    queryFn: () => listings.get(source ?? ''),
    enabled: source !== undefined,
  });
  return (
    <>
      <PageHead title={t(id ? 'draft.editTitle' : 'draft.title')} intro={t('draft.intro')} />
      <ProblemAlert error={existing.error} />
      {source && existing.isPending && <Loading />}
      {(!source || existing.data) && (
        <DraftForm
          listing={id ? (existing.data ?? null) : null}
          template={existing.data ?? null}
          achievementId={search.get('achievement')}
        />
      )}
      {id && existing.data && (
        <div className="form-narrow after-form stack">
          <DocumentsPanel listingId={id} />
          <ListingValuations listing={existing.data} />
        </div>
      )}
    </>
  );
}
