import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bank } from '../../api/bank';
import type { BankLine } from '../../api/money';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';

/** What people found out about a line, and room for more. */
export function LineNotes({ line }: { line: BankLine }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="note-link" onClick={() => setOpen(true)}>
        {line.noteCount ? t('banking.notesCount', { count: line.noteCount }) : t('banking.notes')}
      </button>
      <Modal open={open} title={t('banking.notes')} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Notes line={line} />
      </Modal>
    </>
  );
}

function Notes({ line }: { line: BankLine }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ text: string }>();
  const found = useQuery({ queryKey: ['/bank-lines', line.id], queryFn: () => bank.line(line.id) });
  const add = useFormAction(
    form,
    ({ text }: { text: string }) => bank.note(line.id, text.trim()),
    () => form.resetFields(),
  );
  const notes = found.data?.notes ?? [];
  return (
    <div className="stack">
      <p>
        {line.payerName} · <Money amount={line.amountMinor} /> · <span className="num">{line.serial}</span>
      </p>
      <ProblemAlert error={found.error ?? add.error} />
      {found.data && notes.length === 0 && <p className="muted">{t('banking.noNotes')}</p>}
      {notes.length > 0 && (
        <ol className="notes">
          {notes.map((note) => (
            <li key={note.id}>
              <p>{note.text}</p>
              <span className="muted small">
                {note.writtenByName} · <Moment at={note.writtenAt} />
              </span>
            </li>
          ))}
        </ol>
      )}
      <Form form={form} layout="vertical" onFinish={(values) => add.mutate(values)}>
        <Form.Item
          name="text"
          label={t('banking.noteLabel')}
          rules={[{ required: true, whitespace: true, message: t('common.reasonRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={1_000} showCount />
        </Form.Item>
        <Button htmlType="submit" type="primary" loading={add.isPending}>
          {t('banking.noteAdd')}
        </Button>
      </Form>
    </div>
  );
}
