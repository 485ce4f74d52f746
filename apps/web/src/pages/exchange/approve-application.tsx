import { InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Application, applications, GROUNDS, type RightGround } from '../../api/applications';
import { ConfirmAction } from '../../ui/confirm-action';

/** Approves a bidder; where the law gives it a right of first refusal, the reviewer records its rank and ground. */
interface ApproveProps {
  application: Application;
  registered?: { rank: number; ground: RightGround } | null;
}

export function ApproveApplication({ application, registered = null }: ApproveProps) {
  const { t } = useTranslation();
  const [holds, setHolds] = useState(false);
  const [rank, setRank] = useState(1);
  const [ground, setGround] = useState<RightGround>('inventor');
  return (
    <ConfirmAction
      label={t('applications.approve')}
      title={t('applications.approve')}
      button={{ type: 'primary' }}
      run={() => applications.review(application.id, true, undefined, holds ? { rank, ground } : undefined)}
      onDone={() => setHolds(false)}
    >
      <p>
        <b>{application.organisationName}</b>
      </p>
      <p>{t('applications.approveText')}</p>
      {registered && (
        <p>
          <span className="tag right">{t('room.match.badge')}</span>{' '}
          {t('applications.rightOf', { rank: registered.rank, ground: t(`ground.${registered.ground}`) })} ·{' '}
          {t('qualify.registeredRight')}
        </p>
      )}
      {!registered && (
        <label className="row">
          <Switch checked={holds} onChange={setHolds} />
          {t('applications.right')}
        </label>
      )}
      {holds && (
        <>
          <p className="small muted">{t('applications.rightText')}</p>
          <label className="field">
            <span>{t('applications.ground')}</span>
            <Select<RightGround>
              value={ground}
              onChange={setGround}
              options={GROUNDS.map((value) => ({ value, label: t(`ground.${value}`) }))}
            />
          </label>
          <label className="field">
            <span>{t('applications.rank')}</span>
            <InputNumber min={1} max={99} precision={0} value={rank} onChange={(value) => setRank(value ?? 1)} />
          </label>
        </>
      )}
    </ConfirmAction>
  );
}
