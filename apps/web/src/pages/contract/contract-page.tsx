import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { contracts, type ContractView } from '../../api/contracts';
import { Guard } from '../../auth/guard';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { ContractFees } from '../fees/contract-fees';
import { Acceptances } from './acceptances';
import { DocumentFrame } from './document-frame';
import { MoneyPanels } from './money-panels';
import { NonTechnical } from './non-technical';
import { PaymentPanel } from './payment-panel';

export function Component() {
  return (
    <Guard permission="contract.read">
      <Contract />
    </Guard>
  );
}

function Contract() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useQuery({
    queryKey: ['/contracts', id],
    queryFn: () => contracts.get(id),
    refetchInterval: 5_000,
  });
  return (
    <>
      <ProblemAlert error={error} />
      {isPending && <Loading rows={8} />}
      {data && <Paper contract={data} />}
    </>
  );
}

function Paper({ contract }: { contract: ContractView }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <PageHead
        title={contract.title}
        intro={
          <>
            <span className="num">{contract.number}</span> <StateTag domain="contract" state={contract.state} />
          </>
        }
        actions={<Link to={`/listings/${contract.listingId}`}>{contract.listingNumber ?? t('listing.one')}</Link>}
      />
      <section className="panel">
        <Facts
          items={[
            [t('contract.transferor'), contract.transferorName],
            [t('contract.transferee'), contract.transfereeName],
            [t('contract.amount'), <Money key="amount" amount={contract.contractAmountMinor} />],
            [t('contract.technical'), <Money key="technical" amount={contract.technicalAmountMinor} />],
            [t('contract.confirmation'), contract.confirmationNumber],
            [t('contract.certificate'), contract.certificateNumber],
            Boolean(contract.signedAt) && [t('contract.signedAt'), <Moment key="signed" at={contract.signedAt} />],
            Boolean(contract.settledAt) && [t('contract.settledAt'), <Moment key="settled" at={contract.settledAt} />],
          ]}
        />
      </section>
      <PaymentPanel contract={contract} />
      <Acceptances contract={contract} />
      {contract.state !== 'drafted' && <MoneyPanels contract={contract} />}
      <NonTechnical contract={contract} />
      <ContractFees contractId={contract.id} />
      <DocumentFrame
        title={t('contract.document')}
        cacheKey={[contract.id, contract.contentHash]}
        load={() => contracts.document(contract.id)}
        foot={t('contract.hash', { version: contract.currentVersion, hash: contract.contentHash })}
      />
      <DocumentFrame
        title={t('contract.confirmation')}
        cacheKey={[contract.id, contract.confirmationNumber ?? '']}
        load={() => contracts.confirmation(contract.id)}
        folded
      />
      {contract.certificateNumber && (
        <DocumentFrame
          title={t('contract.certificate')}
          cacheKey={[contract.id, contract.certificateNumber]}
          load={() => contracts.certificate(contract.id)}
        />
      )}
    </div>
  );
}
