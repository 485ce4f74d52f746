import { useQuery } from '@tanstack/react-query';
import { Form, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applications, GROUNDS } from '../../api/applications';
import { identity } from '../../api/identity';
import type { ListingView } from '../../api/listings';
import { type NewRight, rights } from '../../api/relations';
import { FilePicker } from '../../ui/file-picker';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';

const MAY_HOLD = ['company', 'university', 'broker'];

interface RightFormProps {
  open: boolean;
  listing: ListingView;
  onClose: () => void;
}

export function RightForm({ open, listing, onClose }: RightFormProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<NewRight>();
  const [q, setQ] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const found = useQuery({
    queryKey: ['/organisations', 'holders', q],
    queryFn: () => identity.organisations(undefined, q),
    placeholderData: (previous) => previous,
    enabled: open,
  });
  const add = useFormAction(
    form,
    async (values: NewRight) => {
      const [file] = files;
      const evidenceId = file ? (await applications.upload(file)).id : undefined;
      return rights.register(listing.id, { ...values, evidenceId });
    },
    () => {
      setFiles([]);
      onClose();
    },
  );
  const required = { required: true, message: t('common.required') };
  const holders = (found.data?.items ?? []).filter(
    ({ id, kind }) => MAY_HOLD.includes(kind) && id !== listing.transferorId,
  );
  return (
    <Modal
      open={open}
      title={t('rights.register')}
      okText={t('rights.register')}
      cancelText={t('common.cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={add.isPending}
      destroyOnHidden
    >
      <ProblemAlert error={add.error} />
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ rank: 1, ground: 'inventor' }}
        onFinish={(values) => add.mutate(values)}
      >
        <Form.Item name="organisationId" label={t('rights.holder')} rules={[required]}>
          <Select
            showSearch={{ filterOption: false, onSearch: setQ }}
            loading={found.isFetching}
            options={holders.map((item) => ({
              value: item.id,
              label: [item.name, item.uscc].filter(Boolean).join(' · '),
            }))}
          />
        </Form.Item>
        <Form.Item name="ground" label={t('applications.ground')} rules={[required]}>
          <Select options={GROUNDS.map((value) => ({ value, label: t(`ground.${value}`) }))} />
        </Form.Item>
        <Form.Item name="rank" label={t('applications.rank')} rules={[required]}>
          <InputNumber min={1} max={99} precision={0} />
        </Form.Item>
        <Form.Item name="evidenceId" label={t('relations.evidence')} extra={t('rights.evidenceHint')}>
          <FilePicker
            label={t('common.chooseFiles')}
            accept=".pdf,.png,.jpg,.jpeg"
            multiple={false}
            files={files}
            onChange={setFiles}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
