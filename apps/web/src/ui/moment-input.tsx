import { Input } from 'antd';
import { readExchangeTime, writeExchangeTime } from '../lib/time';

/** A date and a time of day on the exchange's clock, whatever the reader's machine says. */
export function MomentInput({ value, onChange }: { value: number; onChange: (ms: number) => void }) {
  return (
    <Input
      type="datetime-local"
      className="num"
      value={writeExchangeTime(value)}
      onChange={(event) => {
        const ms = readExchangeTime(event.target.value);
        if (ms !== null) onChange(ms);
      }}
    />
  );
}
