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
  'ledger.unknown_transfer': { zh: '总账中没有转账 {reference}。', en: 'The ledger has no transfer {reference}.' },
  'ledger.unknown_pending': { zh: '没有编号为 {reference} 的预留款项。', en: 'No money was set aside as {reference}.' },
  'ledger.pending_resolved': {
    zh: '预留款项 {reference} 已经了结，不能再次处理。',
    en: 'What was set aside as {reference} has been dealt with already; nothing was changed.',
  },
  'ledger.pending_expired': {
    zh: '预留款项 {reference} 已过期，只能释放。',
    en: 'What was set aside as {reference} has expired; it can only be released.',
  },
  'ledger.pending_not_due': {
    zh: '预留款项 {reference} 尚未到期。',
    en: 'What was set aside as {reference} has not expired yet.',
  },
  'ledger.pending_exceeded': {
    zh: '金额超过为 {reference} 预留的款项，未记账。',
    en: 'More than was set aside for {reference}; nothing was posted.',
  },
  'ledger.already_reversed': {
    zh: '转账 {reference} 已被冲正过，不能再次冲正。',
    en: 'Transfer {reference} has been reversed already.',
  },
  'ledger.is_reversal': {
    zh: '{reference} 本身就是冲正，请重新记账，不要再冲正它。',
    en: '{reference} is a reversal itself; post anew instead of reversing it.',
  },
  'ledger.bad_period': {
    zh: '日期须为日历上的某一天，且起始日不晚于截止日。',
    en: 'Dates must be days of the calendar, the first not after the last.',
  },
});
