import { Upload } from './door';
import type { IdOf } from './kinds';
import { PASSWORD } from './world';

const LATER_MS = Date.now() + 7 * 86_400_000;
const SHA = 'a'.repeat(64);
const KEY = 'A'.repeat(43);

/** Where a valid body needs more than its description says. */
export const OVERRIDES: Readonly<Record<string, ((idOf: IdOf) => object) | Upload | undefined>> = {
  'POST /achievements/import': new Upload('a.csv', Buffer.from('title,number\n一种样品,QX1\n')),
  'POST /attachments': new Upload('a.txt', Buffer.from('no paper')),
  'POST /bank-statements': new Upload('a.csv', Buffer.from('no statement')),
  'POST /history-imports': new Upload('members.csv', Buffer.from('会员编号,会员名称\n1,某公司\n'), { kind: 'members' }),
  'POST /approvals/{id}/approve': () => ({ password: PASSWORD }),
  'POST /auctions/{id}/reschedule': () => ({ toMs: LATER_MS }),
  'POST /bank-lines/{id}/match': (idOf) => ({ depositId: idOf('deposit', 'depositId') }),
  'POST /contracts/{id}/accept': () => ({ contentHash: SHA }),
  'POST /listings/{id}/nda': () => ({ sha256: SHA, signatory: '周启明' }),
  'POST /ceremonies/{id}/key': () => ({ publicKey: KEY }),
};
