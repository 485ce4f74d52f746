import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { bank } from '../../api/bank';
import { path } from '../../api/http';
import { money, type Payout } from '../../api/money';
import { useAuth } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { FilePicker } from '../../ui/file-picker';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';

export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('payout.title')} intro={t('payout.intro')} />
      <DataList<Payout>
        route="/payouts"
        fetchPage={money.payouts}
        rowKey={(item) => item.id}
        caption={t('payout.title')}
        refetchMs={8_000}
        empty={<Empty title={t('payout.none')} hint={t('payout.noneHint')} />}
        columns={[
          {
            title: t('payout.payee'),
            lead: true,
            render: (item) => (
              <>
                <b>{item.payeeName}</b>
                <span className="cell-sub">
                  {t(`payout.kind.${item.kind}`)} · {t(`channel.name.${item.provider}`)}
                  {item.contractId && (
                    <>
                      {' · '}
                      <Link to={`/desk/contracts/${item.contractId}`}>{item.contractNumber ?? t('contract.one')}</Link>
                    </>
                  )}
                </span>
              </>
            ),
          },
          {
            title: t('payout.account'),
            render: (item) => (
              <>
                <span className="num">{item.payeeAccount}</span>
                {item.evidenceId && (
                  <a className="cell-sub" href={path(`/attachments/${item.evidenceId}`)} download>
                    {t('banking.evidenceSee')}
                  </a>
                )}
              </>
            ),
          },
          { title: t('payout.amount'), end: true, render: (item) => <Money amount={item.amountMinor} /> },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                {item.isFrozen ? (
                  <span className="tag bad">{t('terms.frozen')}</span>
                ) : (
                  <StateTag domain="payout" state={item.state} />
                )}
                <span className="cell-sub">
                  {item.failure ? t('payout.failure', { reason: item.failure }) + ' · ' : ''}
                  <Moment at={item.confirmedAt ?? item.createdAt} />
                </span>
                <DueBy payout={item} />
              </>
            ),
          },
          { title: '', end: true, render: (item) => <PayoutActions payout={item} /> },
        ]}
      />
    </>
  );
}

/** What goes to somebody else than where it came from. */
const PAID_ON = ['sale', 'forfeiture'];

/** The rules say by when it is to leave. */
function DueBy({ payout }: { payout: Payout }) {
  const { t } = useTranslation();
  if (!payout.dueAt || payout.state === 'confirmed') return null;
  const late = Date.parse(payout.dueAt) <= Date.now();
  return (
    <span className={late ? 'cell-sub fault' : 'cell-sub'}>
      {t('payout.dueBy')} <Moment at={payout.dueAt} />
      {late && ` · ${t('payout.late')}`}
    </span>
  );
}

function PayoutActions({ payout }: { payout: Payout }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  // an objection holds it until it is ruled on
  if (payout.isFrozen) return null;
  const what = (
    <p>
      {payout.payeeName} · <Money amount={payout.amountMinor} />
      {payout.payeeAccount && <span className="num"> · {payout.payeeAccount}</span>}
    </p>
  );
  const byBank = payout.provider === 'offline_bank';
  const byStripe = payout.provider.startsWith('stripe');
  if (payout.state === 'failed' && byStripe && can('payout.propose')) {
    return (
      <div className="actions">
        <ConfirmAction label={t('payout.retry')} title={t('payout.retry')} run={() => money.retryPayout(payout.id)}>
          {what}
          <p>{t('payout.retryText')}</p>
        </ConfirmAction>
        {PAID_ON.includes(payout.kind) && <ProposeToAccount payout={payout}>{what}</ProposeToAccount>}
      </div>
    );
  }
  // what goes back through a provider goes by itself
  if (payout.state === 'due' && byStripe && can('payout.propose'))
    return PAID_ON.includes(payout.kind) ? <ProposeToAccount payout={payout}>{what}</ProposeToAccount> : null;
  if (
    payout.state === 'due' &&
    byBank &&
    can('payout.propose') &&
    !PAID_ON.includes(payout.kind) &&
    !payout.payeeAccount
  )
    return <ProposeWithEvidence payout={payout}>{what}</ProposeWithEvidence>;
  if (payout.state === 'due' && byBank && can('payout.propose')) {
    return (
      <ConfirmAction
        label={t('payout.propose')}
        title={t('payout.propose')}
        {...(payout.payeeAccount ? {} : { reasonLabel: t('payout.payeeAccount') })}
        run={(account) => money.proposePayout(payout.id, account)}
      >
        {what}
        <p>
          {payout.payeeAccount ? t('payout.proposeBack', { account: payout.payeeAccount }) : t('payout.proposeText')}
        </p>
      </ConfirmAction>
    );
  }
  if (payout.state === 'proposed' && can('payout.confirm')) {
    return (
      <div className="actions">
        {byBank ? (
          <ConfirmAction
            label={t('payout.confirm')}
            title={t('payout.confirm')}
            button={{ type: 'primary' }}
            reasonLabel={t('payout.bankSerial')}
            run={(serial) => money.confirmPayout(payout.id, serial)}
          >
            {what}
            <p>{t('payout.confirmText')}</p>
          </ConfirmAction>
        ) : (
          <ConfirmAction
            label={t('payout.let')}
            title={t('payout.let')}
            button={{ type: 'primary' }}
            run={() => money.confirmPayout(payout.id)}
          >
            {what}
            <p>{t('payout.letText')}</p>
          </ConfirmAction>
        )}
        <ConfirmAction
          label={t('payout.reject')}
          title={t('payout.reject')}
          reasonLabel={t('common.reason')}
          run={(reason) => money.rejectPayout(payout.id, reason)}
        >
          {what}
          <p>{t('payout.rejectText')}</p>
        </ConfirmAction>
      </div>
    );
  }
  return null;
}

/** The bank did not say where the money came from: a paper shows it. */
function ProposeWithEvidence({ payout, children }: { payout: Payout; children: React.ReactNode }) {
  const { t } = useTranslation();
  const [files, setFiles] = useState<File[]>([]);
  const [file] = files;
  const run = async (account: string) => {
    const { id } = await bank.evidence(file!);
    return money.proposePayout(payout.id, account, id);
  };
  return (
    <ConfirmAction
      label={t('payout.propose')}
      title={t('payout.propose')}
      reasonLabel={t('payout.payeeAccount')}
      reasonMax={100}
      incomplete={!file}
      run={run}
    >
      {children}
      <p>{t('banking.evidenceText')}</p>
      <FilePicker
        label={t('banking.evidence')}
        accept=".pdf,.png,.jpg,.jpeg"
        files={files}
        onChange={setFiles}
        multiple={false}
      />
    </ConfirmAction>
  );
}

/** A provider pays connected accounts only. */
function ProposeToAccount({ payout, children }: { payout: Payout; children: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <ConfirmAction
      label={t('payout.propose')}
      title={t('payout.propose')}
      reasonLabel={t('payout.stripeAccount')}
      run={(account) => money.proposePayout(payout.id, account)}
    >
      {children}
      <p>{t('payout.stripeText')}</p>
    </ConfirmAction>
  );
}
