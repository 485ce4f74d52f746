import { useQuery } from '@tanstack/react-query';
import { Checkbox, Select } from 'antd';
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
  const [accept, setAccept] = useState(false);
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
        due: item.amountMinor,
        label: `${t('bank.deposit')} ${item.reference} · ${item.organisationName ?? ''} · ${formatYuan(item.amountMinor)}`,
      })),
    ...(payments.data?.items ?? [])
      .filter((item) => item.state === 'due')
      .map((item) => ({
        value: `payment:${item.id}`,
        due: item.amountMinor,
        label: `${t('bank.payment')} ${item.reference} · ${item.contractNumber ?? ''} · ${formatYuan(item.amountMinor)}`,
      })),
  ];
  const due = options.find(({ value }) => value === target)?.due;
  // what came in other parts for the same claim counts with it
  const besides = line.reasonDetail?.expectedMinor === due ? (line.reasonDetail?.besidesMinor ?? 0) : 0;
  const over = due === undefined ? 0 : line.amountMinor + besides - due;
  const run = () => {
    const [kind, id = ''] = (target ?? '').split(':');
    const how = accept && over !== 0 ? { accept: over < 0 ? ('part' as const) : ('surplus' as const) } : {};
    return money.match(line.id, { ...(kind === 'payment' ? { paymentId: id } : { depositId: id }), ...how });
  };
  return (
    <span onClickCapture={() => setOpened(true)}>
      <ConfirmAction
        label={t('bank.match')}
        title={t('bank.match')}
        incomplete={target === null || (over !== 0 && !accept)}
        run={run}
      >
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
          onChange={(value) => {
            setTarget(value);
            setAccept(false);
          }}
          options={options}
        />
        {due !== undefined && over !== 0 && (
          <div className="match-accept">
            <p className="fault">
              {t('banking.differs', { received: formatYuan(line.amountMinor), expected: formatYuan(due) })}
            </p>
            <Checkbox checked={accept} onChange={(event) => setAccept(event.target.checked)}>
              {over < 0
                ? t('banking.acceptPart', { amount: formatYuan(-over) })
                : t('banking.acceptSurplus', { amount: formatYuan(over) })}
            </Checkbox>
          </div>
        )}
        {due !== undefined && over === 0 && <p className="small">{t('banking.fits')}</p>}
        <p className="small muted">{t('bank.matchText')}</p>
      </ConfirmAction>
    </span>
  );
}

function suggestion(line: BankLine): string | null {
  if (line.depositId) return `deposit:${line.depositId}`;
  if (line.paymentId) return `payment:${line.paymentId}`;
  // what its reference means, unless that ended: whoever differs otherwise may still be right
  const { reasonDetail: meant, reason } = line;
  return meant && reason !== 'bank.claim_closed' ? `${meant.kind}:${meant.id}` : null;
}
