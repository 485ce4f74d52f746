import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { STEPS } from '../../api/bylaws';
import { DECISION_FORMS } from '../../api/disclosures';
import { parseYuan } from '../../lib/money';
import { MoneyInput } from '../../ui/money-input';

const FRESH = { step: 'meeting', forms: [], fromMinor: '0', planFunded: false };

/** Who approves what: one line a rule. */
export function ChainFields() {
  const { t } = useTranslation();
  const required = { required: true, message: t('common.required') };
  const isAmount = (_: unknown, value: string | undefined) =>
    parseYuan(value ?? '') === null ? Promise.reject(new Error(t('bylaw.amountRule'))) : Promise.resolve();
  return (
    <Form.List name="chain">
      {(fields, { add, remove }, { errors }) => (
        <div className="line-list">
          {fields.map(({ key, name }) => (
            <fieldset key={key} className="bylaw-rule" aria-label={t('bylaw.line', { number: name + 1 })}>
              <Form.Item name={[name, 'step']} label={t('bylaw.step')} rules={[required]}>
                <Select options={STEPS.map((value) => ({ value, label: t(`disclosure.step.${value}`) }))} />
              </Form.Item>
              <Form.Item name={[name, 'forms']} label={t('bylaw.forms')} rules={[required]}>
                <Select
                  mode="multiple"
                  options={DECISION_FORMS.map((value) => ({ value, label: t(`disclosure.form.${value}`) }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'fromMinor']} label={t('bylaw.fromAmount')} rules={[{ validator: isAmount }]}>
                <MoneyInput />
              </Form.Item>
              <Form.Item name={[name, 'days']} label={t('bylaw.workingDays')} rules={[required]}>
                <InputNumber min={1} max={60} precision={0} />
              </Form.Item>
              <Form.Item
                name={[name, 'source']}
                label={t('bylaw.clause')}
                className="bylaw-clause"
                rules={[{ ...required, whitespace: true }]}
              >
                <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
              </Form.Item>
              <div className="row bylaw-rule-end">
                <Form.Item name={[name, 'planFunded']} valuePropName="checked" noStyle>
                  <Checkbox>{t('bylaw.planFunded')}</Checkbox>
                </Form.Item>
                <Button type="link" onClick={() => remove(name)}>
                  {t('common.remove')}
                </Button>
              </div>
            </fieldset>
          ))}
          <div className="fault">
            <Form.ErrorList errors={errors} />
          </div>
          <Button size="small" onClick={() => add(FRESH)}>
            {t('bylaw.addRule')}
          </Button>
        </div>
      )}
    </Form.List>
  );
}
