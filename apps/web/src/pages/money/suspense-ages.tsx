import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bank } from '../../api/bank';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';

const BUCKETS = [0, 2, 4, 8, 31] as const;

/** How long money has waited; a bucket filters the list below it. */
export function SuspenseAges({
  chosen,
  choose,
}: {
  chosen: string | undefined;
  choose: (days: string | null) => void;
}) {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['/bank-lines', 'ages'], queryFn: bank.ages, refetchInterval: 8_000 });
  const items = found.data?.items ?? [];
  const sum = (from: number): { lines: number; amountMinor: number } =>
    items
      .filter(({ fromDays }) => fromDays === from)
      .reduce((all, one) => ({ lines: all.lines + one.lines, amountMinor: all.amountMinor + one.amountMinor }), {
        lines: 0,
        amountMinor: 0,
      });
  return (
    <section aria-label={t('banking.age.title')}>
      <ProblemAlert error={found.error} />
      <ul className="ages">
        {BUCKETS.map((from) => {
          const { lines, amountMinor } = sum(from);
          const isChosen = chosen === String(from);
          return (
            <li key={from} data-late={from >= 4 && lines > 0}>
              <button type="button" aria-pressed={isChosen} onClick={() => choose(isChosen ? null : String(from))}>
                <span className="muted small">{t(`banking.bucket.${from}`)}</span>
                <b>
                  <Money amount={amountMinor} short />
                </b>
                <span className="small">{t('banking.age.lines', { count: lines })}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
