import { useQuery } from '@tanstack/react-query';
import { Form, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GROUNDS } from '../../api/applications';
import { identity } from '../../api/identity';
import type { ListingView } from '../../api/listings';
import { type NewRight, rights } from '../../api/relations';
import { FormDialog } from '../../ui/form-dialog';
import { useFormAction } from '../../ui/use-form-action';
import { EvidenceField, uploadEvidence } from '../qualification/evidence-field';

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
  const done = () => {
    setFiles([]);
    onClose();
  };
  const add = useFormAction(
    form,
    async (values: NewRight) => rights.register(listing.id, { ...values, evidenceId: await uploadEvidence(files) }),
    done,
  );
  const required = { required: true, message: t('common.required') };
  const holders = (found.data?.items ?? []).filter(
    ({ id, kind }) => MAY_HOLD.includes(kind) && id !== listing.transferorId,
  );
  return (
    <FormDialog
      open={open}
      title={t('rights.register')}
      onClose={done}
      form={form}
      initialValues={{ rank: 1, ground: 'inventor' }}
      action={add}
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
      <EvidenceField hint={t('rights.evidenceHint')} files={files} onChange={setFiles} />
    </FormDialog>
  );
}
