import { useEffect, useState } from 'react';
import { groupYuan, parseYuan } from '../../../lib/money';

/**
 * Until the bidder types, the field follows the next minimum; afterwards it is theirs, until `done`: their order leads.
 * `kept`: a dialog reads the amount at this moment.
 */
export function useAmountField(minimumMinor: number, kept: boolean, done: boolean) {
  const [text, setText] = useState('');
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    if (done) setTouched(false);
  }, [done]);
  useEffect(() => {
    if (!touched && !kept) setText(groupYuan(minimumMinor));
  }, [minimumMinor, touched, kept]);
  return {
    text,
    touched,
    amount: parseYuan(text),
    type: (value: string) => {
      setText(value);
      setTouched(true);
    },
  };
}
