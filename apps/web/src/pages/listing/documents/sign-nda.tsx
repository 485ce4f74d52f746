import { App, Checkbox, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { documents, type NdaOffer } from '../../../api/documents';
import { useAuth } from '../../../auth/actor';
import { ProblemAlert } from '../../../ui/problem-alert';
import { useFormAction } from '../../../ui/use-form-action';

interface SignNdaProps {
  listingId: string;
  offer: NdaOffer;
  open: boolean;
  onClose: () => void;
}

interface Signing {
  signatory: string;
  agreed: boolean;
}

/** The whole text, a name and a tick: nothing is agreed to by the way. */
export function SignNda({ listingId, offer, open, onClose }: SignNdaProps) {
  const { t } = useTranslation();
  const { actor } = useAuth();
  const { message } = App.useApp();
  const [form] = Form.useForm<Signing>();
  const agreed = Form.useWatch('agreed', form);
  const { language, sha256, text } = offer;
  const sign = useFormAction(
    form,
    (values: Signing) => documents.sign(listingId, { ...values, language, sha256 }),
    () => {
      void message.success(t('nda.signed'));
      onClose();
    },
  );
  return (
    <Modal
      open={open}
      title={t('nda.title')}
      width={720}
      okText={t('nda.sign')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !agreed, loading: sign.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <ProblemAlert error={sign.error} />
      <div className="nda-text" tabIndex={0} role="document" aria-label={t('nda.title')}>
        {text}
      </div>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ signatory: '', agreed: false }}
        onFinish={(values) => sign.mutate(values)}
      >
        <Form.Item
          name="signatory"
          label={t('nda.signatory', { organisation: actor?.organisation.name ?? '' })}
          rules={[{ required: true, whitespace: true, min: 2, message: t('nda.signatoryRule') }]}
        >
          <Input maxLength={100} autoComplete="name" />
        </Form.Item>
        <Form.Item name="agreed" valuePropName="checked">
          <Checkbox>{t('nda.agree')}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}
