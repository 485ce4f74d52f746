import { useTranslation } from 'react-i18next';
import type { Hours, Span } from '../../api/windows';

const spanText = ({ from, to }: Span): string => `${from}–${to}`;
const spansText = (spans: readonly Span[]): string => spans.map(spanText).join('、');

/** Days in a row with the same hours are said together. */
function runs({ week }: Hours): { from: number; to: number; text: string }[] {
  const found: { from: number; to: number; text: string }[] = [];
  week.forEach(({ spans }, day) => {
    const text = spansText(spans);
    const last = found.at(-1);
    if (last && last.text === text) last.to = day;
    else found.push({ from: day, to: day, text });
  });
  return found;
}

/** The week, and the days from now on that differ from it. */
export function HoursText({ hours }: { hours: Hours | null }) {
  const { t } = useTranslation();
  if (!hours) return <span className="muted">{t('windows.noHours')}</span>;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const ahead = hours.exceptions.filter(({ day }) => day >= today).slice(0, 6);
  return (
    <span className="window-hours">
      {runs(hours).map(({ from, to, text }) => (
        <span key={from} className={text ? '' : 'muted'}>
          {from === to
            ? t(`windows.weekday.${from}`)
            : t('windows.dayRange', { from: t(`windows.weekday.${from}`), to: t(`windows.weekday.${to}`) })}{' '}
          <span className="num">{text || t('windows.closedDay')}</span>
        </span>
      ))}
      {ahead.map(({ day, spans, note }) => (
        <span key={day} className="cell-sub">
          <span className="num">{day}</span> {note} {spansText(spans) || t('windows.closedDay')}
        </span>
      ))}
    </span>
  );
}
