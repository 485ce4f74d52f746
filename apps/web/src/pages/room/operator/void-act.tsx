import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/http';
import { sales } from '../../../api/sales';
import { formatYuan } from '../../../lib/money';
import { formatBookTime } from '../../../lib/time';
import type { Room } from '../../../room/book';
import { isNumberOfBook } from '../../../room/book';
import type { BookBid } from '../../../room/snapshot';
import { ConfirmAction } from '../../../ui/confirm-action';

/** Asks for a bid to be declared void. Nothing happens until a second person of the exchange agrees. */
export function VoidAct({ room, onDone }: { room: Room; onDone: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number | null>(null);
  const [byNumber, setByNumber] = useState(false);
  const [typed, setTyped] = useState('');
  const { auctionId: id, seq: latest, bidCount, bids } = room.snapshot;
  // The answer of a proxy is not a bid of its own: its cause, or the maximum behind it, is what can be voided.
  const lines = bids.filter((line) => !line.void && line.kind !== 'automatic');
  const typedBid = isNumberOfBook(typed, latest) ? Number(typed) : null;
  const bid = byNumber ? typedBid : chosen;
  const clear = () => {
    setChosen(null);
    setByNumber(false);
    setTyped('');
  };
  const ask = async (reason: string, commandId: string) => {
    const asked = await sales.askForVoid(id, { commandId, reason, bid: bid ?? 0 });
    // The answer to an earlier attempt, which named another bid.
    if (asked.payload['bid'] !== bid)
      throw new ApiError({ title: t('approval.other'), status: 409, code: 'approval.id_reused' });
  };
  return (
    <div className="acts">
      <ConfirmAction
        label={t('operate.void')}
        title={t('operate.voidTitle')}
        confirmLabel={t('operate.voidAsk')}
        reasonLabel={t('operate.reason')}
        done={t('operate.asked')}
        danger
        incomplete={bid === null}
        button={{ disabled: bidCount === 0 }}
        run={ask}
        onDone={() => {
          clear();
          onDone();
        }}
      >
        <p>{t('operate.voidText')}</p>
        {byNumber ? (
          <NumberField
            typed={typed}
            latest={latest}
            line={bids.find(({ seq }) => seq === typedBid)}
            onType={setTyped}
          />
        ) : (
          <label className="field">
            <span>{t('operate.voidWhich')}</span>
            <Select<number>
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('operate.voidChoose')}
              notFoundContent={t('operate.voidNotListed')}
              value={chosen}
              onChange={setChosen}
              options={lines.map((line) => ({ value: line.seq, label: bidLabel(line) }))}
            />
          </label>
        )}
        <Checkbox checked={byNumber} onChange={(event) => setByNumber(event.target.checked)}>
          {t('operate.voidByNumber')}
        </Checkbox>
      </ConfirmAction>
      {bidCount === 0 && <span className="small muted">{t('operate.voidNone')}</span>}
    </div>
  );
}

interface NumberFieldProps {
  typed: string;
  latest: number;
  /** What the number names, where this page knows it. */
  line: BookBid | undefined;
  onType: (text: string) => void;
}

/** The list holds the latest bids only, and no maximum that moved nothing; the number of any entry of the book may be typed. */
function NumberField({ typed, latest, line, onType }: NumberFieldProps) {
  const { t } = useTranslation();
  const wrong = typed !== '' && !isNumberOfBook(typed, latest);
  return (
    <div>
      <label className="field" htmlFor="void-number">
        <span>{t('operate.voidNumber')}</span>
        <Input
          id="void-number"
          className="num"
          inputMode="numeric"
          autoComplete="off"
          placeholder={`1–${latest}`}
          value={typed}
          status={wrong ? 'error' : ''}
          aria-invalid={wrong}
          aria-describedby="void-number-hint"
          onChange={(event) => onType(event.target.value.trim())}
        />
      </label>
      <p id="void-number-hint" className="hint small" aria-live="polite">
        {wrong && <span className="fault">{t('operate.voidNumberFault', { latest })} </span>}
        {line && <b>{bidLabel(line)} </b>}
        <span className="muted">{t('operate.voidNumberHint')}</span>
      </p>
    </div>
  );
}

function bidLabel({ seq, bidder, amountMinor, arrivedAtMs }: BookBid): string {
  const amount = amountMinor === null ? '' : ` · ${formatYuan(amountMinor, false)}`;
  return `#${seq} · ${bidder}${amount} · ${formatBookTime(arrivedAtMs).slice(0, 8)}`;
}
