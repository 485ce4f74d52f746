import { useTranslation } from 'react-i18next';
import type { Transition } from '../../api/listings';
import { Moment } from '../../ui/moment';

export function ListingHistory({ transitions }: { transitions: Transition[] }) {
  const { t } = useTranslation();
  if (transitions.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="history-title">
      <h2 id="history-title">{t('listing.history')}</h2>
      <ol className="timeline">
        {transitions.map((transition) => (
          <li key={`${transition.at}:${transition.toState}`}>
            <b>
              {/* What happened, not what it led to: a changed content leads to "listed" as the first notice did. */}
              {t(`life.step.${transition.action}`, {
                defaultValue: t(`state.listing.${transition.toState}`, { defaultValue: transition.toState }),
              })}
            </b>
            <span className="cell-sub">
              <Moment at={transition.at} />
              {transition.actorName && ` · ${transition.actorName}`}
              {transition.channel === 'counter' && ` · ${t('counter.mark')}`}
              {transition.receiptNumber && ` ${transition.receiptNumber}`}
            </span>
            {transition.reason && <span className="cell-sub">{t('room.because', { reason: transition.reason })}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
