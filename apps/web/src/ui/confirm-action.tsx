import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, type ButtonProps, Form, Input, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSentBefore, isSpent } from '../lib/accepted';
import { newCommandId } from '../lib/command-id';
import { ProblemAlert } from './problem-alert';
import { useFirstField } from './use-first-field';

interface ConfirmActionProps {
  label: string;
  title: string;
  /** What will happen, in full, before it happens. */
  children: React.ReactNode;
  /** `commandId` stays the same while the dialog is open: what is sent again after a lost answer cannot count twice. */
  run: (reason: string, commandId: string) => Promise<unknown>;
  done?: string;
  /** Ask for a reason and send it along. */
  reasonLabel?: string;
  /** As long as the server takes it. */
  reasonMax?: number;
  confirmLabel?: string;
  danger?: boolean;
  /** What the act needs is not filled in yet. */
  incomplete?: boolean;
  button?: ButtonProps;
  onDone?: () => void;
}

/** A button whose act asks first, shows its failure in place, and refreshes what the page shows. */
export function ConfirmAction(props: ConfirmActionProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const commandId = useRef('');
  const action = useMutation({
    mutationFn: (reason: string) => props.run(reason, commandId.current),
    onError: (error) => {
      if (isSpent(error)) commandId.current = newCommandId();
    },
    onSuccess: async () => {
      setOpen(false);
      form.resetFields();
      void message.success(props.done ?? t('common.done'));
      await client.invalidateQueries();
      props.onDone?.();
    },
  });
  const { body, afterOpenChange } = useFirstField();
  const start = () => {
    action.reset();
    commandId.current = newCommandId();
    setOpen(true);
  };
  return (
    <>
      <Button danger={props.danger ?? false} {...props.button} onClick={start}>
        {props.label}
      </Button>
      <Modal
        open={open}
        title={props.title.replace(/…$/, '')}
        afterOpenChange={afterOpenChange}
        onCancel={() => setOpen(false)}
        okText={props.confirmLabel ?? props.label.replace(/…$/, '')}
        cancelText={t('common.cancel')}
        okButtonProps={{
          danger: props.danger ?? false,
          disabled: props.incomplete ?? false,
          loading: action.isPending,
        }}
        onOk={() => form.submit()}
        destroyOnHidden
      >
        <div ref={body}>
          <ProblemAlert error={action.error} />
          {isSentBefore(action.error) && <p className="fault">{t('common.sentBefore')}</p>}
          <div className="stack">{props.children}</div>
          <Form
            form={form}
            layout="vertical"
            style={{ marginTop: 14 }}
            onFinish={(values) => action.mutate(values.reason?.trim() ?? '')}
          >
            {props.reasonLabel && (
              <Form.Item
                name="reason"
                label={props.reasonLabel}
                rules={[{ required: true, whitespace: true, min: 2, message: t('common.reasonRequired') }]}
              >
                <Input.TextArea rows={3} maxLength={props.reasonMax ?? 500} showCount />
              </Form.Item>
            )}
          </Form>
        </div>
      </Modal>
    </>
  );
}
