import { useTranslation } from 'react-i18next';
import type { CalendarEvent } from '../../api/notices';
import { byDay, EventLine } from './event-line';
import { dayTitle } from './month';

/** The days of a month on which something happens, one after the other. */
export function Agenda({ month, today, events }: { month: string; today: string; events: CalendarEvent[] }) {
  const { t, i18n } = useTranslation();
  const days = [...byDay(events)].filter(([day]) => day.startsWith(month));
  return (
    <ol className="agenda">
      {days.map(([day, ofDay]) => (
        <li key={day} className={day === today ? 'today' : ''}>
          <h3>
            {dayTitle(day, i18n.language)}
            {day === today && <em>{t('calendar.today')}</em>}
          </h3>
          {ofDay.map((event) => (
            <EventLine key={`${event.listingId}.${event.kind}`} event={event} />
          ))}
        </li>
      ))}
    </ol>
  );
}
