import { useTranslation } from 'react-i18next';
import { Deadline } from '../notices/deadline';

/** By when the next word is due; past that it says so. */
export function Due({ at }: { at: string | null | undefined }) {
  const { t } = useTranslation();
  if (!at) return null;
  const over = new Date(at).getTime() <= Date.now();
  return (
    <span className={over ? 'cell-sub overdue' : 'cell-sub'}>
      {t(over ? 'qualify.overdue' : 'qualify.due')} <Deadline at={at} />
    </span>
  );
}
