import { Button, Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { EVERY, RATE_KINDS, ROYALTY_BASES } from '../../api/payment-terms';
import { parseYuan } from '../../lib/money';
import { parsePpm } from '../../lib/ppm';
import type { DueMode, PaymentValues } from './payment-values';

type Name = (string | number)[];
const MODES: DueMode[] = ['within', 'on', 'milestone'];

/** So many days, of which kind. */
export function TermField({ name, label }: { name: Name; label: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item label={label} required>
      <div className="term-field">
        <Form.Item name={[...name, 'count']} noStyle>
          <InputNumber min={0} max={3650} precision={0} aria-label={label} />
        </Form.Item>
        <Form.Item name={[...name, 'kind']} noStyle>
          <Select
            aria-label={t('terms.dayKind')}
            options={['working', 'calendar'].map((value) => ({ value, label: t(`terms.days.${value}`) }))}
          />
        </Form.Item>
      </div>
    </Form.Item>
  );
}

export function YuanField({
  name,
  label,
  needed = true,
  extra,
}: {
  name: Name;
  label: string;
  needed?: boolean;
  extra?: string;
}) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      required={needed}
      extra={extra}
      rules={[
        {
          validator: (_, text: string | undefined) =>
            (!text && !needed) || parseYuan(text ?? '') !== null
              ? Promise.resolve()
              : Promise.reject(new Error(t('terms.badAmount'))),
        },
      ]}
    >
      <Input className="num" inputMode="decimal" prefix="¥" />
    </Form.Item>
  );
}

export function PercentField({ name, label, needed = true }: { name: Name; label: string; needed?: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      required={needed}
      rules={[
        {
          validator: (_, text: string | undefined) =>
            (!text && !needed) || parsePpm(text ?? '') !== null
              ? Promise.resolve()
              : Promise.reject(new Error(t('terms.badPercent'))),
        },
      ]}
    >
      <Input className="num" inputMode="decimal" suffix="%" />
    </Form.Item>
  );
}

/** Rows of an instalment plan: how much, and when. */
export function InstalmentFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<PaymentValues>();
  const parts = Form.useWatch('parts', form);
  const rows = Form.useWatch('rows', form);
  return (
    <>
      <Form.Item name="parts" label={t('terms.parts')}>
        <Segmented options={['share', 'amount'].map((value) => ({ value, label: t(`terms.part.${value}`) }))} />
      </Form.Item>
      <Form.List name="rows">
        {(fields, { add, remove }) => (
          <div className="line-list">
            {fields.map(({ key, name }) => (
              <fieldset key={key} className="instalment">
                <legend>{t('terms.row', { number: name + 1 })}</legend>
                {parts === 'amount' ? (
                  <YuanField name={[name, 'amount']} label={t('terms.part.amount')} />
                ) : (
                  <PercentField name={[name, 'share']} label={t('terms.part.share')} />
                )}
                <Form.Item name={[name, 'mode']} label={t('terms.due')}>
                  <Select
                    options={MODES.filter((mode) => name > 0 || mode !== 'milestone').map((value) => ({
                      value,
                      label: t(`terms.mode.${value}`),
                    }))}
                  />
                </Form.Item>
                {rows?.[name]?.mode === 'on' ? (
                  <Form.Item
                    name={[name, 'on']}
                    label={t('terms.day')}
                    rules={[{ required: true, message: t('common.required') }]}
                  >
                    <Input type="date" className="num" />
                  </Form.Item>
                ) : (
                  <TermField name={[name, 'within']} label={t('terms.within')} />
                )}
                {rows?.[name]?.mode === 'milestone' && (
                  <Form.Item
                    name={[name, 'milestone']}
                    className="wide"
                    label={t('terms.milestone')}
                    rules={[{ required: true, whitespace: true, message: t('common.required') }]}
                  >
                    <Input maxLength={200} />
                  </Form.Item>
                )}
                {fields.length > 2 && (
                  <Button type="link" className="remove" onClick={() => remove(name)}>
                    {t('common.remove')}
                  </Button>
                )}
              </fieldset>
            ))}
            <Button size="small" onClick={() => add({ mode: 'within', within: { count: 90, kind: 'calendar' } })}>
              {t('terms.addRow')}
            </Button>
          </div>
        )}
      </Form.List>
      <Form.Item name="security" label={t('terms.security')} extra={t('terms.securityHint')} style={{ marginTop: 14 }}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}

