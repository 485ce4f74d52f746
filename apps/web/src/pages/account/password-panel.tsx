import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { identity } from '../../api/identity';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';

interface PasswordValues {
  current: string;
  password: string;
}

export function PasswordPanel() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<PasswordValues>();
  const change = useFormAction(form, identity.changePassword, () => {
    form.resetFields();
    void message.success(t('sessions.passwordChanged'));
  });
  return (
    <section className="panel form-narrow" aria-labelledby="password-title" style={{ marginTop: 24 }}>
      <h2 id="password-title">{t('sessions.password')}</h2>
      <p className="muted">{t('sessions.passwordText')}</p>
      <ProblemAlert error={change.error} />
      <Form
        form={form}
        layout="vertical"
        style={{ marginTop: 14 }}
        onFinish={(values: PasswordValues) => change.mutate(values)}
      >
        <Form.Item
          name="current"
          label={t('sessions.currentPassword')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('sessions.newPassword')}
          extra={t('register.passwordHint')}
          rules={[{ required: true, min: 8, max: 128, message: t('register.passwordHint') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('sessions.password')}
        </Button>
      </Form>
    </section>
  );
}
