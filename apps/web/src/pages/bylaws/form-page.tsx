import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { bylaws, type BylawsInForce, DEADLINES } from '../../api/bylaws';
import { Guard } from '../../auth/guard';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { useFormAction } from '../../ui/use-form-action';
import { toBylaws, toValues, type Values } from './bylaw-values';
import { ChainFields } from './chain-fields';

export function Component() {
  return (
    <Guard permission="bylaw.write">
      <FormPage />
    </Guard>
  );
}

function FormPage() {
  const { t } = useTranslation();
  // What is being written stays, whatever is confirmed meanwhile.
  const found = useQuery({
    queryKey: ['/bylaws', 'current'],
    queryFn: bylaws.current,
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <PageHead
        title={t('bylaw.write')}
        intro={
          <>
            <Link to="/desk/bylaws">{t('bylaw.title')}</Link> · {t('bylaw.writeIntro')}
          </>
        }
      />
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading rows={8} />}
      {found.data && <BylawForm inForce={found.data} />}
    </>
  );
}

function BylawForm({ inForce }: { inForce: BylawsInForce }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const save = useFormAction(
    form,
    (values: Values) => bylaws.write(toBylaws(values)),
    ({ id }) => void navigate(`/desk/bylaws/${id}`),
  );
  const words = { required: true, whitespace: true, message: t('common.required') };
  return (
    <Form
      form={form}
      layout="vertical"
      className="bylaw-form"
      scrollToFirstError
      initialValues={toValues(inForce.body)}
      onFinish={(values) => save.mutate(values)}
    >
      <ProblemAlert error={save.error} />
      <section className="panel">
        <div className="pair">
          <Form.Item name="source" label={t('bylaw.document')} extra={t('bylaw.documentHint')} rules={[words]}>
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name="effectiveOn" label={t('bylaw.effective')} extra={t('bylaw.effectiveHint')} rules={[words]}>
            <Input type="date" className="num" />
          </Form.Item>
        </div>
      </section>
      <section className="panel" aria-labelledby="deadlines-title">
        <h2 id="deadlines-title">{t('bylaw.deadlines')}</h2>
        {DEADLINES.map((name) => (
          <div key={name} className="bylaw-line">
            <span className="bylaw-name">{t(`bylaw.deadline.${name}`)}</span>
            <Form.Item
              name={['deadlines', name, 'days']}
              label={t('bylaw.workingDays')}
              rules={[{ required: true, message: t('common.required') }]}
            >
              <InputNumber min={1} max={60} precision={0} />
            </Form.Item>
            <Form.Item name={['deadlines', name, 'source']} label={t('bylaw.clause')} rules={[words]}>
              <Input maxLength={500} />
            </Form.Item>
          </div>
        ))}
      </section>
      <section className="panel" aria-labelledby="chain-title">
        <h2 id="chain-title">{t('bylaw.chain')}</h2>
        <p className="muted small">{t('bylaw.chainHint')}</p>
        <ChainFields />
      </section>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('bylaw.submit')}
        </Button>
        <span className="muted small">{t('bylaw.submitHint')}</span>
      </div>
    </Form>
  );
}
