import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type ActorView, type DemoLogin, identity } from '../../api/identity';
import { useAuth, useConfig } from '../../auth/actor';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';

interface LoginValues {
  login: string;
  password: string;
}

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { enter } = useAuth();
  const config = useConfig();
  const [form] = Form.useForm<LoginValues>();
  const arrive = async (actor: ActorView) => {
    await enter(actor);
    await navigate(ownPath(search.get('to')) ?? '/desk', { replace: true });
  };
  const login = useFormAction(form, identity.login, ({ actor }) => void arrive(actor));
  const fill = (demo: DemoLogin) => form.setFieldsValue({ login: demo.login, password: demo.password });
  const demoLogins = config?.demo ? (config.demoLogins ?? []) : [];
  return (
    <div className="page">
      <PageHead title={t('auth.login')} intro={t('auth.loginIntro')} />
      <div className={demoLogins.length > 0 ? 'login-grid' : 'form-narrow'}>
        <section className="panel">
          <ProblemAlert error={login.error} />
          <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => login.mutate(values)}>
            <Form.Item
              name="login"
              label={t('auth.loginName')}
              rules={[{ required: true, message: t('auth.needLogin') }]}
            >
              <Input size="large" autoComplete="username" autoFocus />
            </Form.Item>
            <Form.Item
              name="password"
              label={t('auth.password')}
              rules={[{ required: true, message: t('auth.needPassword') }]}
            >
              <Input.Password size="large" autoComplete="current-password" />
            </Form.Item>
            <Button type="primary" size="large" htmlType="submit" block loading={login.isPending}>
              {t('auth.login')}
            </Button>
          </Form>
          <p style={{ marginTop: 16 }}>
            {t('auth.noAccount')} <Link to="/register">{t('auth.register')}</Link>
          </p>
        </section>
        {demoLogins.length > 0 && (
          <section className="panel" aria-labelledby="demo-title">
            <h2 id="demo-title">{t('auth.demoTitle')}</h2>
            <p className="muted small">{t('auth.demoHint')}</p>
            <ul className="demo-logins">
              {demoLogins.map((demo) => (
                <li key={demo.login}>
                  <button type="button" onClick={() => fill(demo)}>
                    <b>{t(`role.${demo.role}`, { defaultValue: demo.role })}</b>
                    <span>
                      {demo.organisation} · {demo.name}
                    </span>
                    <code>{demo.login}</code>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}

/** Only a path of this portal: a login link must not lead anywhere else. */
function ownPath(to: string | null): string | null {
  return to && /^\/(?![/\\])/.test(to) ? to : null;
}
