import { useTranslation } from 'react-i18next';
import { defaults, type WholeCase } from '../../api/defaults';
import { useAuth } from '../../auth/actor';
import { formatYuan } from '../../lib/money';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { StateTag } from '../../ui/state-tag';

const OPEN = ['decided', 'forfeiting', 'forfeited', 'appealed', 'restored', 'final', 'closed'];

/** The lot after a default: sold anew, or offered to whoever bid next; the operator decides among what the rules allow. */
export function Remedy({ found }: { found: WholeCase }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  if (!OPEN.includes(found.state)) return null;
  const live = found.offers.some(({ state }) => state === 'offered' || state === 'accepted');
  const [next] = found.next;
  const mayAct = can('auction.operate') && !live;
  return (
    <section className="panel" aria-labelledby="remedy-title">
      <h2 id="remedy-title">{t('default.remedy')}</h2>
      <p className="muted">{t('default.remedyIntro')}</p>
      {found.remedy && (
        <p>
          <b>{t(`default.chosen.${found.remedy}`)}</b> <Moment at={found.remedyAt} />
        </p>
      )}
      {found.offers.length > 0 && (
        <ul className="case-papers">
          {found.offers.map((offer) => (
            <li key={offer.id}>
              <b className="num">{offer.bidderCode}</b> {offer.organisationName} <Money amount={offer.priceMinor} />{' '}
              <StateTag domain="offer" state={offer.state} />{' '}
              <span className="muted">
                {t('default.answerBy')} <Moment at={offer.until} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayAct && (
        <div className="row">
          {found.remedies.includes('reauction') && found.remedy !== 'reauction' && (
            <ConfirmAction
              label={t('default.reauction')}
              title={t('default.reauction')}
              reasonLabel={t('default.remedyReason')}
              run={(reason) => defaults.reauction(found.id, reason)}
            >
              <p>{t('default.reauctionText')}</p>
            </ConfirmAction>
          )}
          {found.remedies.includes('offer') && next && (
            <ConfirmAction
              label={t('default.offer')}
              title={t('default.offer')}
              reasonLabel={t('default.remedyReason')}
              run={(reason) => defaults.offer(found.id, reason)}
            >
              <p>{t('default.offerText', { code: next.code, price: formatYuan(next.priceMinor) })}</p>
            </ConfirmAction>
          )}
        </div>
      )}
      {mayAct && !next && found.remedies.includes('offer') && <p className="muted">{t('default.noNext')}</p>}
    </section>
  );
}
