import { useTranslation } from 'react-i18next';
import { deadlineText } from './deadline-text';

/** The end of a period: midnight is 24:00 of its last day. */
export function Deadline({ at }: { at: string }) {
  const { i18n } = useTranslation();
  return (
    <time className="num" dateTime={at}>
      {deadlineText(at, i18n.language)}
    </time>
  );
}
