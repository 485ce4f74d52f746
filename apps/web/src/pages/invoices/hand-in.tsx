import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HandedIn, type Invoice, invoices, type VatRate } from '../../api/invoices';
import { parseYuan } from '../../lib/money';
import { FilePicker } from '../../ui/file-picker';
import { FormDialog } from '../../ui/form-dialog';
import { Money } from '../../ui/money';
import { MoneyInput } from '../../ui/money-input';
import { useFormAction } from '../../ui/use-form-action';

interface HandInValues {
  vatCode?: string;
  exemption?: string;
  code?: string;
  number?: string;
  issuedOn?: string;
  amountMinor?: string;
  reason?: string;
}

/** Which rates an item may bear; the server refuses the others. */
const FITTING: Record<Invoice['item'], string[]> = {
  buyer_fee: ['modern_service'],
  seller_fee: ['modern_service'],
  price: ['intangible', 'technology_exempt'],
};

const filled = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as Partial<T>;

/** What the tax system issued goes on record: its file first, then what the file does not say itself. */
export function HandIn({ invoice, red }: { invoice: Invoice; red: boolean }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [form] = Form.useForm<HandInValues>();
  const rates = useQuery({ queryKey: ['/vat-rates'], queryFn: invoices.rates, enabled: !red });
  const fitting = (rates.data?.items ?? []).filter(
    ({ code, exempt }) => FITTING[invoice.item].includes(code) && !(exempt && invoice.kind === 'special'),
  );
  const vatCode = Form.useWatch('vatCode', form);
  const rate = fitting.find(({ code }) => code === vatCode);
  const save = useFormAction(
    form,
    async (values: HandInValues) => {
      const { id: fileId } = await invoices.store(files[0]!);
      const { code, number, issuedOn } = values;
      const paper: HandedIn = { fileId, ...filled({ code, number, issuedOn }) };
      if (!red)
        return invoices.issue(invoice.id, {
          ...paper,
          vatCode: vatCode ?? '',
          ...filled({ exemption: values.exemption }),
        });
      const amountMinor = parseYuan(values.amountMinor ?? '');
      return invoices.reverse(invoice.id, {
        ...paper,
        reason: values.reason ?? '',
        ...(amountMinor === null ? {} : { amountMinor }),
      });
    },
    () => {
      setOpen(false);
      setFiles([]);
      void message.success(t('common.done'));
    },
  );
  const label = t(red ? 'invoices.reverse' : 'invoices.issue');
  return (
    <>
      <Button type="primary" danger={red} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <FormDialog
        open={open}
        title={label}
        onClose={() => setOpen(false)}
        form={form}
        action={save}
        width={600}
        initialValues={red ? { reason: invoice.reason ?? '' } : { vatCode: fitting[0]?.code }}
        intro={<p className="explain">{t(red ? 'invoices.reverseText' : 'invoices.issueText')}</p>}
      >
        {!red && (
          <Form.Item label={t('invoices.vat')} name="vatCode" {...(rate ? { extra: <Source rate={rate} /> } : {})}>
            <Select
              loading={rates.isPending}
              options={fitting.map((one) => ({ value: one.code, label: nameOf(one, i18n.language) }))}
            />
          </Form.Item>
        )}
        {rate && <Split amountMinor={invoice.amountMinor} rate={rate} />}
        {rate?.exempt && (
          <Form.Item
            name="exemption"
            label={t('invoices.exemption')}
            rules={[{ required: true, whitespace: true, message: t('common.required') }]}
          >
            <Input maxLength={100} />
          </Form.Item>
        )}
        <Form.Item
          name="fileId"
          label={t('invoices.file')}
          required
          rules={[
            {
              validator: () =>
                files.length === 1 ? Promise.resolve() : Promise.reject(new Error(t('invoices.fileNeeded'))),
            },
          ]}
        >
          <FilePicker
            label={t('common.chooseFile')}
            accept=".pdf,.ofd,.xml"
            multiple={false}
            files={files}
            onChange={setFiles}
          />
        </Form.Item>
        <Form.Item name="number" label={t('invoices.noNumber')} extra={t('invoices.numberHint')}>
          <Input className="num" maxLength={20} inputMode="numeric" />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="issuedOn" label={t('invoices.issuedOn')}>
            <Input type="date" className="num" />
          </Form.Item>
          <Form.Item name="code" label={t('invoices.code')}>
            <Input className="num" maxLength={12} inputMode="numeric" />
          </Form.Item>
        </div>
        {red && (
          <>
            <Form.Item name="amountMinor" label={t('invoices.reverseAmount')}>
              <MoneyInput />
            </Form.Item>
            <Form.Item
              name="reason"
              label={t('invoices.reason')}
              rules={[{ required: true, whitespace: true, min: 2, message: t('common.reasonRequired') }]}
            >
              <Input.TextArea rows={2} maxLength={500} />
            </Form.Item>
          </>
        )}
      </FormDialog>
    </>
  );
}

const nameOf = (rate: VatRate, language: string): string => (language.startsWith('zh') ? rate.nameZh : rate.nameEn);

function Source({ rate }: { rate: VatRate }) {
  const { t } = useTranslation();
  return (
    <span className="small">
      {t('invoices.source')}：{rate.source}
    </span>
  );
}

/** As the server splits it: rounded half up to a fen, exact at any size. */
function Split({ amountMinor, rate }: { amountMinor: number; rate: VatRate }) {
  const { t } = useTranslation();
  const whole = 2n * BigInt(amountMinor) * BigInt(rate.denominator);
  const by = BigInt(rate.denominator + rate.numerator);
  const netMinor = Number((whole + by) / (2n * by));
  return (
    <p className="explain small">
      <Money amount={amountMinor} /> ＝ {t('invoices.net')} <Money amount={netMinor} /> ＋ {t('invoices.tax')}{' '}
      <Money amount={amountMinor - netMinor} />
      <br />
      {t('invoices.splitRule')}
    </p>
  );
}
