import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CalendarEvent } from '../../api/notices';
import { writeExchangeTime } from '../../lib/time';
import { dayOf } from './deadline-text';

const isDeadline = (event: CalendarEvent): boolean => event.kind !== 'bidding_opens';

const eventDay = (event: CalendarEvent): string => dayOf(event.at, isDeadline(event));

/** Events by the day of the exchange they belong to, in order. */
export function byDay(events: readonly CalendarEvent[]): Map<string, CalendarEvent[]> {
  const days = new Map<string, CalendarEvent[]>();
  for (const event of events) days.set(eventDay(event), [...(days.get(eventDay(event)) ?? []), event]);
  return days;
}

export function EventLine({ event }: { event: CalendarEvent }) {
  const { t } = useTranslation();
  const clock = writeExchangeTime(new Date(event.at).getTime()).slice(11);
  const room = event.auctionId !== null && (event.kind === 'bidding_opens' || event.kind === 'planned_end');
  return (
    <Link
      to={room ? `/auctions/${event.auctionId}` : `/listings/${event.listingId}`}
      className={`event event-${event.kind} ${event.status}`}
      title={`${t(`calendar.kind.${event.kind}`)} · ${event.title} · ${event.listingNumber}`}
    >
      <span className="event-head">
        <time className="num" dateTime={event.at}>
          {clock === '00:00' && isDeadline(event) ? '24:00' : clock}
        </time>{' '}
        {t(`calendar.kind.${event.kind}`)}
        {event.status !== 'confirmed' && <em> {t(`calendar.status.${event.status}`)}</em>}
      </span>
      <span className="event-title">{event.title}</span>
    </Link>
  );
}
