import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import {
  CHOICE_NAMES,
  DEDUCTION_KINDS,
  REWARD_CLASSES,
  type RewardRuleBody,
  rewardRules,
  RULE_CHOICES,
  RULE_TERMS,
} from '../../api/rewards';
import { Guard } from '../../auth/guard';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { useFormAction } from '../../ui/use-form-action';
import { toBody, toValues, type Values } from './rule-values';

export function Component() {
  return (
    <Guard permission="reward.manage">
      <FormPage />
    </Guard>
  );
}

function FormPage() {
  const { t } = useTranslation();
  // What is being written stays, whatever is confirmed meanwhile.
  const found = useQuery({
    queryKey: ['/reward-rules', 'current'],
    queryFn: rewardRules.current,
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <PageHead
        title={t('rewardRule.write')}
        intro={
          <>
            <Link to="/desk/reward-rules">{t('rewardRule.title')}</Link> · {t('rewardRule.writeIntro')}
          </>
        }
      />
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading rows={8} />}
      {found.data && <RuleForm body={found.data.body} />}
    </>
  );
}

function RuleForm({ body }: { body: RewardRuleBody }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const save = useFormAction(
    form,
    ({ source, effectiveOn, ...values }: Values) => rewardRules.write({ source, effectiveOn, body: toBody(values) }),
    ({ id }) => void navigate(`/desk/reward-rules/${id}`),
  );
  const words = { required: true, whitespace: true, message: t('common.required') };
  const line = (path: [string, string] | [string], name: string, field: React.ReactNode) => (
    <div key={path.join('.')} className="bylaw-line reward-rule-line">
      <span className="bylaw-name">{name}</span>
      {field}
      <Form.Item name={[...path, 'source']} label={t('rewardRule.clause')} rules={[words]}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
      </Form.Item>
    </div>
  );
  const percent = (path: string[], label: string) => (
    <Form.Item name={path} label={label} rules={[{ required: true, message: t('common.required') }]}>
      <InputNumber min={0.01} max={100} precision={2} suffix="%" />
    </Form.Item>
  );
  return (
    <Form
      form={form}
      layout="vertical"
      className="bylaw-form"
      scrollToFirstError
      initialValues={toValues(body)}
      onFinish={(values) => save.mutate(values)}
    >
      <ProblemAlert error={save.error} />
      <section className="panel">
        <div className="pair">
          <Form.Item
            name="source"
            label={t('rewardRule.document')}
            extra={t('rewardRule.documentHint')}
            rules={[words]}
          >
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item
            name="effectiveOn"
            label={t('rewardRule.effective')}
            extra={t('rewardRule.effectiveHint')}
            rules={[words]}
          >
            <Input type="date" className="num" />
          </Form.Item>
        </div>
      </section>
      <section className="panel" aria-labelledby="rates-title">
        <h2 id="rates-title">{t('rewardRule.rates')}</h2>
        <p className="muted small">{t('rewardRule.floorHint')}</p>
        {REWARD_CLASSES.map((name) =>
          line(['rates', name], t(`reward.class.${name}`), percent(['rates', name, 'bps'], t('rewardRule.ofNet'))),
        )}
        {line(['main'], t('rewardRule.main'), percent(['main', 'bps'], t('rewardRule.ofAward')))}
      </section>
      <section className="panel" aria-labelledby="deductions-title">
        <h2 id="deductions-title">{t('reward.deductions')}</h2>
        {DEDUCTION_KINDS.map((name) =>
          line(
            ['deductions', name],
            t(`reward.deduction.${name}`),
            <div>
              <Form.Item name={['deductions', name, 'allowed']} valuePropName="checked">
                <Checkbox>{t('rewardRule.deducted')}</Checkbox>
              </Form.Item>
              <Form.Item name={['deductions', name, 'capBps']} label={t('rewardRule.capLabel')}>
                <InputNumber min={0.01} max={100} precision={2} suffix="%" />
              </Form.Item>
            </div>,
          ),
        )}
      </section>
      <section className="panel" aria-labelledby="procedure-title">
        <h2 id="procedure-title">{t('rewardRule.procedure')}</h2>
        {RULE_TERMS.map((name) =>
          line(
            ['terms', name],
            t(`rewardRule.term.${name}`),
            <Form.Item
              name={['terms', name, 'days']}
              label={t('rewardRule.workingDays')}
              rules={[{ required: true, message: t('common.required') }]}
            >
              <InputNumber min={name === 'publicity' ? 0 : 1} max={60} precision={0} />
            </Form.Item>,
          ),
        )}
        <div className="pair" style={{ marginTop: 12 }}>
          {CHOICE_NAMES.map((name) => (
            <Form.Item
              key={name}
              name={name}
              label={t(`rewardRule.choice.${name}`)}
              rules={[{ required: true, message: t('common.required') }]}
            >
              <Select
                options={RULE_CHOICES[name].map((value) => ({ value, label: t(`rewardRule.chosen.${value}`) }))}
              />
            </Form.Item>
          ))}
        </div>
      </section>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('rewardRule.submit')}
        </Button>
        <span className="muted small">{t('rewardRule.submitHint')}</span>
      </div>
    </Form>
  );
}