/** Base, rate, period, bounds and the right to the books. */
export function RoyaltyFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<PaymentValues>();
  const kind = Form.useWatch(['royalty', 'rateKind'], form);
  const options = (values: readonly string[], words: string) =>
    values.map((value) => ({ value, label: t(`${words}.${value}`) }));
  return (
    <>
      <div className="pair">
        <Form.Item name={['royalty', 'base']} label={t('terms.base')}>
          <Select options={options(ROYALTY_BASES, 'terms.bases')} />
        </Form.Item>
        <Form.Item name={['royalty', 'rateKind']} label={t('terms.rate')}>
          <Select options={options(RATE_KINDS, 'terms.rates')} />
        </Form.Item>
      </div>
      {kind === 'fixed' && <PercentField name={['royalty', 'percent']} label={t('terms.percent')} />}
      {kind === 'periods' && <StepFields />}
      {kind === 'bands' && <BandFields />}
      <div className="pair">
        <Form.Item name={['royalty', 'every']} label={t('terms.every')}>
          <Select options={options(EVERY, 'terms.periods')} />
        </Form.Item>
        <Form.Item
          name={['royalty', 'startsOn']}
          label={t('terms.startsOn')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input type="date" className="num" />
        </Form.Item>
        <Form.Item name={['royalty', 'years']} label={t('terms.years')}>
          <InputNumber min={1} max={20} precision={0} />
        </Form.Item>
        <PercentField name={['royalty', 'surcharge']} label={t('terms.surcharge')} needed={false} />
        <YuanField name={['royalty', 'minimum']} label={t('terms.minimum')} needed={false} />
        <YuanField name={['royalty', 'cap']} label={t('terms.cap')} needed={false} />
        <TermField name={['royalty', 'reportWithin']} label={t('terms.reportWithin')} />
        <TermField name={['royalty', 'payWithin']} label={t('terms.payWithin')} />
      </div>
    </>
  );
}

function StepFields() {
  const { t } = useTranslation();
  return (
    <Form.List name={['royalty', 'steps']}>
      {(fields, { add, remove }) => (
        <div className="line-list">
          {fields.map(({ key, name }) => (
            <div key={key} className="rate-line">
              <Form.Item name={[name, 'fromPeriod']} label={t('terms.fromPeriod')}>
                <InputNumber min={1} max={400} precision={0} disabled={name === 0} />
              </Form.Item>
              <PercentField name={[name, 'percent']} label={t('terms.percent')} />
              {name > 0 && (
                <Button type="link" onClick={() => remove(name)}>
                  {t('common.remove')}
                </Button>
              )}
            </div>
          ))}
          <Button size="small" onClick={() => add({ fromPeriod: fields.length + 1, percent: '' })}>
            {t('terms.addStep')}
          </Button>
        </div>
      )}
    </Form.List>
  );
}

function BandFields() {
  const { t } = useTranslation();
  return (
    <Form.List name={['royalty', 'bands']}>
      {(fields, { add, remove }) => (
        <div className="line-list">
          {fields.map(({ key, name }) => (
            <div key={key} className="rate-line">
              {name === fields.length - 1 ? (
                <Form.Item label={t('terms.upTo')}>
                  <span className="muted">{t('terms.above')}</span>
                </Form.Item>
              ) : (
                <YuanField name={[name, 'upTo']} label={t('terms.upTo')} />
              )}
              <PercentField name={[name, 'percent']} label={t('terms.percent')} />
              {fields.length > 1 && (
                <Button type="link" onClick={() => remove(name)}>
                  {t('common.remove')}
                </Button>
              )}
            </div>
          ))}
          <Button size="small" onClick={() => add({ percent: '' })}>
            {t('terms.addBand')}
          </Button>
        </div>
      )}
    </Form.List>
  );
}

/** Who of the seller's side shares its money; nobody named: the transferor alone. */
export function PayeeFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<PaymentValues>();
  const parts = Form.useWatch('payeeParts', form);
  return (
    <>
      <Form.Item name="payeeParts" label={t('terms.payeeParts')}>
        <Segmented options={['share', 'amount'].map((value) => ({ value, label: t(`terms.part.${value}`) }))} />
      </Form.Item>
      <Form.List name="payees">
        {(fields, { add, remove }) => (
          <div className="line-list">
            {fields.map(({ key, name }) => (
              <div key={key} className="payee-line">
                <Form.Item
                  name={[name, 'name']}
                  label={t('terms.payee')}
                  rules={[{ required: true, whitespace: true, message: t('common.required') }]}
                >
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'uscc']} label={t('terms.uscc')}>
                  <Input className="num" maxLength={18} />
                </Form.Item>
                {parts === 'amount' ? (
                  <YuanField name={[name, 'amount']} label={t('terms.part.amount')} />
                ) : (
                  <PercentField name={[name, 'share']} label={t('terms.part.share')} />
                )}
                <Button type="link" onClick={() => remove(name)}>
                  {t('common.remove')}
                </Button>
              </div>
            ))}
            <Button size="small" onClick={() => add({})}>
              {t('terms.addPayee')}
            </Button>
            <p className="small muted">{t('terms.payeesHint')}</p>
          </div>
        )}
      </Form.List>
    </>
  );
}
