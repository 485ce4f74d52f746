import { useTranslation } from 'react-i18next';
import { contractMoney, type Trial } from '../../api/contract-money';
import type { ContractView } from '../../api/contracts';
import { useAuth } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';
import { Facts } from '../../ui/facts';
import { Money } from '../../ui/money';
import { StateTag } from '../../ui/state-tag';

/** 先用后转: until its last day the buyer buys, or gives back. */
export function TrialPanel({ contract, trial, today }: { contract: ContractView; trial: Trial; today: string }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const mine = actor?.organisation.id === contract.transfereeId && can('payment.pay');
  const { silence } = contract.terms.payment;
  return (
    <section className="panel" aria-labelledby="trial-title">
      <h2 id="trial-title">{t('terms.trial')}</h2>
      <Facts
        items={[
          [t('listing.state'), <StateTag key="state" domain="trial" state={trial.state} />],
          [t('terms.trialTerm'), <span key="term" className="num">{`${trial.beginsOn} – ${trial.endsOn}`}</span>],
          silence ? [t('terms.silence'), t(`terms.silences.${silence}`)] : null,
          [t('common.reason'), trial.reason],
        ]}
      />
      {mine && trial.state === 'open' && trial.endsOn >= today && (
        <div className="row" style={{ marginTop: 14 }}>
          <ConfirmAction
            label={t('terms.buy')}
            title={t('terms.buy')}
            button={{ type: 'primary' }}
            run={() => contractMoney.decide(contract.id, 'buy')}
          >
            <p className="price-big">
              <Money amount={contract.contractAmountMinor} />
            </p>
            <p>{t('terms.buyText')}</p>
          </ConfirmAction>
          <ConfirmAction
            label={t('terms.giveBack')}
            title={t('terms.giveBack')}
            danger
            reasonLabel={t('common.reason')}
            run={(reason) => contractMoney.decide(contract.id, 'return', reason)}
          >
            <p>{t('terms.giveBackText')}</p>
          </ConfirmAction>
        </div>
      )}
    </section>
  );
}
