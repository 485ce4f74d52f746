import { useTranslation } from 'react-i18next';
import { type Reward, type RewardObjection, rewards } from '../../api/rewards';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';

/** Who does not agree, and what a decider who has no part in it says. */
export function ObjectionsPanel({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="objections-title">
      <h2 id="objections-title">{t('reward.objections')}</h2>
      {reward.objections.length === 0 && <p className="muted">{t('reward.noObjections')}</p>}
      <ul className="reward-objections">
        {reward.objections.map((objection) => (
          <li key={objection.id}>
            <b>{objection.raisedByName}</b> <span className="tag">{t(`reward.stage.${objection.stage}`)}</span>{' '}
            <span
              className={`tag ${objection.outcome === null ? 'wait' : objection.outcome === 'upheld' ? 'bad' : ''}`}
            >
              {t(`reward.outcome.${objection.outcome ?? 'open'}`)}
            </span>{' '}
            <span className="small">
              <Moment at={objection.raisedAt} />
            </span>
            <p>{objection.reason}</p>
            {objection.ruling && (
              <p className="muted">
                {objection.ruledByName} · <Moment at={objection.ruledAt} day />: {objection.ruling}
              </p>
            )}
            {objection.outcome === null && reward.may.includes('rule') && (
              <Ruling reward={reward} objection={objection} />
            )}
          </li>
        ))}
      </ul>
      {reward.may.includes('object') && (
        <ConfirmAction
          label={t('reward.object')}
          title={t('reward.object')}
          reasonLabel={t('common.reason')}
          reasonMax={2000}
          run={(reason) => rewards.object(reward.id, reason)}
        >
          <p>{t('reward.objectText')}</p>
        </ConfirmAction>
      )}
    </section>
  );
}

function Ruling({ reward, objection }: { reward: Reward; objection: RewardObjection }) {
  const { t } = useTranslation();
  return (
    <div className="row">
      <ConfirmAction
        label={t('reward.uphold')}
        title={t('reward.uphold')}
        button={{ type: 'primary', size: 'small' }}
        reasonLabel={t('reward.ruling')}
        reasonMax={2000}
        run={(ruling) => rewards.rule(reward.id, objection.id, 'upheld', ruling)}
      >
        <p>{t('reward.upholdText')}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('reward.dismiss')}
        title={t('reward.dismiss')}
        button={{ size: 'small' }}
        reasonLabel={t('reward.ruling')}
        reasonMax={2000}
        run={(ruling) => rewards.rule(reward.id, objection.id, 'dismissed', ruling)}
      >
        <p>{t('reward.dismissText')}</p>
      </ConfirmAction>
    </div>
  );
}
