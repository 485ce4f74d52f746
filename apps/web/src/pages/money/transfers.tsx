import { useTranslation } from 'react-i18next';
import { type LedgerTransfer, money } from '../../api/money';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { AccountName } from './account-name';

export function Transfers() {
  const { t } = useTranslation();
  return (
    <DataList<LedgerTransfer>
      route="/ledger/transfers"
      fetchPage={money.transfers}
      rowKey={(transfer) => transfer.id}
      caption={t('ledger.transfers')}
      columns={[
        {
          title: t('ledger.transfer'),
          lead: true,
          render: (transfer) => (
            <>
              <b>{t(`ledger.transferKind.${transfer.kind.replace('.', '_')}`, { defaultValue: transfer.kind })}</b>
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
