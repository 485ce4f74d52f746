import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ContractMoney, contractMoney, type PayoutObjection } from '../../api/contract-money';
import type { ContractView } from '../../api/contracts';
import { path } from '../../api/http';
import { useAuth } from '../../auth/actor';
import { parseYuan } from '../../lib/money';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { MoneyInput } from '../../ui/money-input';
import { StateTag } from '../../ui/state-tag';
import { PaperChoice } from './paper-choice';

/** Whoever has a claim to the seller's money holds it here; two people of the exchange rule. */
export function ObjectionPanel({ contract, money }: { contract: ContractView; money: ContractMoney }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const isExchange = actor?.organisation.id === contract.exchangeId;
  const mayRaise =
    money.hasStanding && contract.state !== 'drafted' && can(isExchange ? 'objection.rule' : 'objection.file');
  if (!mayRaise && money.objections.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="payout-objections-title">
      <div className="document-head" data-open>
        <h2 id="payout-objections-title">{t('freeze.title')}</h2>
        {mayRaise && <Raise contract={contract} isExchange={isExchange} />}
      </div>
      <p className="muted">{t('freeze.intro')}</p>
      <ul className="stack" style={{ marginTop: 12 }}>
        {money.objections.map((objection) => (
          <Filed key={objection.id} objection={objection} />
        ))}
      </ul>
    </section>
  );
}

function Raise({ contract, isExchange }: { contract: ContractView; isExchange: boolean }) {
  const { t } = useTranslation();
  const [claimant, setClaimant] = useState('');
  const [amount, setAmount] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const sum = parseYuan(amount);
  const send = async (reason: string) => {
    const document = files[0] && (await contractMoney.upload(files[0]));
    return contractMoney.raise(contract.id, {
      reason,
      ...(document ? { documentId: document.id } : {}),
      ...(sum ? { amountMinor: sum } : {}),
      ...(isExchange ? { claimant } : {}),
    });
  };
  const incomplete = (amount.trim() !== '' && !sum) || (isExchange && (claimant.trim() === '' || files.length === 0));
  return (
    <ConfirmAction
      label={t(isExchange ? 'freeze.record' : 'freeze.raise')}
      title={t(isExchange ? 'freeze.record' : 'freeze.raise')}
      reasonLabel={t('freeze.reason')}
      reasonMax={1000}
      incomplete={incomplete}
      run={send}
      done={t('freeze.raised')}
    >
      <p>{t('freeze.raiseText')}</p>
      {isExchange && (
        <label>
          {t('freeze.claimant')}
          <Input value={claimant} maxLength={200} onChange={(event) => setClaimant(event.target.value)} />
        </label>
      )}
      <div>
        <label htmlFor="freeze-amount">{t('freeze.amount')}</label>
        <MoneyInput id="freeze-amount" value={amount} onChange={setAmount} />
      </div>
      <PaperChoice files={files} onChange={setFiles} />
    </ConfirmAction>
  );
}

function Filed({ objection }: { objection: PayoutObjection }) {
  const { t } = useTranslation();
  return (
    <li>
      <div className="row">
        <StateTag domain="payoutObjection" state={objection.state} />
        <b>{objection.claimant}</b>
        <span className="muted small">
          {t(`freeze.source.${objection.source}`)} · <Moment at={objection.raisedAt} />
        </span>
      </div>
      <p>{objection.reason}</p>
      <p className="small muted">
        {t('freeze.holds')}{' '}
        {objection.amountMinor === null ? t('freeze.all') : <Money amount={objection.amountMinor} />} ·{' '}
        {t('freeze.held')} <Money amount={objection.frozenMinor} />
        {objection.documentId && (
          <>
            {' · '}
            <a href={path(`/attachments/${objection.documentId}`)}>{t('freeze.document')}</a>
          </>
        )}
      </p>
      {objection.outcome && (
        <p>
          {t(`freeze.outcome.${objection.outcome}`)}：{objection.ruling}
        </p>
      )}
      <Ruling objection={objection} />
    </li>
  );
}

function Ruling({ objection }: { objection: PayoutObjection }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  if (objection.state === 'open' && can('objection.rule'))
    return (
      <div className="row" style={{ marginTop: 8 }}>
        {(['released', 'returned'] as const).map((outcome) => (
          <ConfirmAction
            key={outcome}
            label={t(`freeze.propose.${outcome}`)}
            title={t(`freeze.propose.${outcome}`)}
            danger={outcome === 'returned'}
            reasonLabel={t('freeze.ruling')}
            reasonMax={1000}
            run={(reason) => contractMoney.propose(objection.id, outcome, reason)}
          >
            <p>{t(`freeze.proposeText.${outcome}`)}</p>
          </ConfirmAction>
        ))}
      </div>
    );
  if (objection.state !== 'proposed' || !can('payout.confirm')) return null;
  return (
    <div className="row" style={{ marginTop: 8 }}>
      <ConfirmAction
        label={t('freeze.confirm')}
        title={t('freeze.confirm')}
        button={{ type: 'primary' }}
        run={() => contractMoney.confirm(objection.id)}
      >
        <p>{t(`freeze.proposeText.${objection.outcome}`)}</p>
        <p>{t('freeze.confirmText')}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('freeze.decline')}
        title={t('freeze.decline')}
        reasonLabel={t('common.reason')}
        run={(reason) => contractMoney.decline(objection.id, reason)}
      >
        <p>{t('freeze.declineText')}</p>
      </ConfirmAction>
    </div>
  );
}
