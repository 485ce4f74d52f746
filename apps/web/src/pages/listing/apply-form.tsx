import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applications } from '../../api/applications';
import { FILE_TYPES, MAX_FILE_BYTES } from '../../api/documents';
import type { ListingView } from '../../api/listings';
import { windows } from '../../api/windows';
import { FilePicker } from '../../ui/file-picker';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';

interface ApplyValues {
  statement: string;
  windowId?: string;
}

const MAX_FILES = 10;

export function ApplyForm({ listing, again = false }: { listing: ListingView; again?: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<ApplyValues>();
  const [open, setOpen] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const action = useFormAction(
    form,
    async ({ statement, windowId }: ApplyValues) => {
      const documents = [];
      for (const file of files) documents.push(await applications.upload(file));
      const documentIds = documents.map((document) => document.id);
      return applications.apply(listing.id, { statement, documentIds, ...(windowId ? { windowId } : {}) });
    },
    () => void message.success(t('join.sent')),
  );
  const tooLarge = files.find((file) => file.size > MAX_FILE_BYTES);
  const fileFault =
    files.length === 0 ? t('join.needFile') : tooLarge ? t('join.tooLarge', { name: tooLarge.name }) : null;
  const [asked, setAsked] = useState(false);
  if (!open) {
    return (
      <Button type="primary" onClick={() => setOpen(true)}>
        {again ? t('join.applyAgain') : t('join.applyNow')}
      </Button>
    );
  }
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={(values) => {
        setAsked(true);
        if (!fileFault) action.mutate(values);
      }}
      onFinishFailed={() => setAsked(true)}
    >
      <ProblemAlert error={action.error} />
      <Form.Item
        name="documentIds"
        label={t('join.documents')}
        required
        extra={t('join.documentsHint')}
        validateStatus={asked && fileFault ? 'error' : ''}
        help={asked && fileFault ? fileFault : undefined}
      >
        <FilePicker
          label={t('common.chooseFiles')}
          accept={FILE_TYPES}
          files={files}
          onChange={(chosen) => setFiles(chosen.slice(0, MAX_FILES))}
        />
      </Form.Item>
      <Form.Item
        name="statement"
        label={t('join.statement')}
        rules={[{ required: true, whitespace: true, min: 10, message: t('join.statementRule') }]}
        extra={t('join.statementHint')}
      >
        <Input.TextArea rows={4} maxLength={4000} showCount />
      </Form.Item>
      <OriginField listing={listing} />
      <Button type="primary" htmlType="submit" loading={action.isPending}>
        {t('join.send')}
      </Button>
    </Form>
  );
}

/** The window that brought the candidate: one of the host's, or of a market the listing is linked into. */
function OriginField({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: ['/windows', 'all'], queryFn: () => windows.list({ limit: 100 }) });
  const markets = [listing.exchangeId, ...(listing.markets ?? []).map(({ exchangeId }) => exchangeId)];
  const options = (data?.items ?? []).filter(({ exchangeId }) => markets.includes(exchangeId));
  if (options.length === 0) return null;
  return (
    <Form.Item name="windowId" label={t('markets.origin')} extra={t('markets.originHint')}>
      <Select allowClear options={options.map(({ id, name }) => ({ value: id, label: name }))} />
    </Form.Item>
  );
}
