import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Approval, sales } from '../../../api/sales';
import { useAuth } from '../../../auth/actor';
import { formatDateTime } from '../../../lib/time';
import { ConfirmAction } from '../../../ui/confirm-action';
import { Moment } from '../../../ui/moment';
import { StateTag } from '../../../ui/state-tag';

interface ApprovalItemProps {
  approval: Approval;
  /** In a list of several sales: which one it is. */
  withSale?: boolean;
  onDone?: () => void;
}

/** What is asked for, by whom, until when; whoever asked may take it back, only another person may decide. */
export function ApprovalItem({ approval, withSale = false, onDone }: ApprovalItemProps) {
  const { t, i18n } = useTranslation();
  const { can } = useAuth();
  const { state, requestedByName, reason, decidedByName, decisionReason, outcome, expiresAt } = approval;
  const pending = state === 'pending';
  // Who only oversees reads them.
  const acts = pending && can('auction.operate');
  return (
    <li data-testid="approval" data-state={state}>
      <div className="row">
        <StateTag domain="approval" state={state} />
        <b>{approvalTitle(approval, t)}</b>
      </div>
      {withSale && <Link to={`/auctions/${approval.auctionId}`}>{approval.auctionTitle}</Link>}
      <p className="dispute-text">{reason}</p>
      <p className="small muted">
        {t('approval.by', { name: requestedByName })} · <Moment at={approval.requestedAt} />
        {pending && ` · ${t('approval.until', { at: formatDateTime(expiresAt, i18n.language) })}`}
        {decidedByName && !approval.own && ` · ${t('approval.decidedBy', { name: decidedByName })}`}
      </p>
      {(decisionReason || outcome?.message) && <p className="ruling">{decisionReason || outcome?.message}</p>}
      {acts && (approval.own ? <Withdraw approval={approval} /> : <Decide approval={approval} onDone={onDone} />)}
    </li>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function approvalTitle({ kind, payload }: Approval, t: Translate): string {
  return t(`approval.kind.${kind}`, { ...payload, defaultValue: t('approval.kind.other') });
}

function Withdraw({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  return (
    <div className="row">
      <ConfirmAction
        label={t('approval.withdraw')}
        title={t('approval.withdraw')}
        run={() => sales.withdraw(approval.id)}
      >
        <p>{approvalTitle(approval, t)}</p>
        <p>{t('approval.withdrawText')}</p>
      </ConfirmAction>
      <span className="small muted">{t('approval.waiting')}</span>
    </div>
  );
}

function Decide({ approval, onDone }: { approval: Approval; onDone: (() => void) | undefined }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const done = () => {
    setPassword('');
    onDone?.();
  };
  return (
    <div className="row">
      <ConfirmAction
        label={t('approval.approve')}
        title={t('approval.approveTitle')}
        danger
        incomplete={password === ''}
        run={() => sales.approve(approval.id, password)}
        onDone={done}
      >
        <p>
          <b>{approvalTitle(approval, t)}</b>
        </p>
        <p className="dispute-text">{approval.reason}</p>
        <p>{t('approval.approveText', { name: approval.requestedByName })}</p>
        <label className="field">
          <span>{t('approval.password')}</span>
          <Input.Password
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
      </ConfirmAction>
      <ConfirmAction
        label={t('approval.refuse')}
        title={t('approval.refuse')}
        reasonLabel={t('common.reason')}
        run={(why) => sales.refuse(approval.id, why)}
      >
        <p>{t('approval.refuseText', { name: approval.requestedByName })}</p>
      </ConfirmAction>
    </div>
  );
}
