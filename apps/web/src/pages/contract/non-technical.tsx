import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contracts, type ContractView } from '../../api/contracts';
import { useAuth } from '../../auth/actor';
import { groupYuan, parseYuan } from '../../lib/money';
import { ConfirmAction } from '../../ui/confirm-action';
import { Money } from '../../ui/money';
import { MoneyInput } from '../../ui/money-input';

/** Before signing, the transferor states what in the price is not technology: subsidies are computed on the rest. */
export function NonTechnical({ contract }: { contract: ContractView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const [text, setText] = useState(groupYuan(contract.nonTechnicalMinor));
  const mine = actor?.organisation.id === contract.transferorId && can('contract.accept');
  // What the transferee has accepted is no longer changed.
  const fixed = contract.acceptances.some(
    ({ party, version }) => party === 'transferee' && version === contract.currentVersion,
  );
  if (!mine || fixed || contract.state !== 'drafted') return null;
  const amount = parseYuan(text);
  return (
    <section className="panel" aria-labelledby="non-technical-title">
      <h2 id="non-technical-title">{t('contract.nonTechnical')}</h2>
      <p className="muted">{t('contract.nonTechnicalHint')}</p>
      <div className="row" style={{ marginTop: 12 }}>
        <Money amount={contract.nonTechnicalMinor} />
        <ConfirmAction
          label={t('contract.declare')}
          title={t('contract.nonTechnical')}
          incomplete={amount === null}
          run={() => contracts.revise(contract.id, amount ?? 0)}
        >
          <label htmlFor="non-technical">{t('contract.nonTechnical')}</label>
          <MoneyInput id="non-technical" value={text} onChange={setText} />
          <p>{t('contract.declareText')}</p>
        </ConfirmAction>
      </div>
    </section>
  );
}
