import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type ContractItem, contracts } from '../../api/contracts';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';

export function Component() {
  return (
    <Guard permission="contract.read">
      <Contracts />
    </Guard>
  );
}

function Contracts() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('contract.title')} intro={t('contract.intro')} />
      <DataList<ContractItem>
        route="/contracts"
        fetchPage={contracts.list}
        rowKey={(item) => item.id}
        caption={t('contract.title')}
        refetchMs={8_000}
        empty={<Empty title={t('contract.none')} hint={t('contract.noneHint')} />}
        columns={[
          {
            title: t('contract.one'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/desk/contracts/${item.id}`} className="cell-title">
                  {item.title}
                </Link>
                <span className="cell-sub num">{item.number}</span>
              </>
            ),
          },
          {
            title: t('contract.parties'),
            render: (item) => (
              <>
                {item.transferorName}
                <span className="cell-sub">→ {item.transfereeName}</span>
              </>
            ),
          },
          { title: t('contract.amount'), end: true, render: (item) => <Money amount={item.contractAmountMinor} /> },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                <StateTag domain="contract" state={item.state} />
                <span className="cell-sub">
                  <Moment at={item.settledAt ?? item.signedAt ?? item.createdAt} />
                </span>
              </>
            ),
          },
        ]}
      />
    </>
  );
}
