import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { contractMoney } from '../../api/contract-money';
import type { ContractView } from '../../api/contracts';
import { ProblemAlert } from '../../ui/problem-alert';
import { ObjectionPanel } from './objection-panel';
import { RoyaltyPanel } from './royalty-panel';
import { Schedule } from './schedule';
import { TrialPanel } from './trial-panel';

/** What becomes of a signed contract: what falls due, what is reported, who is paid, and what stands in the way. */
export function MoneyPanels({ contract }: { contract: ContractView }) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ['/contracts', contract.id, 'money'],
    queryFn: () => contractMoney.get(contract.id),
    refetchInterval: 8_000,
    // a window that brought the deal reads the contract, not its money
    retry: false,
  });
  if (error && !data) return (error as { status?: number }).status === 404 ? null : <ProblemAlert error={error} />;
  if (!data) return <p className="muted">{t('common.loading')}</p>;
  return (
    <>
      {data.trial && <TrialPanel contract={contract} trial={data.trial} today={data.today} />}
      {data.payments.length > 0 && <Schedule contract={contract} money={data} />}
      {(data.nextReport ?? data.reports[0]) && contract.state === 'settled' && (
        <RoyaltyPanel contract={contract} money={data} />
      )}
      {contract.state !== 'void' && <ObjectionPanel contract={contract} money={data} />}
    </>
  );
}
