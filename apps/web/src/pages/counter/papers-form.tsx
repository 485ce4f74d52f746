import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { applications } from '../../api/applications';
import { INTAKE_ITEMS, windows } from '../../api/windows';
import { FilePicker } from '../../ui/file-picker';
import { FormDialog } from '../../ui/form-dialog';
import { useFormAction } from '../../ui/use-form-action';

interface Line {
  files: File[];
  copies: number;
}
const EMPTY: Line = { files: [], copies: 1 };

/** Scans each paper that was handed in, and makes the receipt. */
export function PapersForm({ listingId, title }: { listingId: string; title: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [lines, setLines] = useState<Record<string, Line>>({});
  const [form] = Form.useForm<{ remark: string }>();
  const receipts = useQuery({
    queryKey: ['/intake-receipts', { listingId }],
    queryFn: () => windows.receipts({ listingId, limit: 20 }),
  });
  const [latest] = receipts.data?.items ?? [];
  const set = (item: string, part: Partial<Line>): void =>
    setLines((old) => ({ ...old, [item]: { ...(old[item] ?? EMPTY), ...part } }));
  const receive = useFormAction(
    form,
    async ({ remark }: { remark?: string }) => {
      const items = [];
      for (const [item, { files, copies }] of Object.entries(lines)) {
        if (files.length === 0) continue;
        const scans = [];
        for (const file of files) scans.push(await applications.upload(file));
        items.push({ item, copies, attachmentIds: scans.map(({ id }) => id) });
      }
      return windows.receive({ listingId, items, ...(remark ? { remark } : {}) });
    },
    (receipt) => {
      void message.success(t('papers.done', { number: receipt.number }));
      void navigate(`/desk/intake-receipts/${receipt.id}`);
    },
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('papers.open')}</Button>
      {latest && (
        <span className="cell-sub">
          <Link to={`/desk/intake-receipts/${latest.id}`} className="num">
            {latest.number}
          </Link>{' '}
          {latest.missing.length === 0
            ? t('papers.complete')
            : t('papers.missing', {
                items: latest.missing.map((item) => t(`papers.item.${item}`)).join(t('common.comma')),
              })}
        </span>
      )}
      <FormDialog
        open={open}
        title={t('papers.open')}
        width={680}
        okText={t('papers.send')}
        onClose={() => setOpen(false)}
        form={form}
        action={receive}
      >
        <p>
          <b>{title}</b>
        </p>
        <p className="explain">{t('papers.text')}</p>
        <ul className="papers">
          {INTAKE_ITEMS.map((item) => (
            <li key={item}>
              <span>
                {t(`papers.item.${item}`)}
                {latest?.required.includes(item) && !latest.missing.includes(item) && (
                  <span className="tag good">{t('papers.there')}</span>
                )}
              </span>
              <FilePicker
                label={t('papers.scan')}
                accept=".pdf,.png,.jpg,.jpeg"
                files={lines[item]?.files ?? []}
                onChange={(files) => set(item, { files })}
              />
              <InputNumber
                aria-label={t('papers.copies', { item: t(`papers.item.${item}`) })}
                min={1}
                max={99}
                value={lines[item]?.copies ?? 1}
                onChange={(copies) => set(item, { copies: copies ?? 1 })}
                suffix={t('papers.copy')}
              />
            </li>
          ))}
        </ul>
        <Form.Item name="remark" label={t('papers.remark')}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      </FormDialog>
    </>
  );
}
