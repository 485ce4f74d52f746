import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BankLine, money } from '../../api/money';
import { formatYuan } from '../../lib/money';
import { ConfirmAction } from '../../ui/confirm-action';
import { Money } from '../../ui/money';

/** Chooses the deposit or payment a bank line pays; what carries its reference and amount is offered first. */
export function MatchLine({ line }: { line: BankLine }) {
  const { t } = useTranslation();
  const [target, setTarget] = useState<string | null>(suggestion(line));
  const [opened, setOpened] = useState(false);
  const deposits = useQuery({
    queryKey: ['/deposits', 'open'],
    queryFn: () => money.deposits({ limit: 100 }),
    enabled: opened,
  });
  const payments = useQuery({
    queryKey: ['/payments', 'open'],
    queryFn: () => money.payments({ limit: 100 }),
    enabled: opened,
  });
  const options = [
    ...(deposits.data?.items ?? [])
      .filter((item) => item.state === 'required' || item.state === 'pending')
      .map((item) => ({
        value: `deposit:${item.id}`,
        label: `${t('bank.deposit')} ${item.reference} · ${item.organisationName ?? ''} · ${formatYuan(item.amountMinor)}`,
      })),
    ...(payments.data?.items ?? [])
      .filter((item) => item.state === 'due')
      .map((item) => ({
        value: `payment:${item.id}`,
        label: `${t('bank.payment')} ${item.reference} · ${item.contractNumber ?? ''} · ${formatYuan(item.amountMinor)}`,
      })),
  ];
  const run = () => {
    const [kind, id = ''] = (target ?? '').split(':');
    return money.match(line.id, kind === 'payment' ? { paymentId: id } : { depositId: id });
  };
  return (
    <span onClickCapture={() => setOpened(true)}>
      <ConfirmAction label={t('bank.match')} title={t('bank.match')} incomplete={target === null} run={run}>
        <p>
          {line.payerName} · <Money amount={line.amountMinor} /> · {line.remark}
        </p>
        <label htmlFor={`match-${line.id}`}>{t('bank.matchTo')}</label>
        <Select
          id={`match-${line.id}`}
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('bank.matchHint')}
          value={target}
          onChange={setTarget}
          options={options}
        />
        <p className="small muted">{t('bank.matchText')}</p>
      </ConfirmAction>
    </span>
  );
}

function suggestion(line: BankLine): string | null {
  if (line.depositId) return `deposit:${line.depositId}`;
  if (line.paymentId) return `payment:${line.paymentId}`;
  return null;
}
