import { App, Button, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceWindow } from '../../api/identity';
import { windows } from '../../api/windows';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';
import { TermsFields, termsOf, type TermsValues } from '../windows/mandate-terms';

/** The client itself gives a window its mandate: it counts at once. */
export function GiveMandate({ window }: { window: ServiceWindow }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<TermsValues>();
  const give = useFormAction(
    form,
    (values: TermsValues) => windows.give(window.id, termsOf(values)),
    () => {
      setOpen(false);
      void message.success(t('common.done'));
    },
  );
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('mandate.give')}
      </Button>
      <Modal
        open={open}
        title={t('mandate.give')}
        okText={t('mandate.give')}
        cancelText={t('common.cancel')}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
        confirmLoading={give.isPending}
        destroyOnHidden
      >
        <ProblemAlert error={give.error} />
        <p>{t('mandate.giveText', { name: window.name })}</p>
        <Form form={form} layout="vertical" preserve={false} onFinish={(values) => give.mutate(values)}>
          <TermsFields />
        </Form>
      </Modal>
    </>
  );
}
