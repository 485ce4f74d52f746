import { Alert, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contractMoney } from '../../api/contract-money';
import { PAYMENT_KINDS } from '../../api/payment-terms';
import type { ContractView } from '../../api/contracts';
import { useAuth } from '../../auth/actor';
import { FormDialog } from '../../ui/form-dialog';
import { useFormAction } from '../../ui/use-form-action';
import { InstalmentFields, PayeeFields, PercentField, RoyaltyFields, TermField, YuanField } from './payment-fields';
import { PaymentFacts } from './payment-facts';
import { type PaymentValues, toTerms, toValues } from './payment-values';

/** How the contract is paid, and to whom: drafted by the seller or its exchange, seen and accepted by both. */
export function PaymentPanel({ contract }: { contract: ContractView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const own = actor?.organisation.id;
  const mayDraft =
    (own === contract.transferorId && can('contract.accept')) || (own === contract.exchangeId && can('listing.review'));
  const fixed = contract.acceptances.some(
    ({ party, version }) => party === 'transferee' && version === contract.currentVersion,
  );
  return (
    <section className="panel" aria-labelledby="payment-terms-title">
      <div className="document-head" data-open>
        <h2 id="payment-terms-title">{t('terms.title')}</h2>
        {mayDraft && !fixed && contract.state === 'drafted' && <Draft contract={contract} />}
      </div>
      {contract.paymentWarnings.map(({ path, message }) => (
        <Alert key={path} type="warning" showIcon title={message} style={{ marginBottom: 12 }} />
      ))}
      <PaymentFacts
        payment={contract.terms.payment}
        payees={contract.terms.payees ?? []}
        price={contract.contractAmountMinor}
      />
    </section>
  );
}

function Draft({ contract }: { contract: ContractView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<PaymentValues>();
  const action = useFormAction(
    form,
    (values: PaymentValues) => contractMoney.setTerms(contract.id, toTerms(values)),
    () => setOpen(false),
  );
  return (
    <>
      <Button
        onClick={() => {
          action.reset();
          setOpen(true);
        }}
      >
        {t('terms.draft')}
      </Button>
      <FormDialog<PaymentValues>
        open={open}
        onClose={() => setOpen(false)}
        title={t('terms.draft')}
        okText={t('terms.save')}
        width={760}
        form={form}
        action={action}
        initialValues={toValues(contract.terms.payment, contract.terms.payees ?? [])}
        intro={<p className="muted">{t('terms.draftText')}</p>}
      >
        <Fields />
      </FormDialog>
    </>
  );
}

function Fields() {
  const { t } = useTranslation();
  const kind = Form.useWatch('kind', Form.useFormInstance<PaymentValues>());
  return (
    <>
      <Form.Item name="kind" label={t('terms.kind')}>
        <Select options={PAYMENT_KINDS.map((value) => ({ value, label: t(`terms.kinds.${value}`) }))} />
      </Form.Item>
      {kind && <p className="muted small">{t(`terms.kindHint.${kind}`)}</p>}
      {kind === 'instalments' && <InstalmentFields />}
      {kind === 'try_first' && (
        <div className="pair">
          <Form.Item
            name="trialDays"
            label={t('terms.trialDays')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <InputNumber min={1} max={1095} precision={0} />
          </Form.Item>
          <Form.Item name="silence" label={t('terms.silence')}>
            <Select options={['returns', 'buys'].map((value) => ({ value, label: t(`terms.silences.${value}`) }))} />
          </Form.Item>
        </div>
      )}
      {kind === 'equity' && (
        <div className="pair">
          <Form.Item
            name="company"
            label={t('terms.company')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input maxLength={200} />
          </Form.Item>
          <PercentField name={['shares']} label={t('terms.shares')} />
          <YuanField name={['valuation']} label={t('terms.valuation')} />
        </div>
      )}
      {kind && kind !== 'instalments' && <TermField name={['within']} label={t(`terms.withinOf.${kind}`)} />}
      {(kind === 'royalty' || kind === 'upfront_royalty') && <RoyaltyFields />}
      <Form.Item name="lateDaily" label={t('terms.late')} extra={t('terms.lateHint')}>
        <Input className="num" inputMode="decimal" suffix="‱" />
      </Form.Item>
      <h3>{t('terms.payees')}</h3>
      <PayeeFields />
    </>
  );
}
