import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applications } from '../../api/applications';
import { FilePicker } from '../../ui/file-picker';
import { FormDialog } from '../../ui/form-dialog';
import { useFormAction } from '../../ui/use-form-action';

interface WordsDialogProps {
  label: string;
  title: string;
  intro: string;
  field: string;
  send: (text: string, documentIds: string[]) => Promise<unknown>;
}

/** What somebody has to say, with papers. */
export function WordsDialog({ label, title, intro, field, send }: WordsDialogProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [form] = Form.useForm<{ text: string }>();
  const close = () => {
    setOpen(false);
    setFiles([]);
  };
  const action = useFormAction(
    form,
    async ({ text }: { text: string }) => {
      const documentIds: string[] = [];
      for (const file of files) documentIds.push((await applications.upload(file)).id);
      return send(text, documentIds);
    },
    close,
  );
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <FormDialog
        open={open}
        onClose={close}
        title={title}
        okText={label.replace(/…$/, '')}
        form={form}
        action={action}
        intro={<p>{intro}</p>}
      >
        <Form.Item
          name="text"
          label={field}
          rules={[{ required: true, whitespace: true, min: 2, message: t('common.required') }]}
        >
          <Input.TextArea rows={5} maxLength={4000} showCount />
        </Form.Item>
        <Form.Item label={t('default.documents')}>
          <FilePicker label={t('common.chooseFiles')} accept=".pdf,.png,.jpg,.jpeg" files={files} onChange={setFiles} />
        </Form.Item>
      </FormDialog>
    </>
  );
}
