import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bank } from '../../api/bank';
import { type BankLine, money } from '../../api/money';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';

/** Several proposals matched, or several matches checked, in one go: each is shown, and can be left out. */
export function BulkLines({ act }: { act: 'match' | 'confirm' }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t(`banking.bulk.${act}`)}</Button>
      <Modal
        open={open}
        title={t(`banking.bulk.${act}`)}
        footer={null}
        onCancel={() => setOpen(false)}
        width={640}
        destroyOnHidden
      >
        <Several act={act} close={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Several({ act, close }: { act: 'match' | 'confirm'; close: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const state = act === 'match' ? 'proposed' : 'matched';
  const found = useQuery({
    queryKey: ['/bank-lines', 'bulk', state],
    queryFn: () => money.bankLines({ state, limit: 100 }),
  });
  const lines = found.data?.items ?? [];
  const chosen = lines.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  const run = useMutation({
    mutationFn: () => bank.many(act, chosen),
    onSuccess: async ({ items }) => {
      const failed = items.filter(({ code }) => code !== null).length;
      if (items.length > failed) void message.success(t('banking.bulk.done', { done: items.length - failed }));
      if (failed > 0) void message.warning(t('banking.bulk.failed', { failed }));
      close();
      await client.invalidateQueries();
    },
  });
  const toggle = ({ id }: BankLine) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  if (found.isPending) return <Loading rows={3} />;
  if (lines.length === 0) return <p className="muted">{t('banking.bulk.none')}</p>;
  return (
    <div className="stack">
      <p className="muted">{t(`banking.bulk.${act}Text`)}</p>
      <ProblemAlert error={found.error ?? run.error} />
      <ul className="bulk">
        {lines.map((line) => (
          <li key={line.id}>
            <Checkbox checked={!left.has(line.id)} onChange={() => toggle(line)}>
              <b>{line.payerName}</b> <Money amount={line.amountMinor} />
              <span className="cell-sub">{line.remark}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
      <Button type="primary" disabled={chosen.length === 0} loading={run.isPending} onClick={() => run.mutate()}>
        {t('banking.bulk.run', { count: chosen.length })}
      </Button>
    </div>
  );
}
