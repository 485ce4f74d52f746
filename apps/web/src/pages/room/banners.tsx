import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../lib/money';
import { formatDateTime } from '../../lib/time';
import type { Room } from '../../room/book';
import { saleWord } from '../../room/sale-word';

interface Banner {
  key: string;
  /** What it means for whoever watches: standing still, or ended without a sale. */
  tone?: 'grave';
  values?: Record<string, string | number>;
  reason?: string | null | undefined;
}

/** What everybody in the room must know at this moment, above everything else. */
export function Banners({ room }: { room: Room }) {
  const { t, i18n } = useTranslation();
  return bannersOf(room, (ms) => formatDateTime(ms, i18n.language)).map(({ key, tone, values, reason }) => (
    <div key={key} className={`banner ${tone ?? ''}`} role="status" data-testid={`banner-${key}`}>
      <strong>{t(`room.banner.${key}.title`, values)}</strong>
      <span>{t(`room.banner.${key}.text`, values)}</span>
      {reason && <span>{t('room.because', { reason })}</span>}
    </div>
  ));
}

function bannersOf({ snapshot, history }: Room, at: (ms: number) => string): Banner[] {
  const { state, resumesAtMs, awaits, awaitsUntilMs, openObjections } = snapshot;
  const reasonOf = (kind: string) => history.notices.find((notice) => notice.kind === kind)?.reason;
  const banners: Banner[] = [];
  if (openObjections > 0) banners.push({ key: 'objection', values: { count: openObjections } });
  if (state === 'announced' && history.notices.some(({ kind }) => kind === 'rescheduled'))
    banners.push({ key: 'rescheduled', values: { at: at(snapshot.opensAtMs) }, reason: reasonOf('rescheduled') });
  if (state === 'paused')
    banners.push(
      resumesAtMs
        ? { key: 'resumes', values: { at: at(resumesAtMs) }, reason: history.pauseReason }
        : { key: 'paused', reason: history.pauseReason },
    );
  if (state === 'ended' && awaits === 'reveal') banners.push({ key: 'reveal', values: { count: snapshot.bidCount } });
  if (state === 'ended' && awaits === 'firstRefusal')
    banners.push({
      key: history.rights.length > 0 ? 'rightExercised' : 'firstRefusal',
      values: {
        holder: history.rights[0] ?? '',
        at: at(awaitsUntilMs ?? 0),
        price: formatYuan(snapshot.priceMinor ?? 0, false),
        codes: snapshot.firstRefusal.join(' · '),
      },
    });
  if (state === 'closed') {
    const word = saleWord(snapshot);
    if (word === 'unsold' && snapshot.priceMinor !== null && history.reserveMinor !== null)
      banners.push({
        key: 'reserve',
        values: {
          top: formatYuan(snapshot.priceMinor, false),
          reserve: formatYuan(history.reserveMinor, false),
        },
      });
    if (word === 'pending') banners.push({ key: 'pending' });
    if (word === 'terminated') banners.push({ key: 'terminated', tone: 'grave', reason: reasonOf('terminated') });
    if (word === 'annulled') banners.push({ key: 'annulled', tone: 'grave', reason: reasonOf('objectionUpheld') });
    if (word === 'defaulted')
      banners.push({
        key: 'defaulted',
        tone: 'grave',
        values: { code: snapshot.winner ?? '' },
        reason: reasonOf('defaulted'),
      });
  }
  return banners;
}
