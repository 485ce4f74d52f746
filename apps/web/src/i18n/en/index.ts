import { desk } from './desk';
import { life } from './life';
import { market } from './market';
import { money } from './money';
import { notices } from './notices';
import { records } from './records';
import { room } from './room';
import { sale } from './sale';
import { sealed } from './sealed';
import { shell } from './shell';
import { words } from './words';

export const texts = {
  ...shell,
  ...words,
  ...life,
  ...market,
  ...room,
  ...records,
  ...sale,
  ...sealed,
  ...desk,
  ...money,
  ...notices,
};
