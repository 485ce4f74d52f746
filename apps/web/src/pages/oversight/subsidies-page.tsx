import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { oversight, type SubsidyAward } from '../../api/oversight';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { TraceTable } from './trace-table';

export function Component() {
  return (
    <Guard permission="subsidy.read">
      <Subsidies />
    </Guard>
  );
}

function Subsidies() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('subsidy.title')} intro={t('subsidy.intro')} />
      <DataList<SubsidyAward>
        route="/subsidies"
        fetchPage={oversight.subsidies}
        rowKey={(item) => item.id}
        caption={t('subsidy.title')}
        empty={<Empty title={t('subsidy.none')} hint={t('subsidy.noneHint')} />}
        columns={[
          { title: t('subsidy.one'), lead: true, render: (item) => <Award award={item} /> },
          {
            title: t('subsidy.amount'),
            end: true,
            render: (item) => (
              <b>
                <Money amount={item.amountMinor} />
              </b>
            ),
          },
          { title: t('subsidy.at'), render: (item) => <Moment at={item.createdAt} day /> },
        ]}
      />
    </>
  );
}

function Award({ award }: { award: SubsidyAward }) {
  const { t, i18n } = useTranslation();
  const name = award.ruleName?.[i18n.language.startsWith('zh') ? 'zh' : 'en'] ?? award.ruleCode;
  return (
    <>
      <b>{award.beneficiaryName}</b>
      <span className="cell-sub">
        {name} · {award.ruleCode} v{award.ruleVersion}
        {award.contractId && (
          <>
            {' · '}
            <Link to={`/desk/contracts/${award.contractId}`}>{award.contractNumber ?? t('contract.one')}</Link>
          </>
        )}
      </span>
      {award.ruleSource && <span className="cell-sub">{award.ruleSource}</span>}
      <TraceTable trace={award.trace} />
    </>
  );
}
