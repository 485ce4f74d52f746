import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'antd';
import { formatYuan } from '../../lib/money';
import { formatBookTime, formatDateTime, otherDay } from '../../lib/time';
import type { Notice } from '../../room/history';

const SHOWN = 8;

/** What happened besides bids, newest first, each with its reason: pauses, voids, objections, the close. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (notices.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="notices-title">
      <h2 id="notices-title">{t('room.notices')}</h2>
      <ol className="notices" aria-live="polite" data-testid="notices">
        {(all ? notices : notices.slice(0, SHOWN)).map((notice) => (
          <Line key={notice.seq} notice={notice} />
        ))}
      </ol>
      {notices.length > SHOWN && (
        <Button type="link" onClick={() => setAll(!all)} style={{ paddingInline: 0 }}>
          {all ? t('room.showLess') : t('room.showAll', { count: notices.length })}
        </Button>
      )}
    </section>
  );
}

function Line({ notice }: { notice: Notice }) {
  const { t, i18n } = useTranslation();
  const values = {
    bidder: notice.bidder ?? '',
    target: notice.target ?? '',
    amount: notice.amountMinor === undefined ? '' : formatYuan(notice.amountMinor, false),
    at: notice.toMs === undefined ? '' : formatDateTime(notice.toMs, i18n.language),
  };
  return (
    <li>
      <span className="num muted">
        {formatBookTime(notice.atMs).slice(0, 8)}
        {otherDay(notice.atMs) && <span className="cell-sub">{otherDay(notice.atMs)}</span>}
      </span>
      <span>
        {t(`room.notice.${notice.kind}`, values)}
        {notice.reason && <span className="cell-sub">{t('room.because', { reason: notice.reason })}</span>}
      </span>
    </li>
  );
}
