import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCESS, type Access, documents, FILE_TYPES, type Kind, KINDS, MAX_FILE_BYTES } from '../../../api/documents';
import { listings } from '../../../api/listings';
import { FilePicker } from '../../../ui/file-picker';
import { ProblemAlert } from '../../../ui/problem-alert';
import { useFormAction } from '../../../ui/use-form-action';

interface Values {
  title: string;
  kind: Kind;
  access: Access;
}

/** One paper at a time: what it is, who may read it, and the file. */
export function AddDocument({ listingId }: { listingId: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [open, setOpen] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [asked, setAsked] = useState(false);
  const sale = useQuery({ queryKey: ['/listings', listingId], queryFn: () => listings.get(listingId) });
  const isPublic = Boolean(sale.data?.noticeEndsAt);
  const close = () => {
    setOpen(false);
    setFiles([]);
    setAsked(false);
    form.resetFields();
  };
  const add = useFormAction(
    form,
    async (values: Values) => {
      const [file] = files;
      if (!file) throw new Error('no file');
      const { id, scanned } = await documents.upload(file);
      await documents.add(listingId, { ...values, attachmentId: id });
      return scanned;
    },
    (scanned) => {
      void message.success(t(scanned ? 'documents.addedScanned' : 'documents.added'));
      close();
    },
  );
  const [file] = files;
  const fault = !file
    ? t('documents.needFile')
    : file.size > MAX_FILE_BYTES
      ? t('join.tooLarge', { name: file.name })
      : null;
  if (!open)
    return (
      <Button className="add-document" onClick={() => setOpen(true)}>
        {t('documents.add')}
      </Button>
    );
  const required = { required: true, message: t('common.required') };
  return (
    <Form
      form={form}
      layout="vertical"
      className="add-document"
      initialValues={{ kind: 'technical', access: 'confidential' }}
      onFinish={(values) => {
        setAsked(true);
        if (!fault) add.mutate(values);
      }}
      onFinishFailed={() => setAsked(true)}
    >
      <ProblemAlert error={add.error} />
      {isPublic && <Alert className="restarts" type="warning" showIcon title={t('documents.restarts')} />}
      <Form.Item
        label={t('documents.file')}
        required
        extra={t('documents.fileHint')}
        validateStatus={asked && fault ? 'error' : ''}
        help={asked && fault ? fault : undefined}
      >
        <FilePicker
          label={t('common.chooseFiles')}
          accept={FILE_TYPES}
          multiple={false}
          files={files}
          onChange={(chosen) => {
            setFiles(chosen);
            const name = chosen[0]?.name.replace(/\.[^.]+$/, '');
            if (name && !form.getFieldValue('title')) form.setFieldValue('title', name.slice(0, 200));
          }}
        />
      </Form.Item>
      <Form.Item name="title" label={t('documents.name')} rules={[{ ...required, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="kind" label={t('documents.kindLabel')} rules={[required]}>
        <Select options={KINDS.map((value) => ({ value, label: t(`documents.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="access" label={t('documents.accessLabel')} rules={[required]}>
        <Radio.Group className="access-choice">
          {ACCESS.map((value) => (
            <Radio key={value} value={value}>
              {t(`documents.access.${value}`)}
              <span className="muted small"> {t(`documents.about.${value}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {t('documents.add')}
        </Button>
        <Button disabled={add.isPending} onClick={close}>
          {t('common.cancel')}
        </Button>
      </div>
    </Form>
  );
}
