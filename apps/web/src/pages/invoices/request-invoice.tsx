import { App, Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Claim, type InvoiceKind, invoices } from '../../api/invoices';
import { parseYuan, plainYuan } from '../../lib/money';
import { FormDialog } from '../../ui/form-dialog';
import { Money } from '../../ui/money';
import { MoneyInput } from '../../ui/money-input';
import { useFormAction } from '../../ui/use-form-action';

interface RequestValues {
  kind: InvoiceKind;
  title: string;
  taxNumber: string;
  amountMinor: string;
  remark?: string;
}

interface RequestInvoiceProps {
  claim: Claim;
  /** The reversed or declined one whose place it takes. */
  replaces?: { id: string; number: string };
  primary?: boolean;
}

export function RequestInvoice({ claim, replaces, primary = false }: RequestInvoiceProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<RequestValues>();
  const ask = useFormAction(
    form,
    ({ amountMinor, ...values }: RequestValues) =>
      invoices.request(claim.contractId, {
        ...values,
        item: claim.item,
        amountMinor: parseYuan(amountMinor) ?? 0,
        ...(replaces ? { replacesInvoiceId: replaces.id } : {}),
      }),
    ({ id }) => {
      setOpen(false);
      void message.success(t('common.done'));
      if (replaces) void navigate(`/desk/invoices/${id}`);
    },
  );
  const required = { required: true, whitespace: true, message: t('common.required') };
  const label = t(replaces ? 'invoices.reRequest' : 'invoices.request');
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <FormDialog
        open={open}
        title={label}
        onClose={() => setOpen(false)}
        form={form}
        action={ask}
        initialValues={{
          kind: 'ordinary',
          title: claim.recipientName,
          taxNumber: claim.recipientTaxNumber ?? '',
          amountMinor: plainYuan(claim.openMinor),
        }}
        intro={
          <div className="explain">
            <p>
              {t(`invoices.items.${claim.item}`)} · {claim.listingTitle} · <Money amount={claim.openMinor} />
            </p>
            {replaces && (
              <p>
                {t('invoices.replaces')} <span className="num">{replaces.number}</span>
              </p>
            )}
            <p className="small muted">{t('invoices.requestText')}</p>
          </div>
        }
      >
        <Form.Item name="kind" label={t('invoices.kind')}>
          <Segmented
            options={(['ordinary', 'special'] as const).map((value) => ({
              value,
              label: t(`invoices.kinds.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="title" label={t('invoices.titleOf')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="taxNumber" label={t('invoices.taxNumber')} rules={[required]}>
          <Input className="num" maxLength={18} />
        </Form.Item>
        <Form.Item name="amountMinor" label={t('invoices.amount')} rules={[required]}>
          <MoneyInput />
        </Form.Item>
        <Form.Item name="remark" label={t('invoices.remark')}>
          <Input maxLength={200} />
        </Form.Item>
      </FormDialog>
    </>
  );
}
