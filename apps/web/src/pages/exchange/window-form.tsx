import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WINDOW_KINDS, type WindowDetails, windows, type WindowView } from '../../api/windows';
import { REGIONS, regionName } from '../../lib/regions';
import { FormDialog } from '../../ui/form-dialog';
import { useFormAction } from '../../ui/use-form-action';
import { HoursEditor, USUAL_HOURS } from './hours-editor';

type Values = WindowDetails & { admin: { login: string; name: string; password: string } };

/** Opens a window, or changes one. */
export function WindowForm({ window }: { window?: WindowView }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const title = t(window ? 'windows.form.change' : 'windows.form.open');
  const save = useFormAction(
    form,
    (values: Values) => (window ? windows.change(window.id, values) : windows.open(values)),
    () => {
      setOpen(false);
      void message.success(t('common.done'));
    },
  );
  const required = { required: true, message: t('common.required') };
  return (
    <>
      <Button {...(window ? { size: 'small' } : { type: 'primary' })} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <FormDialog
        open={open}
        title={title}
        width={680}
        onClose={() => setOpen(false)}
        form={form}
        initialValues={
          window ? { ...window, hours: window.hours ?? USUAL_HOURS } : { hours: USUAL_HOURS, kind: 'prefecture' }
        }
        action={save}
      >
        <Form.Item name="name" label={t('windows.form.name')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="regionCode" label={t('windows.region')} rules={[required]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={Object.keys(REGIONS).map((value) => ({ value, label: regionName(value, i18n.language) }))}
            />
          </Form.Item>
          <Form.Item name="kind" label={t('windows.filter.kind')} rules={[required]}>
            <Select options={WINDOW_KINDS.map((value) => ({ value, label: t(`windows.kind.${value}`) }))} />
          </Form.Item>
        </div>
        <Form.Item name="address" label={t('windows.form.address')}>
          <Input maxLength={300} />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="phone" label={t('windows.form.phone')}>
            <Input maxLength={40} inputMode="tel" />
          </Form.Item>
          <Form.Item name="contactName" label={t('windows.form.contactName')}>
            <Input maxLength={100} />
          </Form.Item>
        </div>
        <Form.Item name="hours" label={t('windows.hours')}>
          <HoursEditor />
        </Form.Item>
        {!window && (
          <>
            <p className="small muted">{t('windows.form.adminHint')}</p>
            <div className="form-pair">
              <Form.Item name={['admin', 'name']} label={t('people.name')} rules={[required]}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name={['admin', 'login']} label={t('auth.loginName')} rules={[required]}>
                <Input autoComplete="off" />
              </Form.Item>
            </div>
            <Form.Item
              name={['admin', 'password']}
              label={t('auth.password')}
              rules={[required, { min: 8, message: t('register.passwordHint') }]}
            >
              <Input.Password autoComplete="new-password" />
            </Form.Item>
          </>
        )}
      </FormDialog>
    </>
  );
}
