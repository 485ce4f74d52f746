import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ledger, type LedgerTransfer } from '../../api/ledger';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { Empty } from '../../ui/states';
import { AccountName, Business } from './account-name';

export function Transfers() {
  const { t } = useTranslation();
  return (
    <DataList<LedgerTransfer>
      route="/ledger/transfers"
      fetchPage={ledger.transfers}
      rowKey={(transfer) => transfer.id}
      caption={t('ledger.transfers')}
      empty={<Empty title={t('ledger.none')} hint={t('ledger.noneHint')} />}
      columns={[
        {
          title: t('ledger.transfer'),
          lead: true,
          render: (transfer) => (
            <>
              <Link to={`/desk/ledger/transfers/${transfer.id}`} className="cell-title">
                <Business kind={transfer.kind} />
              </Link>
              <span className="cell-sub">{transfer.memo}</span>
            </>
          ),
        },
        {
          title: t('ledger.postings'),
          render: (transfer) => (
            <ul className="small">
              {transfer.postings.map((posting, index) => (
                <li key={index}>
                  <Money amount={posting.amountMinor} /> <AccountName code={posting.source} /> →{' '}
                  <AccountName code={posting.destination} />
                </li>
              ))}
            </ul>
          ),
        },
        { title: t('ledger.at'), render: (transfer) => <Moment at={transfer.at} /> },
      ]}
    />
  );
}
