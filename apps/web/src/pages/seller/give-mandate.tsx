import { App, Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceWindow } from '../../api/identity';
import { windows } from '../../api/windows';
import { FormDialog } from '../../ui/form-dialog';
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
      <FormDialog
        open={open}
        title={t('mandate.give')}
        onClose={() => setOpen(false)}
        form={form}
        action={give}
        intro={<p>{t('mandate.giveText', { name: window.name })}</p>}
      >
        <TermsFields />
      </FormDialog>
    </>
  );
}
