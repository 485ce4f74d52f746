import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Both, notices, type WholeNotice } from '../../api/notices';
import { formatDate } from '../../lib/time';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { useTitle } from '../../ui/use-title';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['/notices', id],
    queryFn: () => notices.get(id),
    staleTime: Infinity,
  });
  if (data) return <Document notice={data} />;
  return (
    <div className="page">
      <ProblemAlert error={error} retry={<Button onClick={() => void refetch()}>{t('common.retry')}</Button>} />
      {isPending && <Loading rows={10} />}
    </div>
  );
}

/** The notice as it was issued, on a sheet that prints as it is read. */
function Document({ notice }: { notice: WholeNotice }) {
  const { t, i18n } = useTranslation();
  const language: keyof Both = i18n.language.startsWith('zh') ? 'zh' : 'en';
  const title = notice.title[language];
  useTitle(title);
  return (
    <div className="page notice-page">
      <p className="notice-tools">
        <Link to="/notices">{t('notice.all')}</Link>
        <Button onClick={() => window.print()}>{t('notice.print')}</Button>
      </p>
      <article className="notice-sheet" lang={language === 'zh' ? 'zh-CN' : 'en'}>
        <p className="notice-issuer">{notice.exchange[language]}</p>
        <p className="notice-number num">{notice.number[language]}</p>
        <h1>{title}</h1>
        <table>
          <tbody>
            {notice.lines.map(({ label, value }) => (
              <tr key={label.zh}>
                <th scope="row">{label[language]}</th>
                <td>{value[language]}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {notice.paragraphs.map((paragraph) => (
          <p key={paragraph.zh} className="notice-paragraph">
            {paragraph[language] || paragraph.zh}
          </p>
        ))}
        <footer>
          <p>{notice.exchange[language]}</p>
          <p className="num">{formatDate(notice.issuedAt, i18n.language)}</p>
        </footer>
      </article>
      <ObjectionHint notice={notice} />
      <p className="notice-links">
        <Link to={`/listings/${notice.listingId}`}>{t('notice.toListing', { number: notice.listingNumber })}</Link>
        {notice.auctionId && <Link to={`/auctions/${notice.auctionId}`}>{t('notice.toRoom')}</Link>}
        <a href={notices.textPath(notice.id)}>{t('notice.rawText')}</a>
      </p>
      <p className="small muted hash num wrap">
        {t('notice.hash')} {notice.sha256}
      </p>
    </div>
  );
}

/** While a publicity period runs, the way to object is one step away. */
function ObjectionHint({ notice }: { notice: WholeNotice }) {
  const { t } = useTranslation();
  const runs = notice.periodTo !== null && new Date(notice.periodTo).getTime() > Date.now();
  if (notice.kind !== 'publicity' || !runs) return null;
  return (
    <p className="banner">
      <span>{t('notice.mayObject')}</span>
      <Link to={`/listings/${notice.listingId}#objections-title`}>{t('notice.object')}</Link>
    </p>
  );
}
