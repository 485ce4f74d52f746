import type { Fen } from './money';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '兆'];

/** The financial reading of an amount (`壹佰贰拾万元整`): a slipped zero is seen at once in it. */
export function capitalAmount(amount: Fen): string {
  const yuan = Math.floor(amount / 100);
  const jiao = Math.floor(amount / 10) % 10;
  const cent = amount % 10;
  const whole = yuan > 0 ? `${capitalInteger(yuan)}元` : '';
  if (jiao === 0 && cent === 0) return `${whole || '零元'}整`;
  const tail = jiao > 0 ? `${DIGITS[jiao]}角` : whole ? '零' : '';
  return `${whole}${tail}${cent > 0 ? `${DIGITS[cent]}分` : '整'}`;
}

function capitalInteger(value: number): string {
  let rest = value;
  let text = '';
  let lowerNeedsZero = false;
  for (let group = 0; rest > 0; group += 1) {
    const part = rest % 10_000;
    rest = Math.floor(rest / 10_000);
    if (part > 0) {
      text = `${capitalGroup(part)}${GROUPS[group]}${lowerNeedsZero ? '零' : ''}${text}`;
    }
    lowerNeedsZero = text !== '' && part < 1000;
  }
  return text;
}

function capitalGroup(part: number): string {
  let text = '';
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(part / 10 ** place) % 10;
    if (digit === 0) {
      zero = text !== '';
    } else {
      text += `${zero ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
      zero = false;
    }
  }
  return text;
}
