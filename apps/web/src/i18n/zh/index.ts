import { desk } from './desk';
import { life } from './life';
import { disclosure } from './disclosure';
import { market } from './market';
import { money } from './money';
import { moving } from './moving';
import { notices } from './notices';
import { qualification } from './qualification';
import { records } from './records';
import { room } from './room';
import { sale } from './sale';
import { sealed } from './sealed';
import { shell } from './shell';
import { valuation } from './valuation';
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
  ...valuation,
  ...moving,
  ...disclosure,
  ...notices,
  ...qualification,
};
