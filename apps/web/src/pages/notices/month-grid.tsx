import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarEvent } from '../../api/notices';
import { byDay, EventLine } from './event-line';
import { dayTitle, monthTitle, weekdayName } from './month';

interface MonthGridProps {
  month: string;
  days: string[];
  today: string;
  events: CalendarEvent[];
}

/** What a square holds without growing taller than the others. */
const SHOWN = 3;

export function MonthGrid({ month, days, today, events }: MonthGridProps) {
  const { i18n } = useTranslation();
  const found = byDay(events);
  const weeks = Array.from({ length: days.length / 7 }, (_, n) => days.slice(n * 7, n * 7 + 7));
  return (
    <table className="month">
      <caption className="sr-only">{monthTitle(month, i18n.language)}</caption>
      <thead>
        <tr>
          {days.slice(0, 7).map((day) => (
            <th key={day} scope="col">
              {weekdayName(day, i18n.language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <Square
                key={day}
                day={day}
                events={found.get(day) ?? []}
                outside={!day.startsWith(month)}
                now={day === today}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SquareProps {
  day: string;
  events: CalendarEvent[];
  outside: boolean;
  now: boolean;
}

function Square({ day, events, outside, now }: SquareProps) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, SHOWN);
  return (
    <td className={`${outside ? 'outside' : ''} ${now ? 'today' : ''}`} aria-label={dayTitle(day, i18n.language)}>
      <span className="month-day num">{Number(day.slice(8))}</span>
      {shown.map((event) => (
        <EventLine key={`${event.listingId}.${event.kind}`} event={event} />
      ))}
      {events.length > shown.length && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t('calendar.more', { count: events.length - shown.length })}
        </Button>
      )}
    </td>
  );
}
