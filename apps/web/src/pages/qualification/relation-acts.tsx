import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Relation, relations } from '../../api/relations';
import { writeExchangeTime } from '../../lib/time';
import { ConfirmAction } from '../../ui/confirm-action';

const small = { size: 'small' } as const;

export const today = (): string => writeExchangeTime(Date.now()).slice(0, 10);

/** The entry stays in the register; from that day on it counts no more. */
export function EndRelation({ relation }: { relation: Relation }) {
  const { t } = useTranslation();
  const [day, setDay] = useState(today);
  return (
    <ConfirmAction
      label={t('relations.end')}
      title={t('relations.end')}
      danger
      button={small}
      incomplete={day === ''}
      run={() => relations.end(relation.id, day)}
    >
      <p>{t('relations.endText')}</p>
      <label className="field">
        <span>{t('relations.endDay')}</span>
        <Input type="date" min={relation.fromOn} max={today()} value={day} onChange={(e) => setDay(e.target.value)} />
      </label>
    </ConfirmAction>
  );
}

export function JudgeRelation({ relation }: { relation: Relation }) {
  const { t } = useTranslation();
  return (
    <>
      <ConfirmAction
        label={t('relations.verify')}
        title={t('relations.verify')}
        button={{ ...small, type: 'primary' }}
        run={() => relations.judge(relation.id, true)}
      >
        <p>{t('relations.verifyText')}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('relations.refuse')}
        title={t('relations.refuse')}
        reasonLabel={t('common.reason')}
        danger
        button={small}
        run={(reason) => relations.judge(relation.id, false, reason)}
      >
        <p>{t('relations.refuseText')}</p>
      </ConfirmAction>
    </>
  );
}
