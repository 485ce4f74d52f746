import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applications } from '../../api/applications';
import { DEDUCTION_KINDS, type DeductionKind, type Reward, rewards } from '../../api/rewards';
import { accept } from './accept';
import { parseYuan } from '../../lib/money';
import { AttachmentLink } from '../../ui/attachment-link';
import { ConfirmAction } from '../../ui/confirm-action';
import { FilePicker } from '../../ui/file-picker';
import { FormDialog } from '../../ui/form-dialog';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { MoneyInput } from '../../ui/money-input';
import { useFormAction } from '../../ui/use-form-action';

/** How the award came about, line by line, and for the office what is taken off. */
export function FiguresPanel({ reward }: { reward: Reward }) {
  const { t, i18n } = useTranslation();
  const { computation } = reward;
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  return (
    <section className="panel" aria-labelledby="figures-title">
      <h2 id="figures-title">{t('reward.figures')}</h2>
      {computation && !computation.fixed && <p className="muted small">{t('reward.notFixed')}</p>}
      <ol className="reward-trace">
        {computation?.trace.map((line, i) => (
          <li key={`${i}:${line.code}`} className={['net', 'award', 'award.none'].includes(line.code) ? 'sum' : ''}>
            <span>{line.text[language]}</span>
            <Money amount={line.amountMinor} />
          </li>
        ))}
      </ol>
      {(reward.deductions.length > 0 || reward.may.includes('deduct')) && <Deductions reward={reward} />}
      {reward.may.includes('reverse') && <Incomes reward={reward} />}
    </section>
  );
}

function Deductions({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  const open = reward.may.includes('deduct');
  return (
    <>
      <h3 className="reward-heading">{t('reward.deductions')}</h3>
      <ul className="reward-lines">
        {reward.deductions.map((deduction) => (
          <li key={deduction.id}>
            <span>
              <b>{t(`reward.deduction.${deduction.kind}`)}</b> {deduction.note}
              <span className="cell-sub">
                {deduction.attachment && <AttachmentLink attachment={deduction.attachment} />} ·{' '}
                {deduction.enteredByName}
              </span>
            </span>
            <Money amount={deduction.amountMinor} />
            {open && (
              <ConfirmAction
                label={t('common.remove')}
                title={t('reward.removeDeduction')}
                button={{ type: 'link', size: 'small' }}
                run={() => rewards.undeduct(reward.id, deduction.id)}
              >
                <p>{t('reward.removeDeductionText')}</p>
              </ConfirmAction>
            )}
          </li>
        ))}
      </ul>
      {open && <AddDeduction reward={reward} />}
    </>
  );
}

function AddDeduction({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [form] = Form.useForm<{ kind: DeductionKind; amountMinor: string; note: string }>();
  const required = { required: true, whitespace: true, message: t('common.required') };
  const add = useFormAction(
    form,
    async (values: { kind: DeductionKind; amountMinor: string; note: string }) => {
      const { id } = await applications.upload(files[0]!);
      return rewards.deduct(reward.id, {
        ...values,
        amountMinor: parseYuan(values.amountMinor) ?? 0,
        attachmentId: id,
      });
    },
    () => {
      setOpen(false);
      setFiles([]);
    },
  );
  const kinds = DEDUCTION_KINDS.filter((kind) => reward.rule.deductions[kind].allowed);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('reward.addDeduction')}</Button>
      <FormDialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('reward.addDeduction')}
        form={form}
        action={add}
        intro={<p className="muted small">{t('reward.deductionHint')}</p>}
      >
        <Form.Item
          name="kind"
          label={t('reward.deductionKind')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Select options={kinds.map((value) => ({ value, label: t(`reward.deduction.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="amountMinor"
          label={t('reward.amount')}
          rules={[{ validator: amountRule(t('reward.amountRule')) }]}
        >
          <MoneyInput />
        </Form.Item>
        <Form.Item name="note" label={t('reward.note')} rules={[{ ...required, min: 2 }]}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item
          name="attachmentId"
          label={t('reward.document')}
          required
          rules={[
            {
              validator: () =>
                files.length === 1 ? Promise.resolve() : Promise.reject(new Error(t('common.required'))),
            },
          ]}
        >
          <FilePicker
            accept={accept}
            files={files}
            onChange={setFiles}
            label={t('reward.chooseDocument')}
            multiple={false}
          />
        </Form.Item>
      </FormDialog>
    </>
  );
}

const amountRule = (message: string) => (_: unknown, value: string | undefined) =>
  (parseYuan(value ?? '') ?? 0) > 0 ? Promise.resolve() : Promise.reject(new Error(message));

function Incomes({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  return (
    <>
      <h3 className="reward-heading">{t('reward.incomes')}</h3>
      <ul className="reward-lines">
        {reward.incomes.map((income) => (
          <li key={income.id}>
            <span>
              <span className="num wrap">{income.label}</span>
              <span className="cell-sub">
                <Moment at={income.receivedAt} day /> {income.reason}
              </span>
            </span>
            <Money amount={income.amountMinor} />
            {income.amountMinor > 0 && <Reverse reward={reward} incomeId={income.id} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Reverse({ reward, incomeId }: { reward: Reward; incomeId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [form] = Form.useForm<{ amountMinor: string; reason: string }>();
  const reverse = useFormAction(
    form,
    async (values: { amountMinor: string; reason: string }) => {
      const { id } = await applications.upload(files[0]!);
      const amountMinor = parseYuan(values.amountMinor) ?? 0;
      return rewards.reverse(reward.id, { incomeId, amountMinor, reason: values.reason, attachmentId: id });
    },
    () => {
      setOpen(false);
      setFiles([]);
    },
  );
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {t('reward.reverse')}
      </Button>
      <FormDialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('reward.reverse')}
        form={form}
        action={reverse}
        intro={<p className="muted small">{t('reward.reverseHint')}</p>}
      >
        <Form.Item
          name="amountMinor"
          label={t('reward.amount')}
          rules={[{ validator: amountRule(t('reward.amountRule')) }]}
        >
          <MoneyInput />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('common.reason')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('common.required') }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item
          name="attachmentId"
          label={t('reward.document')}
          required
          rules={[
            {
              validator: () =>
                files.length === 1 ? Promise.resolve() : Promise.reject(new Error(t('common.required'))),
            },
          ]}
        >
          <FilePicker
            accept={accept}
            files={files}
            onChange={setFiles}
            label={t('reward.chooseDocument')}
            multiple={false}
          />
        </Form.Item>
      </FormDialog>
    </>
  );
}
