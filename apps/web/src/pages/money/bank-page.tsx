import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type BankLine, money } from '../../api/money';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { MatchLine } from './match-line';
import { StatementImport } from './statement-import';

const STATES = ['unmatched', 'proposed', 'suspense', 'matched', 'confirmed', 'refunded', 'noted'];

export function Component() {
  return (
    <Guard permission={['bank.import', 'bank.match', 'bank.confirm']}>
      <Bank />
    </Guard>
  );
}

function Bank() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { values, set } = useFilters(['state'] as const);
  return (
    <>
      <PageHead title={t('bank.title')} intro={t('bank.intro')} />
      {can('bank.import') && <StatementImport />}
      <div style={{ height: 24 }} />
      <DataList<BankLine>
        route="/bank-lines"
        query={values}
        fetchPage={money.bankLines}
        rowKey={(line) => line.id}
        caption={t('bank.lines')}
        refetchMs={8_000}
        empty={<Empty title={t('bank.none')} hint={t('bank.noneHint')} />}
        toolbar={
          <Select
            allowClear
            aria-label={t('market.filter.state')}
            placeholder={t('market.filter.state')}
            style={{ width: 180 }}
            value={values.state ?? null}
            onChange={(value) => set('state', value)}
            options={STATES.map((value) => ({ value, label: t(`state.bank.${value}`) }))}
          />
        }
        columns={[
          {
            title: t('bank.counterparty'),
            lead: true,
            render: (line) => (
              <>
                <b>{line.payerName}</b>
                <span className="cell-sub num">{[line.payerAccount, line.serial].filter(Boolean).join(' · ')}</span>
              </>
            ),
          },
          { title: t('bank.bookedOn'), render: (line) => <Moment at={line.bookedOn} day /> },
          {
            title: t('bank.amount'),
            end: true,
            render: (line) => <Money amount={line.direction === 'debit' ? -line.amountMinor : line.amountMinor} />,
          },
          { title: t('bank.remark'), render: (line) => line.remark },
          {
            title: t('listing.state'),
            render: (line) => (
              <>
                <StateTag domain="bank" state={line.state} />
                {line.state === 'matched' && line.matchedByName && (
                  <span className="cell-sub">{t('bank.maker', { name: line.matchedByName })}</span>
                )}
                {line.reason && (
                  <span className="cell-sub">
                    {t(`bank.why.${line.reason.replace('bank.', '')}`, { defaultValue: line.reason })}
                  </span>
                )}
              </>
            ),
          },
          { title: '', end: true, render: (line) => <LineActions line={line} /> },
        ]}
      />
    </>
  );
}

/** The maker says what a line pays; another person confirms it. Neither can do both. */
function LineActions({ line }: { line: BankLine }) {
  const { can } = useAuth();
  const waiting = line.direction === 'credit' && ['unmatched', 'proposed', 'suspense'].includes(line.state);
  return (
    <div className="actions">
      {can('bank.match') && waiting && (
        <>
          <MatchLine line={line} />
          <RefundLine line={line} />
        </>
      )}
      {can('bank.confirm') && line.state === 'matched' && <CheckLine line={line} />}
    </div>
  );
}

function RefundLine({ line }: { line: BankLine }) {
  const { t } = useTranslation();
  return (
    <ConfirmAction
      label={t('bank.refund')}
      title={t('bank.refund')}
      reasonLabel={t('common.reason')}
      danger
      run={(reason) => money.refund(line.id, reason)}
    >
      <LineSummary line={line} />
      <p>{t('bank.refundText')}</p>
    </ConfirmAction>
  );
}

function CheckLine({ line }: { line: BankLine }) {
  const { t } = useTranslation();
  return (
    <>
      <ConfirmAction
        label={t('bank.confirm')}
        title={t('bank.confirm')}
        button={{ type: 'primary' }}
        run={() => money.confirm(line.id)}
      >
        <LineSummary line={line} />
        <p>{t('bank.confirmText')}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('bank.reject')}
        title={t('bank.reject')}
        reasonLabel={t('common.reason')}
        run={(reason) => money.reject(line.id, reason)}
      >
        <LineSummary line={line} />
        <p>{t('bank.rejectText')}</p>
      </ConfirmAction>
    </>
  );
}

function LineSummary({ line }: { line: BankLine }) {
  return (
    <p>
      {line.payerName} · <Money amount={line.amountMinor} /> · {line.remark}
    </p>
  );
}
