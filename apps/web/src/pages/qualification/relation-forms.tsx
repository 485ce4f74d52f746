import { Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DECLARED_ROLES, type NewHolding, type NewPerson, relations } from '../../api/relations';
import { FormDialog } from '../../ui/form-dialog';
import { useFormAction } from '../../ui/use-form-action';
import { ExchangeSelect } from '../seller/party-selects';
import { EvidenceField, uploadEvidence } from './evidence-field';
import { today } from './relation-acts';

interface DialogProps {
  open: boolean;
  onClose: () => void;
}

/** Day, evidence and who is to verify it, the same for people and holdings. */
function Common({ files, onFiles }: { files: File[]; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="fromOn"
        label={t('relations.fromOn')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Input type="date" max={today()} />
      </Form.Item>
      <EvidenceField hint={t('relations.evidenceHint')} files={files} onChange={onFiles} />
      <Form.Item name="exchangeId" label={t('relations.exchange')} extra={t('relations.exchangeHint')}>
        <ExchangeSelect />
      </Form.Item>
    </>
  );
}

export function PersonForm({ open, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<NewPerson>();
  const [files, setFiles] = useState<File[]>([]);
  const done = () => {
    setFiles([]);
    onClose();
  };
  const add = useFormAction(
    form,
    async (values: NewPerson) => relations.person({ ...values, evidenceId: await uploadEvidence(files) }),
    done,
  );
  const required = { required: true, message: t('common.required') };
  return (
    <FormDialog
      open={open}
      title={t('relations.addPerson')}
      okText={t('relations.declare')}
      onClose={done}
      form={form}
      action={add}
    >
      <Form.Item name="name" label={t('people.name')} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="idNumber" label={t('qualify.idNumber')} rules={[required]} extra={t('qualify.idNumberHint')}>
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      <Form.Item name="role" label={t('relations.role')} rules={[required]}>
        <Select options={DECLARED_ROLES.map((value) => ({ value, label: t(`relationRole.${value}`) }))} />
      </Form.Item>
      <Common files={files} onFiles={setFiles} />
    </FormDialog>
  );
}

type HoldingValues = Omit<NewHolding, 'basisPoints'> & { percent: number };

export function HoldingForm({ open, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<HoldingValues>();
  const type = Form.useWatch(['holder', 'type'], form);
  const [files, setFiles] = useState<File[]>([]);
  const done = () => {
    setFiles([]);
    onClose();
  };
  const add = useFormAction(
    form,
    async ({ percent, ...values }: HoldingValues) =>
      relations.holding({
        ...values,
        basisPoints: Math.round(percent * 100),
        evidenceId: await uploadEvidence(files),
      }),
    done,
  );
  const required = { required: true, message: t('common.required') };
  return (
    <FormDialog
      open={open}
      title={t('relations.addHolding')}
      okText={t('relations.declare')}
      onClose={done}
      form={form}
      action={add}
      initialValues={{ holder: { type: 'organisation' } }}
      intro={<p className="small muted">{t('relations.holdingText')}</p>}
    >
      <Form.Item name={['holder', 'type']} label={t('relations.holderType')} rules={[required]}>
        <Select
          options={['organisation', 'person', 'state'].map((value) => ({
            value,
            label: t(`relations.holder.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name={['holder', 'name']} label={t('relations.holderName')} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
      {type === 'organisation' && (
        <Form.Item name={['holder', 'uscc']} label={t('register.uscc')} rules={[required]}>
          <Input maxLength={18} />
        </Form.Item>
      )}
      {type === 'person' && (
        <Form.Item
          name={['holder', 'idNumber']}
          label={t('qualify.idNumber')}
          rules={[required]}
          extra={t('qualify.idNumberHint')}
        >
          <Input maxLength={30} autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item name="percent" label={t('relations.percent')} rules={[required]}>
        <InputNumber min={0.01} max={100} precision={2} suffix="%" style={{ width: 160 }} />
      </Form.Item>
      <Common files={files} onFiles={setFiles} />
    </FormDialog>
  );
}
