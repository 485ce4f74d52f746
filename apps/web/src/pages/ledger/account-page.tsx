import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { Facts } from '../../ui/facts';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { AccountName } from './account-name';
import { StatementView } from './statement-view';

export function Component() {
  return (
    <Guard permission={['ledger.read', 'statement.read']}>
      <Account />
    </Guard>
  );
}

function Account() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { id: code = '' } = useParams();
  return (
    <>
      <PageHead
        title={t('ledger.accountStatement')}
        intro={<AccountName code={code} />}
        actions={
          can('ledger.read') ? (
            <ButtonLink to="/desk/ledger">{t('ledger.back')}</ButtonLink>
          ) : (
            <ButtonLink to="/desk/statement">{t('ledger.backMine')}</ButtonLink>
          )
        }
      />
      <StatementView query={{ account: code }}>
        {({ account }) =>
          account && (
            <div className="book-head">
              <Facts
                items={[
                  [t('ledger.kind'), t(`ledger.kinds.${account.kind}`)],
                  [t('ledger.owner'), account.ownerName ?? account.exchangeName],
                  [t('ledger.balance'), <Money key="b" amount={account.balanceMinor} />],
                  account.availableMinor !== account.balanceMinor && [
                    t('ledger.available'),
                    <Money key="a" amount={account.availableMinor} />,
                  ],
                  [
                    t('ledger.account'),
                    <span key="c" className="book-code">
                      {account.code}
                    </span>,
                  ],
                ]}
              />
            </div>
          )
        }
      </StatementView>
    </>
  );
}
