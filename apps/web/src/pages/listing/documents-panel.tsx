import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ACCESS, type DocumentList, documents } from '../../api/documents';
import { useAuth } from '../../auth/actor';
import { ProblemAlert } from '../../ui/problem-alert';
import { AddDocument } from './documents/add-document';
import { DocumentGroup } from './documents/document-group';
import { NdaPanel } from './documents/nda-panel';

/** The papers of a sale by who may read them; its seller keeps them here, its parties find the records of its data room. */
export function DocumentsPanel({ listingId }: { listingId: string }) {
  const { t } = useTranslation();
  const { actor } = useAuth();
  const { data, error } = useQuery({
    queryKey: ['/listings', listingId, 'documents', actor?.organisation.id],
    queryFn: () => documents.list(listingId),
    refetchInterval: 15_000,
  });
  if (!data) return <ProblemAlert error={error} />;
  if (data.items.length === 0 && !data.mayChange) return null;
  return (
    <section className="panel documents" aria-labelledby="documents-title">
      <div className="documents-head">
        <h2 id="documents-title">{t('documents.title')}</h2>
        {data.insider && <Link to={`/desk/listings/${listingId}/openings`}>{t('documents.records')}</Link>}
      </div>
      {data.items.length === 0 && <p className="muted">{t('documents.none')}</p>}
      {ACCESS.map((access) => (
        <DocumentGroup key={access} listingId={listingId} access={access} list={data}>
          {access === 'confidential' && actor && needsNda(data) && <NdaPanel listingId={listingId} />}
        </DocumentGroup>
      ))}
      {data.mayChange && <AddDocument listingId={listingId} />}
    </section>
  );
}

const needsNda = ({ insider, items }: DocumentList): boolean =>
  !insider && items.some(({ access, withdrawnAt }) => access === 'confidential' && !withdrawnAt);
