import { bylawsBody } from './decisions';
import type { IdOf } from './kinds';
import { PASSWORD } from './ground';
import { rewardRuleBody } from './rewards';

const LATER_MS = Date.now() + 7 * 86_400_000;
const SHA = 'a'.repeat(64);
const KEY = 'A'.repeat(43);

/** Where a valid body needs more than its description says. What takes a file stands in UPLOADS. */
export const OVERRIDES: Readonly<Record<string, ((idOf: IdOf) => object) | undefined>> = {
  'POST /approvals/{id}/approve': () => ({ password: PASSWORD }),
  'POST /auctions/{id}/reschedule': () => ({ toMs: LATER_MS }),
  'POST /bank-lines/{id}/match': (idOf) => ({ depositId: idOf('deposit', 'depositId') }),
  'POST /bank-layouts': () => ({
    layout: {
      code: 'own-bank',
      name: { zh: '本地银行', en: 'Local bank' },
      source: 'a sample',
      columns: { serial: ['编号'], bookedOn: ['日期'], credit: ['入'], debit: ['出'], counterpartyName: ['户名'] },
      dates: 'ymd',
    },
  }),
  'POST /bylaws': () => bylawsBody(9),
  'POST /reward-rules': () => rewardRuleBody(9),
  'PUT /contracts/{id}/payment-terms': () => ({
    payment: { kind: 'lump_sum', within: { count: 10, kind: 'working' } },
    payees: [],
  }),
  'POST /contracts/{id}/accept': () => ({ contentHash: SHA }),
  'POST /invoices/{id}/issue': () => ({ number: '26442000000099999999', issuedOn: '2026-11-02' }),
  'POST /invoices/{id}/reverse': () => ({ number: '26442000000099999998', issuedOn: '2026-11-02' }),
  'POST /listings/{id}/nda': () => ({ sha256: SHA, signatory: '周启明' }),
  'POST /ceremonies/{id}/key': () => ({ publicKey: KEY }),
};
