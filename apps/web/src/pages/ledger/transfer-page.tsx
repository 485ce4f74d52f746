import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ledger, type TransferDetail } from '../../api/ledger';
import { Guard } from '../../auth/guard';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { AccountName, accountPath, Business } from './account-name';

export function Component() {
  return (
    <Guard permission={['ledger.read', 'statement.read']}>
      <Transfer />
    </Guard>
  );
}

function Transfer() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data, error, isPending } = useQuery({
    queryKey: ['/ledger/transfers', id],
    queryFn: () => ledger.transfer(id),
  });
  return (
    <>
      <PageHead title={t('ledger.detail')} intro={data && <Business kind={data.kind} />} />
      <ProblemAlert error={error} />
      {isPending && <Loading />}
      {data && (
        <>
          <div className="book-head">
            <Facts
              items={[
                [t('ledger.at'), <Moment key="at" at={data.at} />],
                [t('ledger.memo'), data.memo],
                [
                  t('ledger.reference'),
                  <span key="r" className="book-code">
                    {data.reference}
                  </span>,
                ],
                [t('ledger.reverses'), data.reverses],
                [t('ledger.reversedBy'), data.reversedBy],
                [t('ledger.posts'), data.posts],
              ]}
            />
          </div>
          {data.postings.length > 0 ? <Postings transfer={data} /> : <Moves transfer={data} />}
        </>
      )}
    </>
  );
}

const AccountLink = ({ code }: { code: string }) => (
  <Link to={accountPath(code)} className="cell-title">
    <AccountName code={code} />
  </Link>
);

function Postings({ transfer }: { transfer: TransferDetail }) {
  const { t } = useTranslation();
  return (
    <ul className="book-list" aria-label={t('ledger.postings')}>
      {transfer.postings.map((posting, index) => (
        <li key={index}>
          <div>
            <AccountLink code={posting.source} /> → <AccountLink code={posting.destination} />
          </div>
          <b className="end">
            <Money amount={posting.amountMinor} />
          </b>
        </li>
      ))}
    </ul>
  );
}

/** What it did to one's own accounts; the rest of it is others' business. */
function Moves({ transfer }: { transfer: TransferDetail }) {
  const { t } = useTranslation();
  return (
    <ul className="book-list" aria-label={t('ledger.postings')}>
      {transfer.moves.map((move) => (
        <li key={move.account}>
          <div>
            <AccountLink code={move.account} />
          </div>
          <div className="end">
            {move.debitMinor > 0 && (
              <div>
                {t('ledger.debit')} <Money amount={move.debitMinor} />
              </div>
            )}
            {move.creditMinor > 0 && (
              <div>
                {t('ledger.credit')} <Money amount={move.creditMinor} />
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
