import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Modal, Radio } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type CounterAnswer, type CounterSeat, windows } from '../../api/windows';
import { isSpent } from '../../lib/accepted';
import { capitalAmount } from '../../lib/capital';
import { newCommandId } from '../../lib/command-id';
import { formatYuan, parseYuan, plainYuan } from '../../lib/money';
import { MoneyInput } from '../../ui/money-input';
import { ProblemAlert } from '../../ui/problem-alert';

const KINDS = ['bid', 'maximum'] as const;

/** Two steps: the amount is typed, then read back to the client and ticked by the clerk before it is sent. */
export function CounterBid({ seat }: { seat: CounterSeat }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { sale, bidLimitMinor } = seat;
  const [kind, setKind] = useState<(typeof KINDS)[number]>('bid');
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<number | null>(null);
  const [sure, setSure] = useState(false);
  const [answer, setAnswer] = useState<CounterAnswer | null>(null);
  const commandId = useRef('');
  const amount = parseYuan(text);
  const send = useMutation({
    mutationFn: (amountMinor: number) =>
      windows.counterBid(seat.auctionId, { commandId: commandId.current, clientId: seat.clientId, kind, amountMinor }),
    onError: (error) => {
      if (isSpent(error)) commandId.current = newCommandId();
    },
    onSuccess: async (found) => {
      setAnswer(found);
      setAsked(null);
      if (found.ack.accepted) setText('');
      await client.invalidateQueries();
    },
  });
  const start = (): void => {
    commandId.current = newCommandId();
    send.reset();
    setSure(false);
    setAnswer(null);
    setAsked(amount);
  };
  const overLimit = bidLimitMinor !== null && amount !== null && amount > bidLimitMinor;
  const tooLow = amount !== null && amount < sale.nextMinimumMinor;
  return (
    <div className="counter-bid">
      {answer && <Answered answer={answer} />}
      <Radio.Group
        value={kind}
        onChange={(event) => setKind(event.target.value as (typeof KINDS)[number])}
        options={KINDS.map((value) => ({ value, label: t(`counter.kind.${value}`) }))}
      />
      <MoneyInput id={`amount-${seat.auctionId}-${seat.clientId}`} value={text} onChange={setText} size="large" />
      <p className="row">
        <Button size="small" onClick={() => setText(plainYuan(sale.nextMinimumMinor))}>
          {t('counter.least', { amount: formatYuan(sale.nextMinimumMinor, false) })}
        </Button>
        <Button type="primary" disabled={amount === null || overLimit || tooLow} onClick={start}>
          {t('counter.enter')}
        </Button>
      </p>
      {overLimit && <p className="fault">{t('counter.overLimit', { limit: formatYuan(bidLimitMinor, false) })}</p>}
      {tooLow && !overLimit && <p className="fault">{t('counter.tooLow')}</p>}
      <Modal
        open={asked !== null}
        title={t('counter.confirmTitle')}
        okText={t('counter.send')}
        cancelText={t('common.cancel')}
        okButtonProps={{ disabled: !sure, loading: send.isPending }}
        onOk={() => asked !== null && send.mutate(asked)}
        onCancel={() => setAsked(null)}
        destroyOnHidden
      >
        {asked !== null && (
          <div className="confirm">
            <ProblemAlert error={send.error} />
            <p>{sale.title}</p>
            <p>
              <b>{seat.clientName}</b> · {t(`counter.kind.${kind}`)}
            </p>
            <p className="confirm-amount num" data-testid="counter-amount">
              {formatYuan(asked)}
            </p>
            <p lang="zh" className="confirm-capital">
              {t('room.confirm.capital')}
              {capitalAmount(asked)}
            </p>
            <p className="small muted">{t('counter.confirmText', { reference: seat.mandateRef })}</p>
            <Checkbox checked={sure} onChange={(event) => setSure(event.target.checked)}>
              {t('counter.confirmTick')}
            </Checkbox>
          </div>
        )}
      </Modal>
    </div>
  );
}

function Answered({ answer: { act, ack } }: { answer: CounterAnswer }) {
  const { t } = useTranslation();
  return (
    <Alert
      type={ack.accepted ? 'success' : 'error'}
      showIcon
      title={t(ack.accepted ? 'counter.accepted' : 'counter.refused')}
      description={
        <>
          {!ack.accepted && <p>{ack.message ?? ack.code}</p>}
          <Link to={`/desk/counter/acts/${act.id}`}>{t('counter.printReceipt', { number: act.receiptNumber })}</Link>
        </>
      }
    />
  );
}
