import { useTranslation } from 'react-i18next';
import { bank, type ImportedStatement } from '../../api/bank';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { Empty } from '../../ui/states';

/** Statements as they came, with what they begin and end with. */
export function StatementsList() {
  const { t } = useTranslation();
  return (
    <DataList<ImportedStatement>
      route="/bank-statements"
      fetchPage={bank.statements}
      rowKey={(item) => item.id}
      caption={t('banking.view.statements')}
      empty={<Empty title={t('banking.statement.none')} />}
      columns={[
        {
          title: t('banking.statement.file'),
          lead: true,
          render: (item) => (
            <>
              <b className="filename">{item.filename}</b>
              <span className="cell-sub num">
                {[
                  item.accountNumber,
                  item.layout && `${item.layout}${item.layoutVersion ? ` v${item.layoutVersion}` : ''}`,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </>
          ),
        },
        {
          title: t('banking.statement.period'),
          render: (item) => (
            <span className="num">
              {item.firstDay === item.lastDay ? item.firstDay : `${item.firstDay} – ${item.lastDay}`}
            </span>
          ),
        },
        { title: t('banking.statement.opening'), end: true, render: (item) => <Money amount={item.openingMinor} /> },
        { title: t('banking.statement.closing'), end: true, render: (item) => <Money amount={item.closingMinor} /> },
        {
          title: t('banking.statement.gap'),
          end: true,
          render: (item) => (
            <span className={item.gapMinor ? 'fault' : ''}>
              <Money amount={item.gapMinor} />
            </span>
          ),
        },
        {
          title: t('banking.statement.lines'),
          end: true,
          render: (item) => (
            <span className="num">
              {item.insertedCount} / {item.lineCount}
            </span>
          ),
        },
        {
          title: t('banking.statement.by'),
          render: (item) => (
            <>
              {item.importedByName}
              <span className="cell-sub">
                <Moment at={item.createdAt} />
              </span>
            </>
          ),
        },
      ]}
    />
  );
}
