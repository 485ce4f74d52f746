import { useTranslation } from 'react-i18next';
import type { Paper } from '../../api/applications';
import { AttachmentLink } from '../../ui/attachment-link';

interface PapersProps {
  papers: Paper[];
  /** Where a reader who is not the owner gets them, each look recorded. */
  address?: (documentId: string) => string;
}

export function Papers({ papers, address }: PapersProps) {
  const { t } = useTranslation();
  return (
    <ul>
      {papers.map((paper) => (
        <li key={paper.id}>
          <span className="muted small">{t(`paper.${paper.kind}`)}</span>{' '}
          {address ? (
            <a href={address(paper.id)} download={paper.filename}>
              {paper.filename}
            </a>
          ) : (
            <AttachmentLink attachment={paper} />
          )}
          {paper.expiresOn && <span className="cell-sub">{t('qualify.validUntil', { day: paper.expiresOn })}</span>}
        </li>
      ))}
    </ul>
  );
}
