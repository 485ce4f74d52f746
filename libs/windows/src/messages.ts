import { registerMessages } from '@jishi/platform';

registerMessages({
  'window.not_found': {
    zh: '没有找到该服务窗口，可能已撤销。请重新选择。',
    en: 'There is no such service window; it may have closed. Choose another.',
  },
  'window.no_mandate': {
    zh: '您的窗口没有该单位的有效委托，不能代其办理。请先由委托单位登记委托书。',
    en: 'Your window holds no running mandate of that organisation and cannot act for it. It has to register one first.',
  },
  'window.mandate_running': {
    zh: '贵单位对该窗口的委托仍然有效，无需重复登记。',
    en: 'Your mandate for this window is still running; there is nothing to register again.',
  },
  'window.mandate_not_found': {
    zh: '贵单位对该窗口没有有效的委托，可能已经终止。',
    en: 'You have no running mandate for this window; it may have been ended already.',
  },
  'window.suspended': {
    zh: '“{name}”已暂停办理，请改选其他窗口或等待恢复。',
    en: '“{name}” is suspended. Choose another window, or wait until it is back.',
  },
  'window.wrong_state': {
    zh: '窗口当前状态为“{state}”，不能进行该操作。',
    en: 'The window is in the state “{state}”; this cannot be done now.',
  },
  'window.reason_missing': {
    zh: '请写明原因（至少两个字），原因将记入窗口档案。',
    en: 'Give a reason of at least two characters; it is kept in the window’s record.',
  },
  'window.bad_hours': {
    zh: '办公时间填写有误，请按提示修改。',
    en: 'The opening hours are not right; see the fields.',
  },
  'window.bad_week': { zh: '请填写周一至周日共七天。', en: 'Give all seven days, Monday first.' },
  'window.bad_span': {
    zh: '时段应为先后不重叠的“时:分”，每天最多四段，结束晚于开始。',
    en: 'Spans are HH:MM, in order, not overlapping, at most four a day, each ending after it begins.',
  },
  'window.bad_day': { zh: '日期无效，应为“年-月-日”。', en: 'Not a day; write YYYY-MM-DD.' },
  'window.day_twice': { zh: '{day} 填写了两次。', en: '{day} is given twice.' },
  'window.too_many_exceptions': { zh: '特殊日期最多 {max} 个。', en: 'At most {max} special days.' },
  'mandate.invalid': { zh: '委托书信息有误，请按提示修改。', en: 'The mandate is not right; see the fields.' },
  'mandate.reference_missing': { zh: '请填写委托书编号。', en: 'Give the reference of the mandate.' },
  'mandate.bad_scopes': { zh: '请选择委托事项，不可重复。', en: 'Choose what the mandate covers, each once.' },
  'mandate.limit_without_bids': {
    zh: '只有包含“代为报价”的委托才能设报价上限。',
    en: 'Only a mandate to bid has a limit.',
  },
  'mandate.bad_day': { zh: '日期无效，应为“年-月-日”。', en: 'Not a day; write YYYY-MM-DD.' },
  'mandate.ends_before_it_begins': { zh: '截止日早于起始日。', en: 'It ends before it begins.' },
  'mandate.over_already': {
    zh: '委托期限已过，请由委托人重新出具。',
    en: 'Its time is over; the client has to give a new one.',
  },
  'mandate.waiting': {
    zh: '该单位已有一份委托书等待确认，请先确认或退回。',
    en: 'A mandate of this organisation waits for confirmation already; confirm or refuse that one first.',
  },
  'mandate.not_waiting': {
    zh: '该委托书已处理，无需再确认。',
    en: 'This mandate waits for nobody; it was dealt with.',
  },
  'mandate.own_entry': {
    zh: '录入委托书的窗口不能自行确认，须由委托人在线确认或由交易所审核员核对扫描件。',
    en: 'The window that entered a mandate cannot confirm it: the client does so online, or the exchange’s reviewer from the scan.',
  },
  'mandate.own_window': {
    zh: '窗口不能接受本窗口或其交易所自身的委托。',
    en: 'A window takes no mandate from itself or from its exchange.',
  },
});
