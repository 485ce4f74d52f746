import { registerMessages } from '@jishi/platform';

registerMessages({
  'right.not_found': { zh: '没有找到该优先购买权登记。', en: 'There is no such right of first refusal.' },
  'right.exists': {
    zh: '该单位在本项目的优先购买权已经登记。',
    en: 'The right of this organisation in this sale is registered already.',
  },
  'right.only_at_transfer': {
    zh: '许可项目没有法定的优先购买权，只有转让项目可以登记。',
    en: 'The law gives a right of first refusal at a transfer only, not at a licence.',
  },
  'right.bad_rank': {
    zh: '优先购买权的顺位应为 1 至 {max} 的整数，1 为最优先。',
    en: 'The rank of a right of first refusal is a whole number from 1 (first) to {max}.',
  },
  'right.bad_holder': {
    zh: '请选择一家企业、高校院所或中介机构作为权利人，不能是转让方本身。',
    en: 'Choose a company, a university or a broker as the holder; the seller itself cannot be one.',
  },
  'right.too_late': {
    zh: '项目已经公告或已经结束，优先购买权须在公告之前登记、通知。',
    en: 'The notice is out or the listing is over; rights of first refusal are registered and notified before the notice.',
  },
  'right.reason_missing': { zh: '请写明删除登记的理由。', en: 'State why the registration is removed.' },
  'right.none_to_notify': {
    zh: '没有尚未通知的优先购买权人。',
    en: 'Every holder of a right of first refusal has been notified.',
  },
  'right.answered': {
    zh: '该优先购买权的状态为“{state}”，不能再作此答复。',
    en: 'The right is in state “{state}” and cannot be answered like this any more.',
  },
});
