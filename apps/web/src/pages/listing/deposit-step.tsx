import { useTranslation } from 'react-i18next';
import { type Deposit, money } from '../../api/money';
import { useConfig } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';
import { Money } from '../../ui/money';
import { StateTag } from '../../ui/state-tag';
import { PayWays } from '../money/pay-ways';

/** The deposit as the payer needs it: how much, with which reference, and where it stands. */
export function DepositStep({ deposit }: { deposit: Deposit }) {
  const { t } = useTranslation();
  const demo = useConfig()?.demo ?? false;
  const waiting = deposit.state === 'required' || deposit.state === 'pending';
  return (
    <div className="stack">
      <p className="row">
        <b>
          <Money amount={deposit.amountMinor} />
        </b>
        <StateTag domain="deposit" state={deposit.state} />
      </p>
      {waiting && (
        <>
          <p className="small">
            {t('deposit.reference')} <b className="num">{deposit.reference}</b>
            <br />
            <span className="muted">{t('deposit.referenceHint')}</span>
          </p>
          <PayWays kind="deposits" id={deposit.id} amountMinor={deposit.amountMinor} reference={deposit.reference} />
          {demo && (
            <ConfirmAction
              label={t('deposit.simulate')}
              title={t('deposit.simulate')}
              run={() => money.simulateDeposit(deposit.id)}
            >
              <p>{t('deposit.simulateText')}</p>
              <p className="price-big">
                <Money amount={deposit.amountMinor} />
              </p>
            </ConfirmAction>
          )}
        </>
      )}
    </div>
  );
}
