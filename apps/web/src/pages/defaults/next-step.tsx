import { useTranslation } from 'react-i18next';
import { defaults, type WholeCase } from '../../api/defaults';
import { useAuth } from '../../auth/actor';
import { formatYuan } from '../../lib/money';
import { ButtonLink } from '../../ui/button-link';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';
import { WordsDialog } from './words-dialog';

/** What comes next, and for whom: buttons for those who may do it, words for those who wait. */
export function NextStep({ found }: { found: WholeCase }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const content = can('deposit.pay') ? <OfWinner found={found} /> : <OfExchange found={found} />;
  if (['dismissed', 'restored', 'closed'].includes(found.state)) return null;
  return (
    <section className="panel" aria-labelledby="next-title">
      <h2 id="next-title">{t('default.now')}</h2>
      {content}
    </section>
  );
}

/** What a winner waits for. */
const WAITS: Record<string, string> = { appealed: 'default.waitRule', final: 'default.waitDistribution' };

function OfWinner({ found }: { found: WholeCase }) {
  const { t } = useTranslation();
  if (found.state === 'proposed' && !found.statedAt)
    return (
      <>
        <p>
          {t('default.untilHear')} <Moment at={found.hearUntil} />
        </p>
        <WordsDialog
          label={t('default.answer')}
          title={t('default.answerTitle')}
          intro={t('default.answerText')}
          field={t('default.statement')}
          send={(text, documentIds) => defaults.answer(found.id, { text, documentIds })}
        />
      </>
    );
  if (found.state === 'forfeited')
    return (
      <>
        <p>
          {t('default.untilAppeal')} <Moment at={found.appealUntil} />
        </p>
        <WordsDialog
          label={t('default.appeal')}
          title={t('default.appealTitle')}
          intro={t('default.appealText')}
          field={t('default.appealWords')}
          send={(text, documentIds) => defaults.appeal(found.id, { text, documentIds })}
        />
      </>
    );
  return <p>{t(WAITS[found.state] ?? 'default.waitDecide')}</p>;
}

function OfExchange({ found }: { found: WholeCase }) {
  const { can } = useAuth();
  const { t } = useTranslation();
  switch (found.state) {
    case 'due':
      return can('auction.operate') ? (
        <ButtonLink to={`/desk/defaults/propose/${found.auctionId}`} type="primary">
          {t('default.propose')}
        </ButtonLink>
      ) : null;
    case 'proposed':
      return <Decide found={found} />;
    case 'decided':
    case 'forfeiting':
      return <Forfeit found={found} />;
    case 'forfeited':
      return (
        <p>
          {t('default.waitAppeal')} {t('default.untilAppeal')} <Moment at={found.appealUntil} />
        </p>
      );
    case 'appealed':
      return <Rule found={found} />;
    default:
      return <p>{t('default.waitDistribution')}</p>;
  }
}

function Decide({ found }: { found: WholeCase }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const heard = found.statedAt !== null || Date.parse(found.hearUntil ?? '') <= Date.now();
  if (!heard)
    return (
      <p>
        {t('default.waitHear')} {t('default.untilHear')} <Moment at={found.hearUntil} />
      </p>
    );
  if (found.mySteps.includes('proposed')) return <p>{t('default.another')}</p>;
  if (!can('auction.operate') && !can('deposit.manage')) return <p>{t('default.waitDecide')}</p>;
  return (
    <div className="row">
      <ConfirmAction
        label={t('default.decide')}
        title={t('default.decide')}
        reasonLabel={t('default.decision')}
        danger
        run={(reason) => defaults.decide(found.id, true, reason)}
      >
        <p>{t('default.decideText')}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('default.dismiss')}
        title={t('default.dismiss')}
        reasonLabel={t('default.decision')}
        run={(reason) => defaults.decide(found.id, false, reason)}
      >
        <p>{t('default.dismissText')}</p>
      </ConfirmAction>
    </div>
  );
}

function Forfeit({ found }: { found: WholeCase }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  if (!found.depositId) return <p>{t('default.noDeposit')}</p>;
  if (!can('deposit.manage')) return <p>{t('default.forfeitText')}</p>;
  const second = found.state === 'forfeiting';
  if (found.mySteps.includes('proposed') || (second && found.mySteps.includes('forfeitProposed')))
    return <p>{t('default.another')}</p>;
  if (!second)
    return (
      <ConfirmAction
        label={t('default.forfeit')}
        title={t('default.forfeit')}
        reasonLabel={t('default.reason')}
        danger
        run={(reason) => defaults.forfeit(found.id, reason)}
      >
        <p>{t('default.forfeitText')}</p>
      </ConfirmAction>
    );
  return (
    <div className="row">
      <ConfirmAction
        label={t('default.approveForfeit')}
        title={t('default.approveForfeit')}
        reasonLabel={t('default.reason')}
        danger
        run={(reason) => defaults.approveForfeit(found.id, reason)}
      >
        <p>{t('default.approveForfeitText', { amount: formatYuan(found.depositMinor ?? 0) })}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('default.refuseForfeit')}
        title={t('default.refuseForfeit')}
        reasonLabel={t('default.reason')}
        run={(reason) => defaults.refuseForfeit(found.id, reason)}
      >
        <p>{t('default.refuseForfeitText')}</p>
      </ConfirmAction>
    </div>
  );
}

function Rule({ found }: { found: WholeCase }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  if (!can('objection.rule') || found.mySteps.length > 0) return <p>{t('default.waitRule')}</p>;
  return (
    <div className="row">
      <ConfirmAction
        label={t('default.uphold')}
        title={t('default.uphold')}
        reasonLabel={t('default.ruling')}
        reasonMax={2000}
        run={(reason) => defaults.rule(found.id, true, reason)}
      >
        <p>{t('default.upholdText')}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('default.reject')}
        title={t('default.reject')}
        reasonLabel={t('default.ruling')}
        reasonMax={2000}
        danger
        run={(reason) => defaults.rule(found.id, false, reason)}
      >
        <p>{t('default.rejectText')}</p>
      </ConfirmAction>
    </div>
  );
}
