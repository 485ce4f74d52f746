import { useTranslation } from 'react-i18next';
import { type Reward, rewards } from '../../api/rewards';
import { ConfirmAction } from '../../ui/confirm-action';

/** Steps of the whole reward; buttons that would only be refused are not there. */
export function RewardActs({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  const { id, may } = reward;
  const days = reward.rule.terms.publicity.days;
  const plain = [
    ['compute', () => rewards.compute(id)],
    ['conclude', () => rewards.conclude(id)],
    ['publish', () => rewards.publish(id)],
    ['submit', () => rewards.submit(id)],
  ] as const;
  return (
    <div className="row reward-acts">
      {plain
        .filter(([act]) => may.includes(act))
        .map(([act, run]) => (
          <ConfirmAction
            key={act}
            label={t(`reward.act.${act}`)}
            title={t(`reward.act.${act}`)}
            button={{ type: 'primary' }}
            run={run}
          >
            <p>{t(`reward.actText.${act}`, { days })}</p>
          </ConfirmAction>
        ))}
      {may.includes('decide') && (
        <>
          <ConfirmAction
            label={t('reward.approve')}
            title={t('reward.approve')}
            button={{ type: 'primary' }}
            run={() => rewards.decide(id, 'approve')}
          >
            <p>{t('reward.approveText')}</p>
          </ConfirmAction>
          <ConfirmAction
            label={t('reward.return')}
            title={t('reward.return')}
            danger
            reasonLabel={t('common.reason')}
            reasonMax={2000}
            run={(reason) => rewards.decide(id, 'return', reason)}
          >
            <p>{t('reward.returnText')}</p>
          </ConfirmAction>
        </>
      )}
      {may.includes('reopen') && (
        <ConfirmAction
          label={t('reward.reopen')}
          title={t('reward.reopen')}
          danger
          reasonLabel={t('common.reason')}
          reasonMax={2000}
          run={(reason) => rewards.reopen(id, reason)}
        >
          <p>{t('reward.reopenText')}</p>
        </ConfirmAction>
      )}
    </div>
  );
}
