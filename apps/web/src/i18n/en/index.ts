import { desk } from './desk';
import { life } from './life';
import { documents } from './documents';
import { market } from './market';
import { money } from './money';
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
  ...documents,
};
