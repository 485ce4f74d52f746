import { registerMessages } from '@jishi/platform';

registerMessages({
  'window.not_an_exchange': {
    zh: '只有交易所可以设立服务窗口。',
    en: 'Only an exchange opens service windows.',
  },
  'mandate.no_such_client': {
    zh: '没有找到该委托单位，委托人须为已注册的企业或高校院所。',
    en: 'There is no such client; it has to be a registered company, university or institute.',
  },
  'intake.invalid': { zh: '收件信息有误，请按提示修改。', en: 'The intake is not right; see the fields.' },
  'intake.nothing_handed_in': { zh: '请至少登记一份材料。', en: 'Enter at least one paper.' },
  'intake.item_twice': {
    zh: '同一材料只登记一次，多份请填份数。',
    en: 'Enter each paper once, with its number of copies.',
  },
  'intake.no_scan': { zh: '请上传该材料的扫描件。', en: 'Add the scan of this paper.' },
  'intake.too_many_scans': {
    zh: '一次收件最多 {max} 个扫描件，其余请另开回执。',
    en: 'At most {max} scans a receipt; make another receipt for the rest.',
  },
  'intake.too_late': {
    zh: '该项目状态为“{state}”，已不能补交材料。',
    en: 'The listing is in the state “{state}”; no more papers are taken.',
  },
  'intake.not_found': { zh: '没有找到该收件回执。', en: 'There is no such receipt.' },
  'handover.same_window': { zh: '请选择另一个窗口接收。', en: 'Choose another window to take it over.' },
  'market.not_an_exchange': { zh: '没有找到该交易所。', en: 'There is no such exchange.' },
  'market.own_market': { zh: '该项目本来就在本交易所挂牌。', en: 'The listing is in this market already: its host’s.' },
  'market.linked_already': {
    zh: '该项目已在该市场联动，或正在等待对方处理。',
    en: 'The listing is linked there already, or waits for an answer.',
  },
  'market.sale_is_over': {
    zh: '该项目已不在挂牌中，不能再联动。',
    en: 'The listing is not on sale; it cannot be linked any more.',
  },
  'market.not_yours': {
    zh: '这一步应由其他一方办理，贵单位不能操作。',
    en: 'Another party has to do this, not your organisation.',
  },
  'market.wrong_state': {
    zh: '该联动当前状态为“{state}”，不能进行该操作。',
    en: 'The link is in the state “{state}”; this cannot be done now.',
  },
  'market.reason_missing': { zh: '请写明原因。', en: 'Give a reason.' },
  'market.link_not_found': { zh: '没有找到该联动记录。', en: 'There is no such link.' },
});
