import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applications } from '../../api/applications';
import { identity } from '../../api/identity';
import { windows } from '../../api/windows';
import { FilePicker } from '../../ui/file-picker';
import { FormDialog } from '../../ui/form-dialog';
import { useFormAction } from '../../ui/use-form-action';
import { TermsFields, termsOf, type TermsValues } from './mandate-terms';

/** Who may send a window to act for it. */
const CLIENTS = ['company', 'university'] as const;

/** A clerk enters the paper a client brought, with its scan; somebody else confirms it. */
export function PaperMandate() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [q, setQ] = useState('');
  const [form] = Form.useForm<TermsValues & { clientId: string; paperId: string }>();
  const clients = useQuery({
    queryKey: ['/organisations', 'clients', q],
    queryFn: async () => {
      const found = await Promise.all(CLIENTS.map((kind) => identity.organisations(kind, q)));
      return found.flatMap(({ items }) => items);
    },
    enabled: open,
  });
  const enter = useFormAction(
    form,
    async ({ clientId, ...values }: TermsValues & { clientId: string }) => {
      const scan = await applications.upload(files[0]!);
      return windows.enterPaper({ clientId, paperId: scan.id, ...termsOf(values) });
    },
    () => {
      setOpen(false);
      setFiles([]);
      void message.success(t('mandates.entered'));
    },
  );
  const required = { required: true, message: t('common.required') };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('mandates.enter')}
      </Button>
      <FormDialog
        open={open}
        title={t('mandates.enter')}
        onClose={() => setOpen(false)}
        form={form}
        action={enter}
        intro={<p className="explain">{t('mandates.enterText')}</p>}
      >
        <Form.Item name="clientId" label={t('mandates.client')} rules={[required]}>
          <Select
            showSearch={{ filterOption: false, onSearch: setQ }}
            loading={clients.isFetching}
            options={(clients.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <TermsFields />
        <Form.Item
          name="paperId"
          label={t('mandates.scan')}
          required
          rules={[
            {
              validator: () =>
                files.length === 1 ? Promise.resolve() : Promise.reject(new Error(t('mandates.needScan'))),
            },
          ]}
        >
          <FilePicker
            label={t('common.chooseFile')}
            accept=".pdf,.png,.jpg,.jpeg"
            multiple={false}
            files={files}
            onChange={setFiles}
          />
        </Form.Item>
      </FormDialog>
    </>
  );
}
