import { registerMessages } from '@jishi/platform';

registerMessages({
  'contract.not_found': {
    zh: '没有找到该合同，或您所在机构不是合同当事人。',
    en: 'There is no such contract, or your organisation is not a party to it.',
  },
  'contract.no_listing': {
    zh: '没有找到挂牌项目 {listing}，无法起草合同。',
    en: 'There is no listing {listing} to draft from.',
  },
  'contract.no_organisation': {
    zh: '没有找到机构 {organisation}，无法起草合同。',
    en: 'There is no organisation {organisation} to draft for.',
  },
  'contract.no_transferee': {
    zh: '挂牌项目 {listing} 没有约定受让方，无法按协议起草合同。',
    en: 'Listing {listing} names no transferee, so no contract can be drafted by agreement.',
  },
  'contract.no_version': { zh: '该合同没有第 {version} 版。', en: 'This contract has no version {version}.' },
  'contract.not_a_party': {
    zh: '只有合同的转让方和受让方可以确认合同。',
    en: 'Only the transferor and the transferee can accept this contract.',
  },
  'contract.not_open': {
    zh: '合同当前状态为 {state}，不能再修改或确认。',
    en: 'The contract is {state}; it can no longer be changed or accepted.',
  },
  'contract.not_signed': {
    zh: '合同当前状态为 {state}，尚不能出具交易凭证。',
    en: 'The contract is {state}; no certificate can be issued yet.',
  },
  'contract.other_version': {
    zh: '合同文本已更新为第 {version} 版，请重新阅读后再确认。',
    en: 'The text is now version {version}. Read it again, then accept.',
  },
  'contract.transferor_only': {
    zh: '非技术性成本只能由转让方申报。',
    en: 'Only the transferor can declare non-technical costs.',
  },
  'contract.accepted_already': {
    zh: '受让方已确认当前文本，不能再修改。',
    en: 'The transferee has accepted the current text; it can no longer be changed.',
  },
  'contract.non_technical_out_of_range': {
    zh: '非技术性成本须为零到合同成交额之间的整数分。',
    en: 'Non-technical costs must be whole fen between zero and the contract amount.',
  },
  'contract.no_certificate': {
    zh: '合同 {number} 尚未结清，还没有交易凭证。',
    en: 'Contract {number} is not settled yet, so it has no certificate.',
  },
  'certificate.not_ours': {
    zh: '没有编号与核验码都相符的交易凭证。请核对后重新输入；仍不相符的，请向出具机构查证。',
    en: 'No certificate has this number and this code. Check both; if they still do not fit, ask whoever is said to have issued it.',
  },
});
