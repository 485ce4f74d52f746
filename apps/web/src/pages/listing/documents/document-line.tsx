import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { documents, type SaleDocument } from '../../../api/documents';
import { saveFile } from '../../../lib/save-json';
import { Moment } from '../../../ui/moment';
import { ProblemAlert } from '../../../ui/problem-alert';
import { WithdrawDocument } from './withdraw-document';

interface DocumentLineProps {
  listingId: string;
  paper: SaleDocument;
  mayChange: boolean;
}

export function DocumentLine({ listingId, paper, mayChange }: DocumentLineProps) {
  const { t } = useTranslation();
  const opening = useMutation({
    mutationFn: () => documents.open(listingId, paper.id),
    onSuccess: (file) => saveFile(paper.filename, file),
  });
  const gone = paper.withdrawnAt !== null;
  return (
    <li className={gone ? 'gone' : ''}>
      <div className="document-line">
        <div>
          <b>{paper.title}</b>
          <span className="cell-sub">
            {t(`documents.kind.${paper.kind}`)}
            {paper.size > 0 && ` · ${formatOf(paper.mediaType)} ${sizeOf(paper.size)}`}
            {paper.announced ? ` · ${t('documents.addedLater')} ` : ' · '}
            <Moment at={paper.addedAt} />
            {paper.addedByName && ` · ${paper.addedForName} ${paper.addedByName}`}
          </span>
          {gone && (
            <span className="cell-sub fault">
              {t('documents.withdrawn')} <Moment at={paper.withdrawnAt} />
              {paper.withdrawnReason && t('documents.because', { reason: paper.withdrawnReason })}
            </span>
          )}
        </div>
        <div className="row">
          {paper.barrier === null ? (
            <Button loading={opening.isPending} onClick={() => opening.mutate()}>
              {t(paper.access === 'confidential' ? 'documents.openMarked' : 'documents.open')}
            </Button>
          ) : (
            <Barrier code={paper.barrier} />
          )}
          {mayChange && !gone && <WithdrawDocument listingId={listingId} paper={paper} />}
        </div>
      </div>
      <ProblemAlert error={opening.error} />
    </li>
  );
}

/** What has to be done first, where it can be done. */
function Barrier({ code }: { code: string }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  if (code === 'document.login_needed')
    return <Link to={`/login?to=${encodeURIComponent(pathname)}`}>{t('documents.barrier.login')}</Link>;
  if (code === 'nda.missing') return <span className="tag wait">{t('documents.barrier.nda')}</span>;
  return null;
}

const FORMATS: Record<string, string> = { 'application/pdf': 'PDF', 'image/png': 'PNG', 'image/jpeg': 'JPEG' };
const formatOf = (mediaType: string): string => FORMATS[mediaType] ?? mediaType;

const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024)).toLocaleString('en-US')} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
