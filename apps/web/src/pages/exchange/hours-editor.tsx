import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Hours, Span } from '../../api/windows';

const OFFICE: Span[] = [
  { from: '09:00', to: '12:00' },
  { from: '14:00', to: '17:30' },
];
export const USUAL_HOURS: Hours = {
  week: Array.from({ length: 7 }, (_, day) => ({ spans: day < 5 ? OFFICE : [] })),
  exceptions: [],
};

/** `09:00-12:00 14:00-17:30` and the hours it means; what is no hours stays as typed for the server to point at. */
const written = (spans: readonly Span[]): string => spans.map(({ from, to }) => `${from}-${to}`).join(' ');
const readSpans = (text: string): Span[] =>
  text
    .replace(/[—–~至]/g, '-')
    .replace(/：/g, ':')
    .split(/[\s,，、]+/)
    .filter(Boolean)
    .map((part) => {
      const [from = '', to = ''] = part.split('-');
      return { from, to };
    });

interface Props {
  value?: Hours;
  onChange?: (hours: Hours) => void;
}

/** Seven lines for the week, and a line for each day that is different. */
export function HoursEditor({ value = USUAL_HOURS, onChange }: Props) {
  const { t } = useTranslation();
  const change = (part: Partial<Hours>): void => onChange?.({ ...value, ...part });
  const setDay = (day: number, text: string): void =>
    change({ week: value.week.map((old, i) => (i === day ? { spans: readSpans(text) } : old)) });
  const setException = (index: number, part: Partial<Hours['exceptions'][number]>): void =>
    change({ exceptions: value.exceptions.map((old, i) => (i === index ? { ...old, ...part } : old)) });
  return (
    <div className="hours-editor">
      {value.week.map(({ spans }, day) => (
        <label key={`day-${day}`}>
          <span>{t(`windows.weekday.${day}`)}</span>
          <Input
            className="num"
            defaultValue={written(spans)}
            placeholder={t('windows.closedDay')}
            onBlur={(event) => setDay(day, event.target.value)}
          />
        </label>
      ))}
      <p className="small muted">{t('windows.form.hoursHint')}</p>
      {value.exceptions.map((exception, index) => (
        <div key={`exception-${index}`} className="hours-exception">
          <Input
            type="date"
            aria-label={t('windows.form.exceptionDay')}
            value={exception.day}
            onChange={(event) => setException(index, { day: event.target.value })}
          />
          <Input
            className="num"
            aria-label={t('windows.form.exceptionHours')}
            placeholder={t('windows.closedDay')}
            defaultValue={written(exception.spans)}
            onBlur={(event) => setException(index, { spans: readSpans(event.target.value) })}
          />
          <Input
            aria-label={t('windows.form.exceptionNote')}
            placeholder={t('windows.form.exceptionNote')}
            maxLength={100}
            value={exception.note ?? ''}
            onChange={(event) => setException(index, { note: event.target.value })}
          />
          <Button
            type="link"
            onClick={() => change({ exceptions: value.exceptions.filter((_, other) => other !== index) })}
          >
            {t('common.remove')}
          </Button>
        </div>
      ))}
      <Button onClick={() => change({ exceptions: [...value.exceptions, { day: '', spans: [] }] })}>
        {t('windows.form.addException')}
      </Button>
    </div>
  );
}
