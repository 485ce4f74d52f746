import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { RuleProfile } from '../../api/listings';
import { rules } from '../../api/rules';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';

/** A new version of rules of one's own, or a copy of the platform's under a code of one's own. */
export function BeginDraft({ base, own }: { base: RuleProfile; own: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ code: string }>();
  const begin = useFormAction(
    form,
    ({ code }: { code?: string }) =>
      rules.begin({ baseCode: base.code, baseVersion: base.version, ...(code ? { code } : {}) }),
    (draft) => void navigate(`/desk/rules/${draft.id}`),
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t(own ? 'rules.revise' : 'rules.copy')}</Button>
      <Modal
        open={open}
        title={t(own ? 'rules.revise' : 'rules.copy')}
        okText={t('rules.begin')}
        cancelText={t('common.cancel')}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
        confirmLoading={begin.isPending}
        destroyOnHidden
      >
        <ProblemAlert error={begin.error} />
        <p style={{ marginBottom: 12 }}>
          {t(own ? 'rules.reviseText' : 'rules.copyText', { code: base.code, version: base.version })}
        </p>
        <Form form={form} layout="vertical" preserve={false} onFinish={(values) => begin.mutate(values)}>
          {!own && (
            <Form.Item
              name="code"
              label={t('rules.code')}
              extra={t('rules.codeHint')}
              rules={[{ required: true, pattern: /^[a-z0-9-]{1,64}$/, message: t('rules.codeRule') }]}
            >
              <Input autoComplete="off" maxLength={64} placeholder="nanyue-university" />
            </Form.Item>
          )}
        </Form>
      </Modal>
    </>
  );
}
