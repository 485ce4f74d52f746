import { useTranslation } from 'react-i18next';
import type { Submission } from '../../api/applications';
import { formatYuan } from '../../lib/money';
import { Moment } from '../../ui/moment';

type Line = [label: string, value: string];

/** Everything handed in and, between two of them, what was changed. */
export function Submissions({ submissions }: { submissions: Submission[] }) {
  const { t } = useTranslation();
  const lines = (submission: Submission): Line[] => [
    [t('applications.statement'), submission.statement],
    [
      t('applications.documents'),
      submission.documents
        .map(({ attachmentId, kind, expiresOn }) =>
          [t(`paper.${kind}`), submission.filenames[attachmentId], expiresOn].filter(Boolean).join(' '),
        )
        .join(t('common.comma')),
    ],
    [t('qualify.representative'), person(submission.representative)],
    [t('qualify.contact'), person(submission.contact)],
    [t('qualify.offer'), submission.offerMinor === null ? '' : formatYuan(submission.offerMinor)],
  ];
  return (
    <ol className="timeline">
      {submissions.map((submission, index) => {
        const earlier = submissions[index + 1];
        const before = earlier && lines(earlier);
        const changed = before && lines(submission).flatMap((line, i) => compare(line, before[i]));
        return (
          <li key={submission.number}>
            <b>{t('qualify.nth', { number: submission.number })}</b> <Moment at={submission.at} />
            {submission.submittedBy && <span className="cell-sub">{submission.submittedBy}</span>}
            {submission.channel === 'counter' && (
              <p className="small">
                <span className="tag">{t('filing.mark')}</span>{' '}
                {t('filing.atCounter', { window: submission.windowName, number: submission.receiptNumber })}
              </p>
            )}
            {changed && changed.length === 0 && <p className="small muted">{t('qualify.unchanged')}</p>}
            {changed && changed.length > 0 && (
              <dl className="diff">
                {changed.map(([label, old, now]) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>
                      <del>{old || '—'}</del>
                      <ins>{now || '—'}</ins>
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        );
      })}
    </ol>
  );
}

const compare = ([label, now]: Line, before: Line | undefined): [string, string, string][] =>
  before && before[1] !== now ? [[label, before[1], now]] : [];

const person = (who: { name: string; phone: string; idTail?: string; email?: string } | null): string =>
  who ? [who.name, who.idTail && `…${who.idTail}`, who.phone, who.email].filter(Boolean).join(' ') : '';
