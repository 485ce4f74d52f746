import { useTranslation } from 'react-i18next';
import { contracts, type ContractView, type Party } from '../../api/contracts';
import { useAuth } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';

const PARTIES: Party[] = ['transferor', 'transferee'];

/** Who has accepted this very text, and the button for the one whose turn it is. */
export function Acceptances({ contract }: { contract: ContractView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const name = (party: Party) => (party === 'transferor' ? contract.transferorName : contract.transfereeName);
  const owner = (party: Party) => (party === 'transferor' ? contract.transferorId : contract.transfereeId);
  const given = (party: Party) =>
    contract.acceptances.find((entry) => entry.party === party && entry.version === contract.currentVersion);
  return (
    <section className="panel" aria-labelledby="acceptance-title">
      <h2 id="acceptance-title">{t('contract.acceptance')}</h2>
      <ul className="signatures">
        {PARTIES.map((party) => {
          const acceptance = given(party);
          const mine = actor?.organisation.id === owner(party);
          return (
            <li key={party} className={acceptance ? 'signed' : ''}>
              <span className="muted small">{t(`contract.${party}`)}</span>
              <b>{name(party)}</b>
              {acceptance ? (
                <span className="signed-word">
                  {t('contract.accepted')} <Moment at={acceptance.acceptedAt} />
                </span>
              ) : (
                <span className="muted">{t('contract.notAccepted')}</span>
              )}
              {!acceptance && mine && contract.state === 'drafted' && can('contract.accept') && (
                <ConfirmAction
                  label={t('contract.accept')}
                  title={t('contract.accept')}
                  button={{ type: 'primary' }}
                  run={() =>
                    contracts.accept(contract.id, {
                      version: contract.currentVersion,
                      contentHash: contract.contentHash,
                    })
                  }
                >
                  <p>
                    {contract.title} · <span className="num">{contract.number}</span>
                  </p>
                  <p className="price-big">
                    <Money amount={contract.contractAmountMinor} />
                  </p>
                  <p>{t('contract.acceptText', { version: contract.currentVersion })}</p>
                  <p className="small muted hash">{contract.contentHash}</p>
                </ConfirmAction>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
