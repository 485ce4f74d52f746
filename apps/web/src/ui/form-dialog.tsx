import { Form, type FormInstance, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './problem-alert';

interface FormDialogProps<V extends object> {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What the button says, where that is not the title. */
  okText?: string;
  width?: number;
  form: FormInstance<V>;
  initialValues?: object;
  action: { error: Error | null; isPending: boolean; mutate: (values: V) => void };
  intro?: ReactNode;
  children: ReactNode;
}

/** One form in a dialog: its fault stands on top, and what was typed is gone when it closes. */
export function FormDialog<V extends object>(props: FormDialogProps<V>) {
  const {
    open,
    onClose,
    title,
    okText = title,
    width = 520,
    form,
    initialValues = {},
    action,
    intro,
    children,
  } = props;
  const { t } = useTranslation();
  return (
    <Modal
      open={open}
      title={title}
      width={width}
      okText={okText}
      cancelText={t('common.cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={action.isPending}
      destroyOnHidden
    >
      <ProblemAlert error={action.error} />
      {intro}
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={initialValues}
        onFinish={(values) => action.mutate(values)}
      >
        {children}
      </Form>
    </Modal>
  );
}
