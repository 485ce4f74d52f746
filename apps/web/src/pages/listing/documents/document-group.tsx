import { useTranslation } from 'react-i18next';
import type { Access, DocumentList } from '../../../api/documents';
import { DocumentLine } from './document-line';

interface DocumentGroupProps {
  listingId: string;
  access: Access;
  list: DocumentList;
  /** What stands between the reader and this ring. */
  children?: React.ReactNode;
}

export function DocumentGroup({ listingId, access, list, children }: DocumentGroupProps) {
  const { t } = useTranslation();
  const papers = list.items.filter((document) => document.access === access);
  if (papers.length === 0) return null;
  return (
    <div className={`document-group ${access}`}>
      <h3>
        {t(`documents.access.${access}`)} <span className="muted small">{t(`documents.about.${access}`)}</span>
      </h3>
      {children}
      <ul>
        {papers.map((paper) => (
          <DocumentLine key={paper.id} listingId={listingId} paper={paper} mayChange={list.mayChange} />
        ))}
      </ul>
    </div>
  );
}
