import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../lib/money';
import { formatBookTime } from '../../lib/time';
import { isNumberOfBook } from '../../room/book';
import type { BookBid } from '../../room/snapshot';

interface BidChooserProps {
  label: string;
  /** What may be chosen. */
  lines: readonly BookBid[];
  /** What this page knows, to tell what a typed number names. */
  bids: readonly BookBid[];
  /** Number of the book's last entry. */
  latest: number;
  /** What a number that is typed may name. */
  numberHint: string;
  value: number | null;
  onChange: (seq: number | null) => void;
}

/** One bid of the book: from the list, which holds the latest, or by its number. */
export function BidChooser({ label, lines, bids, latest, numberHint, value, onChange }: BidChooserProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string) => {
    setTyped(text);
    onChange(isNumberOfBook(text, latest) ? Number(text) : null);
  };
  const switchTo = (byNumber: boolean) => {
    setTyped(byNumber ? '' : null);
    onChange(null);
  };
  const wrong = typed !== null && typed !== '' && value === null;
  const known = bids.find(({ seq }) => seq === value);
  return (
    <>
      {typed === null ? (
        <label className="field">
          <span>{label}</span>
          <Select<number | null>
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('bidChooser.find')}
            notFoundContent={t('bidChooser.notListed')}
            value={value}
            onChange={(seq) => onChange(seq ?? null)}
            options={lines.map((line) => ({ value: line.seq, label: bidLabel(line) }))}
          />
        </label>
      ) : (
        <div>
          <label className="field" htmlFor="bid-number">
            <span>{t('bidChooser.number')}</span>
            <Input
              id="bid-number"
              className="num"
              inputMode="numeric"
              autoComplete="off"
              placeholder={`1–${latest}`}
              value={typed}
              status={wrong ? 'error' : ''}
              aria-invalid={wrong}
              aria-describedby="bid-number-hint"
              onChange={(event) => type(event.target.value.trim())}
            />
          </label>
          <p id="bid-number-hint" className="hint small" aria-live="polite">
            {wrong && <span className="fault">{t('bidChooser.fault', { latest })} </span>}
            {known && <b>{bidLabel(known)} </b>}
            <span className="muted">{numberHint}</span>
          </p>
        </div>
      )}
      <Checkbox checked={typed !== null} onChange={(event) => switchTo(event.target.checked)}>
        {t('bidChooser.byNumber')}
      </Checkbox>
    </>
  );
}

function bidLabel({ seq, bidder, amountMinor, arrivedAtMs }: BookBid): string {
  const amount = amountMinor === null ? '' : ` · ${formatYuan(amountMinor, false)}`;
  return `#${seq} · ${bidder}${amount} · ${formatBookTime(arrivedAtMs).slice(0, 8)}`;
}
