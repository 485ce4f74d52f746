import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type BankLine, money } from '../../api/money';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { formatYuan } from '../../lib/money';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { BulkLines } from './bulk-lines';
import { LayoutsView } from './layouts-view';
import { LineNotes } from './line-notes';
import { LineWhy } from './line-why';
import { MatchLine } from './match-line';
import { StatementImport } from './statement-import';
import { StatementsList } from './statements-list';
import { SuspenseAges } from './suspense-ages';

const STATES = ['unmatched', 'proposed', 'suspense', 'matched', 'confirmed', 'refunded', 'noted'];
const VIEWS = ['lines', 'import', 'statements', 'layouts'] as const;
/** What only those see who bring statements in. */
const OF_IMPORT: readonly string[] = ['import', 'layouts'];

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
  const { values, set } = useFilters(['view'] as const);
  const views = VIEWS.filter((view) => can('bank.import') || !OF_IMPORT.includes(view));
  const view = views.find((one) => one === values.view) ?? 'lines';
  return (
    <>
      <PageHead title={t('bank.title')} intro={t('bank.intro')} />
      <div className="bank-views">
        <Segmented
          aria-label={t('bank.title')}
          value={view}
          onChange={(value) => set('view', value === 'lines' ? null : value)}
          options={views.map((value) => ({ value, label: t(`banking.view.${value}`) }))}
        />
      </div>
      {view === 'lines' && <Lines />}
      {view === 'import' && <StatementImport />}
      {view === 'statements' && <StatementsList />}
      {view === 'layouts' && <LayoutsView />}
    </>
  );
}

/** Money that waits, by its age, and all lines below. */
function Lines() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { values, set } = useFilters(['state', 'minAgeDays'] as const);
  const choose = (days: string | null): void => {
    set('minAgeDays', days);
    if (days !== null && !values.state) set('state', 'waiting');
  };
  return (
    <>
      <SuspenseAges chosen={values.minAgeDays} choose={choose} />
      <DataList<BankLine>
        route="/bank-lines"
        query={values}
        fetchPage={money.bankLines}
        rowKey={(line) => line.id}
        caption={t('bank.lines')}
        refetchMs={8_000}
        empty={<Empty title={t('bank.none')} hint={t('bank.noneHint')} />}
        toolbar={
          <>
            <Select
              allowClear
              aria-label={t('market.filter.state')}
              placeholder={t('market.filter.state')}
              style={{ width: 180 }}
              value={values.state ?? null}
              onChange={(value) => set('state', value)}
              options={[
                { value: 'waiting', label: t('banking.waiting') },
                ...STATES.map((value) => ({ value, label: t(`state.bank.${value}`) })),
              ]}
            />
            {values.minAgeDays && values.minAgeDays !== '0' && (
              <span className="muted">{t('banking.older', { days: values.minAgeDays })}</span>
            )}
            {can('bank.match') && <BulkLines act="match" />}
            {can('bank.confirm') && <BulkLines act="confirm" />}
          </>
        }
        columns={[
          {
            title: t('bank.counterparty'),
            lead: true,
            render: (line) => (
              <>
                <b>{line.payerName || '—'}</b>
                <span className="cell-sub num recon-label">
                  {[line.payerAccount, line.serial].filter(Boolean).join(' · ')}
                </span>
              </>
            ),
          },
          {
            title: t('bank.bookedOn'),
            render: (line) => (
              <>
                <Moment at={line.bookedOn} day />
                {isWaiting(line) && (line.ageDays ?? 0) > 1 && (
                  <span className="cell-sub">{t('banking.ageDays', { days: line.ageDays })}</span>
                )}
              </>
            ),
          },
          {
            title: t('bank.amount'),
            end: true,
            render: (line) => <Money amount={line.direction === 'debit' ? -line.amountMinor : line.amountMinor} />,
          },
          {
            title: t('bank.remark'),
            render: (line) => (
              <>
                {line.remark}
                {(isWaiting(line) || Boolean(line.noteCount)) && <LineNotes line={line} />}
              </>
            ),
          },
          { title: t('listing.state'), render: (line) => <LineState line={line} /> },
          { title: '', end: true, render: (line) => <LineActions line={line} /> },
        ]}
      />
    </>
  );
}

const isWaiting = (line: BankLine): boolean => ['unmatched', 'proposed', 'suspense', 'matched'].includes(line.state);

function LineState({ line }: { line: BankLine }) {
  const { t } = useTranslation();
  return (
    <>
      <StateTag domain="bank" state={line.state} />
      {line.state === 'matched' && line.matchedByName && (
        <span className="cell-sub">{t('bank.maker', { name: line.matchedByName })}</span>
      )}
      {line.isPart && <span className="cell-sub">{t('banking.part')}</span>}
      {Boolean(line.surplusMinor) && (
        <span className="cell-sub">{t('banking.surplus', { amount: formatYuan(line.surplusMinor ?? 0) })}</span>
      )}
      {line.payoutState && <span className="cell-sub">{t(`banking.payout.${line.payoutState}`)}</span>}
      <LineWhy line={line} />
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
