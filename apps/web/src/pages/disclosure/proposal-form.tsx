import { Button, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  type Decision,
  DECISION_FORMS,
  type DecisionForm,
  type Disclosure,
  disclosures,
  EXCLUSIVITIES,
  type Proposal,
} from '../../api/disclosures';
import type { PricingWay } from '../../api/listings';
import { groupYuan, parseYuan } from '../../lib/money';
import { formatPercent, parsePercent } from '../../lib/percent';
import { MoneyInput } from '../../ui/money-input';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';
import { AchievementSelect } from '../seller/achievement-select';
import { AnyProfileSelect } from '../seller/any-profile-select';
import { amountRule } from '../seller/draft-values';

interface Values {
  form: DecisionForm;
  reason: string;
  pricingWay?: PricingWay;
  priceMinor?: string;
  exclusivity?: string;
  companyName?: string;
  companyShareBps?: string;
  profileCode?: string;
  achievementId?: string;
}

const WAYS = ['auction', 'listing', 'negotiated'] as const;

/** The office's proposal; each form asks for its own terms only. */
export function ProposalForm(props: { disclosure: Disclosure; decision: Decision | null; onDone: () => void }) {
  const { disclosure, decision, onDone } = props;
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const chosen = Form.useWatch('form', form) ?? decision?.form ?? 'licence';
  const save = useFormAction(form, (values: Values) => disclosures.propose(disclosure.id, toProposal(values)), onDone);
  const required = { required: true, message: t('common.required') };
  const priced = chosen !== 'retain';
  return (
    <Form
      form={form}
      layout="vertical"
      className="form-narrow"
      scrollToFirstError
      initialValues={initial(decision)}
      onFinish={(values) => save.mutate(values)}
    >
      <ProblemAlert error={save.error} />
      <Form.Item
        name="form"
        label={t('disclosure.formLabel')}
        extra={t(`disclosure.formHint.${chosen}`)}
        rules={[required]}
      >
        <Radio.Group options={DECISION_FORMS.map((value) => ({ value, label: t(`disclosure.form.${value}`) }))} />
      </Form.Item>
      {chosen === 'licence' && (
        <Form.Item name="exclusivity" label={t('disclosure.exclusivity')} rules={[required]}>
          <Select options={EXCLUSIVITIES.map((value) => ({ value, label: t(`disclosure.exclusive.${value}`) }))} />
        </Form.Item>
      )}
      {chosen === 'invest' && (
        <>
          <Form.Item name="companyName" label={t('disclosure.company')} rules={[{ ...required, whitespace: true }]}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item
            name="companyShareBps"
            label={t('disclosure.companyShare')}
            rules={[
              required,
              {
                validator: (_, value: string) =>
                  !value || parsePercent(value) !== null
                    ? Promise.resolve()
                    : Promise.reject(new Error(t('disclosure.shareRule'))),
              },
            ]}
          >
            <Input className="num" style={{ width: 140 }} suffix="%" />
          </Form.Item>
        </>
      )}
      {priced && (
        <>
          <Form.Item name="pricingWay" label={t('listing.pricingWay')} rules={[required]}>
            <Radio.Group options={WAYS.map((value) => ({ value, label: t(`pricingWay.${value}`) }))} />
          </Form.Item>
          <Form.Item
            name="priceMinor"
            label={t(chosen === 'invest' ? 'disclosure.contribution' : 'disclosure.price')}
            rules={[required, { validator: amountRule(t('draft.amountRule')) }]}
          >
            <MoneyInput />
          </Form.Item>
          <Form.Item name="profileCode" label={t('draft.profile')} rules={[required]}>
            <AnyProfileSelect />
          </Form.Item>
        </>
      )}
      <Form.Item
        name="reason"
        label={t('disclosure.whyThis')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input.TextArea rows={4} maxLength={4000} showCount />
      </Form.Item>
      {!disclosure.achievementId && (
        <Form.Item name="achievementId" label={t('disclosure.linkAchievement')} extra={t('disclosure.linkHint')}>
          <AchievementSelect />
        </Form.Item>
      )}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('disclosure.propose')}
        </Button>
        {decision && <Button onClick={onDone}>{t('common.cancel')}</Button>}
      </div>
    </Form>
  );
}

function initial(decision: Decision | null): Partial<Values> {
  if (!decision) return { form: 'licence', exclusivity: 'ordinary', pricingWay: 'auction' };
  return {
    form: decision.form,
    reason: decision.reason,
    ...(decision.pricingWay ? { pricingWay: decision.pricingWay } : {}),
    ...(decision.priceMinor ? { priceMinor: groupYuan(decision.priceMinor) } : {}),
    ...(decision.exclusivity ? { exclusivity: decision.exclusivity } : {}),
    ...(decision.companyName ? { companyName: decision.companyName } : {}),
    ...(decision.companyShareBps ? { companyShareBps: formatPercent(decision.companyShareBps).slice(0, -1) } : {}),
    ...(decision.profileCode ? { profileCode: decision.profileCode } : {}),
  };
}

function toProposal(values: Values): Proposal {
  const { form, reason, pricingWay, exclusivity, companyName, profileCode, achievementId } = values;
  const linked = achievementId ? { achievementId } : {};
  if (form === 'retain') return { form, reason, ...linked };
  return {
    form,
    reason,
    ...linked,
    ...(pricingWay ? { pricingWay } : {}),
    ...(profileCode ? { profileCode } : {}),
    priceMinor: parseYuan(values.priceMinor ?? '') ?? 0,
    ...(form === 'licence' && exclusivity ? { exclusivity } : {}),
    ...(form === 'invest'
      ? { companyName: companyName ?? '', companyShareBps: parsePercent(values.companyShareBps ?? '') ?? 0 }
      : {}),
  };
}
