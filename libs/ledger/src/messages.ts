import { registerMessages } from '@jishi/platform';

registerMessages({
  'ledger.no_postings': {
    zh: '转账 {reference} 没有分录，未记账。',
    en: 'Transfer {reference} has no postings; nothing was posted.',
  },
  'ledger.too_many_postings': {
    zh: '转账 {reference} 的分录过多，请分次记账。',
    en: 'Transfer {reference} has too many postings; split it.',
  },
  'ledger.amount_not_positive': {
    zh: '分录金额必须大于零，收到的是 {amount} 分。',
    en: 'A posting needs an amount above zero; got {amount} fen.',
  },
  'ledger.same_account': {
    zh: '分录的转出与转入账户相同（{account}）。',
    en: 'A posting needs two different accounts; both ends are {account}.',
  },
  'ledger.reference_reused': {
    zh: '转账编号 {reference} 已用于另一笔内容不同的转账，本次未记账。',
    en: 'Reference {reference} belongs to a different transfer; nothing was posted.',
  },
  'ledger.unknown_account': { zh: '账户 {account} 不存在。', en: 'There is no account {account}.' },
  'ledger.overdrawn': {
    zh: '账户余额不足，转账 {reference} 未记账。请核对应付金额与到账情况。',
    en: 'Transfer {reference} would overdraw an account; nothing was posted. Check what is owed and what has arrived.',
  },
});
