import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Reward, type RewardShare, rewards } from '../../api/rewards';
import { groupYuan, parseYuan } from '../../lib/money';
import { formatPercent } from '../../lib/percent';
import { ConfirmAction } from '../../ui/confirm-action';
import { FormDialog } from '../../ui/form-dialog';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { MoneyInput } from '../../ui/money-input';
import { useFormAction } from '../../ui/use-form-action';
import { FileButton } from '../disclosure/file-button';
import { SplitForm } from './split-form';

/** Who has which part, and what each said to it. Amounts that are not this reader's to see are not there. */
export function SplitPanel({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  const hidden = reward.shares.some(({ awardMinor }) => awardMinor === null);
  const [editing, setEditing] = useState(false);
  const may = reward.may.includes('propose');
  const writes = may && (editing || reward.shares.length === 0);
  return (
    <section className="panel" aria-labelledby="split-title">
      <h2 id="split-title">{t('reward.split')}</h2>
      {reward.shares.length === 0 && !may && <p className="muted">{t('reward.noSplit')}</p>}
      {reward.shares.length > 0 && (
        <ul className="reward-shares">
          {reward.shares.map((share) => (
            <Share key={share.id} reward={reward} share={share} />
          ))}
        </ul>
      )}
      {hidden && <p className="muted small">{t('reward.hiddenHint')}</p>}
      {may && !writes && <Button onClick={() => setEditing(true)}>{t('reward.splitAnew')}</Button>}
      {writes && <SplitForm reward={reward} onDone={() => setEditing(false)} />}
    </section>
  );
}

function Share({ reward, share }: { reward: Reward; share: RewardShare }) {
  const { t } = useTranslation();
  return (
    <li className={share.mine ? 'mine' : ''}>
      <div>
        <b>{share.name}</b> {share.affiliation && <span className="muted small">{share.affiliation}</span>}{' '}
        {share.main && <span className="tag">{t('reward.main')}</span>}{' '}
        {share.mine && <span className="tag live">{t('reward.mine')}</span>}
        {share.employeeNumber && (
          <span className="cell-sub">
            {t('reward.employeeNumber')} <span className="num">{share.employeeNumber}</span>
          </span>
        )}
      </div>
      <div className="reward-amount">
        {share.awardMinor !== null && (
          <>
            <b>
              <Money amount={share.awardMinor} />
            </b>
            <span className="cell-sub num">{share.shareBps !== null && formatPercent(share.shareBps)}</span>
            {(share.paidDirectMinor ?? 0) > 0 && (
              <span className="cell-sub">
                {t('reward.paidDirect')} <Money amount={share.paidDirectMinor} /> · {t('reward.payable')}{' '}
                <Money amount={share.payableMinor} />
              </span>
            )}
          </>
        )}
      </div>
      <div className="row">
        <span className={`tag ${share.agreed === null ? 'wait' : share.agreed ? 'good' : 'bad'}`}>
          {t(`reward.answer.${share.agreed === null ? 'open' : share.agreed ? 'agreed' : 'objected'}`)}
        </span>
        {share.answeredAt && (
          <span className="small">
            <Moment at={share.answeredAt} day />
          </span>
        )}
        {share.mine && reward.may.includes('answer') && <Answers reward={reward} share={share} />}
        {share.external && share.agreed === null && reward.may.includes('paper') && (
          <FileButton label={t('reward.filePaper')} send={(id) => rewards.paper(reward.id, share.id, id)} />
        )}
        {reward.may.includes('describe') && <Person reward={reward} share={share} />}
      </div>
    </li>
  );
}

function Answers({ reward, share }: { reward: Reward; share: RewardShare }) {
  const { t } = useTranslation();
  const part = share.shareBps === null ? '' : formatPercent(share.shareBps);
  return (
    <>
      <ConfirmAction
        label={t('reward.consent')}
        title={t('reward.consent')}
        button={{ type: 'primary', size: 'small' }}
        run={() => rewards.answer(reward.id, true)}
      >
        <p>
          {t('reward.consentText', { share: part })} <Money amount={share.awardMinor} />
        </p>
      </ConfirmAction>
      <ConfirmAction
        label={t('reward.contest')}
        title={t('reward.contest')}
        button={{ size: 'small' }}
        danger
        reasonLabel={t('common.reason')}
        reasonMax={2000}
        run={(reason) => rewards.answer(reward.id, false, reason)}
      >
        <p>{t('reward.contestText')}</p>
      </ConfirmAction>
    </>
  );
}

interface PersonValues {
  employeeNumber: string;
  paidDirectMinor: string;
  paidDirectNote?: string;
}

/** For payroll: the number somebody is paid under, and what they had already. */
function Person({ reward, share }: { reward: Reward; share: RewardShare }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<PersonValues>();
  const save = useFormAction(
    form,
    (values: PersonValues) =>
      rewards.describe(reward.id, share.id, {
        employeeNumber: values.employeeNumber ?? '',
        paidDirectMinor: parseYuan(values.paidDirectMinor || '0') ?? -1,
        paidDirectNote: values.paidDirectNote ?? '',
      }),
    () => setOpen(false),
  );
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {t('reward.forPayroll')}
      </Button>
      <FormDialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('reward.forPayrollOf', { name: share.name })}
        okText={t('reward.save')}
        form={form}
        action={save}
        initialValues={{
          employeeNumber: share.employeeNumber ?? '',
          paidDirectMinor: groupYuan(share.paidDirectMinor ?? 0),
          paidDirectNote: share.paidDirectNote ?? '',
        }}
      >
        <Form.Item name="employeeNumber" label={t('reward.employeeNumber')}>
          <Input maxLength={50} className="num" />
        </Form.Item>
        <Form.Item name="paidDirectMinor" label={t('reward.paidDirect')} extra={t('reward.paidDirectHint')}>
          <MoneyInput />
        </Form.Item>
        <Form.Item name="paidDirectNote" label={t('reward.note')}>
          <Input maxLength={500} />
        </Form.Item>
      </FormDialog>
    </>
  );
}
