import { bankTexts } from './bank';
import { bylaw } from './bylaw';
import { rewardTexts } from './reward';
import { channels } from './channels';
import { defaultTexts } from './defaults';
import { desk } from './desk';
import { invoices } from './invoices';
import { ledgerTexts } from './ledger';
import { life } from './life';
import { disclosure } from './disclosure';
import { documents } from './documents';
import { filing } from './filing';
import { market } from './market';
import { money } from './money';
import { moving } from './moving';
import { notices } from './notices';
import { qualification } from './qualification';
import { records } from './records';
import { room } from './room';
import { rules } from './rules';
import { sale } from './sale';
import { sealed } from './sealed';
import { shell } from './shell';
import { termsTexts } from './terms';
import { valuation } from './valuation';
import { windows } from './windows';
import { words } from './words';

export const texts = {
  ...shell,
  ...words,
  ...life,
  ...market,
  ...room,
  ...records,
  ...rules,
  ...sale,
  ...sealed,
  ...desk,
  ...money,
  ...ledgerTexts,
  ...channels,
  ...invoices,
  ...defaultTexts,
  ...valuation,
  ...moving,
  ...disclosure,
  ...bylaw,
  ...rewardTexts,
  ...notices,
  ...qualification,
  ...documents,
  ...windows,
  ...filing,
  ...bankTexts,
  ...termsTexts,
};
