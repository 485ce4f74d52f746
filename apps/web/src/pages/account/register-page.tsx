import { Button, Form, Input, Radio, Result, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity, type Organisation, type Registration } from '../../api/identity';
import { REGIONS, regionName } from '../../lib/regions';
import { isValidUscc } from '../../lib/uscc';
import { OwnershipChoice } from './ownership';
import { ButtonLink } from '../../ui/button-link';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';

const KINDS = ['company', 'university', 'broker'];

export function Component() {
  const { t, i18n } = useTranslation();
  const [form] = Form.useForm<Registration>();
  const kind = Form.useWatch('kind', form) ?? 'company';
  const [done, setDone] = useState<Organisation | null>(null);
  const register = useFormAction(form, identity.register, setDone);
  if (done) {
    return (
      <div className="page">
        <Result
          status="success"
          title={t('register.done', { name: done.name })}
          subTitle={t('register.doneHint')}
          extra={
            <ButtonLink to="/login" type="primary">
              {t('auth.login')}
            </ButtonLink>
          }
        />
      </div>
    );
  }
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <div className="page">
      <PageHead title={t('register.title')} intro={t('register.intro')} />
      <section className="panel form-narrow">
        <ProblemAlert error={register.error} />
        <Form
          form={form}
          layout="vertical"
          initialValues={{ kind: 'company', regionCode: '440100' }}
          onFinish={(values) => register.mutate({ ...values, uscc: values.uscc.trim().toUpperCase() })}
          scrollToFirstError
        >
          <Form.Item name="kind" label={t('register.kind')} rules={[required]}>
            <Radio.Group options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
          </Form.Item>
          {(kind === 'company' || kind === 'university') && (
            <Form.Item
              key={kind}
              name="ownership"
              label={t('ownership.label')}
              extra={t('ownership.hint')}
              preserve={false}
              rules={[required]}
            >
              <OwnershipChoice kind={kind} />
            </Form.Item>
          )}
          <Form.Item name="name" label={t('register.name')} rules={[required, { min: 2, max: 200 }]}>
            <Input autoComplete="organization" />
          </Form.Item>
          <Form.Item
            name="uscc"
            label={t('register.uscc')}
            extra={t('register.usccHint')}
            validateTrigger="onBlur"
            rules={[
              required,
              {
                validator: (_, value: string) =>
                  !value || isValidUscc(value.trim().toUpperCase())
                    ? Promise.resolve()
                    : Promise.reject(new Error(t('register.usccRule'))),
              },
            ]}
          >
            <Input className="num" maxLength={18} autoComplete="off" />
          </Form.Item>
          <Form.Item name="regionCode" label={t('register.region')} rules={[required]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={Object.keys(REGIONS).map((value) => ({
                value,
                label: `${regionName(value, i18n.language)} ${value}`,
              }))}
            />
          </Form.Item>
          <h2 className="form-section">{t('register.admin')}</h2>
          <Form.Item name={['admin', 'name']} label={t('register.adminName')} rules={[required]}>
            <Input autoComplete="name" maxLength={100} />
          </Form.Item>
          <Form.Item
            name={['admin', 'login']}
            label={t('auth.loginName')}
            rules={[required, { min: 3, max: 64, message: t('register.loginRule') }]}
          >
            <Input autoComplete="username" />
          </Form.Item>
          <Form.Item
            name={['admin', 'password']}
            label={t('auth.password')}
            extra={t('register.passwordHint')}
            rules={[required, { min: 8, max: 128, message: t('register.passwordHint') }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Button type="primary" size="large" htmlType="submit" loading={register.isPending}>
            {t('register.send')}
          </Button>
        </Form>
      </section>
    </div>
  );
}
