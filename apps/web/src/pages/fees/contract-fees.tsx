import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fees, type SaleFee } from '../../api/invoices';
import { useAuth } from '../../auth/actor';
import { parseYuan } from '../../lib/money';
import { FormDialog } from '../../ui/form-dialog';
import { Money } from '../../ui/money';
import { MoneyInput } from '../../ui/money-input';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { useFormAction } from '../../ui/use-form-action';
import { Decide } from './decisions-page';
import { FeeLines } from './fee-lines';

/** The reader's own fee of this sale, line by line; the exchange sees both and may make them less. */
export function ContractFees({ contractId }: { contractId: string }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { data, error } = useQuery({
    queryKey: ['/contracts', contractId, 'fees'],
    queryFn: () => fees.ofContract(contractId),
    refetchInterval: 10_000,
  });
  const open = data?.items.filter(({ paid }) => !paid) ?? [];
  return (
    <section className="panel" aria-labelledby="fees-title">
      <div className="panel-head">
        <h2 id="fees-title">{t('fees.breakdown')}</h2>
        {can('fee.reduce') && open.length > 0 && <Reduce contractId={contractId} items={open} />}
      </div>
      <ProblemAlert error={error} />
      <div className="fee-sides">
        {data?.items.map((fee) => (
          <OneFee key={fee.side} fee={fee} />
        ))}
      </div>
    </section>
  );
}

function OneFee({ fee }: { fee: SaleFee }) {
  const { t } = useTranslation();
  const { side, profileCode: code, profileVersion: version, chargedMinor } = fee;
  const agreed = fee.decisions.some(({ state }) => state === 'confirmed');
  const how = t(fee.competitive ? 'fees.competitive' : 'fees.agreed');
  return (
    <div>
      <h3>{t(`fees.${side}`)}</h3>
      <FeeLines lines={fee.lines} totalMinor={fee.amountMinor} caption={t(`fees.${side}`)} />
      <p className="fee-result">
        <span>{chargedMinor === null ? t('fees.notCharged') : t('fees.charged')}</span>
        {chargedMinor !== null && (
          <b>
            <Money amount={chargedMinor} />
          </b>
        )}
      </p>
      {chargedMinor !== null && chargedMinor < fee.amountMinor && !agreed && (
        <p className="small muted">{t('fees.capped')}</p>
      )}
      <p className="small muted">
        {t('fees.computedBy', { code, version, how })}{' '}
        <Link to={`/rules/${code}?version=${version}`}>{t('fees.ruleLink')}</Link>
      </p>
      {fee.decisions.map((decision) => (
        <div key={decision.id} className="fee-decision">
          <div>
            <StateTag domain="feeDecision" state={decision.state} /> <Money amount={decision.computedMinor} /> →{' '}
            <Money amount={decision.amountMinor} />
            <span className="cell-sub">
              {decision.reason} ·{' '}
              {[decision.proposedByName, decision.decidedByName, decision.answer].filter(Boolean).join(' · ')}
            </span>
          </div>
          <Decide decision={decision} />
        </div>
      ))}
    </div>
  );
}

interface ReduceValues {
  side: 'buyer' | 'seller';
  amountMinor: string;
  reason: string;
}

function Reduce({ contractId, items }: { contractId: string; items: SaleFee[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<ReduceValues>();
  const propose = useFormAction(
    form,
    ({ side, amountMinor, reason }: ReduceValues) =>
      fees.reduce(contractId, { side, reason, amountMinor: parseYuan(amountMinor) ?? 0 }),
    () => setOpen(false),
  );
  const required = { required: true, message: t('common.required') };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('fees.reduce')}</Button>
      <FormDialog
        open={open}
        title={t('fees.reduce')}
        onClose={() => setOpen(false)}
        form={form}
        action={propose}
        initialValues={{ side: items[0]!.side }}
        intro={<p className="explain">{t('fees.reduceText')}</p>}
      >
        <Form.Item name="side" label={t('fees.side')} rules={[required]}>
          <Select options={items.map(({ side }) => ({ value: side, label: t(`fees.${side}`) }))} />
        </Form.Item>
        <Form.Item
          name="amountMinor"
          label={t('fees.reduceTo')}
          required
          rules={[
            {
              validator: (_, value: string | undefined) =>
                parseYuan(value ?? '') === null ? Promise.reject(new Error(t('fees.needAmount'))) : Promise.resolve(),
            },
          ]}
        >
          <MoneyInput />
        </Form.Item>
        <Form.Item name="reason" label={t('fees.reason')} rules={[{ ...required, whitespace: true }]}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </FormDialog>
    </>
  );
}
