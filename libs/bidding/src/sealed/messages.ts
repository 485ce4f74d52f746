import { registerMessages } from '@jishi/platform';

registerMessages({
  'ceremony.not_sealed': {
    zh: '该场不是一次报价（密封报价），没有开标密钥。',
    en: 'This sale takes no sealed bids, so it has no trustees.',
  },
  'ceremony.not_found': {
    zh: '没有找到与贵机构有关的开标事项。只有组织方和三家见证机构可以查看。',
    en: 'There is no such ceremony for your organisation. Only the exchange that runs the sale and its three trustees see it.',
  },
  'trustee.not_appointed': {
    zh: '贵机构不是本场的见证机构。如有疑问，请联系组织方。',
    en: 'Your organisation keeps no key of this sale. Ask the exchange that runs it if this is wrong.',
  },
  'trustee.wrong_kind': {
    zh: '该机构不能担任这一角色：组织方密钥由本场交易机构保管，另两把分别由公证机构和监管部门保管。',
    en: 'This organisation cannot have that part: the exchange that runs the sale keeps one key, a notary and a regulator keep the others.',
  },
  'trustee.sale_has_begun': {
    zh: '竞价已经开始，见证机构和密钥不能再变更：已有报价是为现有密钥加密的。',
    en: 'The sale has begun, so trustees and keys stay as they are: bids are sealed for them.',
  },
  'trustee.bad_key': {
    zh: '这不是有效的公钥。请在本页重新生成密钥，或用 jishi trustee keygen 生成。',
    en: 'This is no usable public key. Make a key on this page or with jishi trustee keygen.',
  },
  'trustee.key_taken': {
    zh: '该公钥已经公布过。每场每位见证人须使用新的密钥，请重新生成。',
    en: 'This key was published before. Each trustee needs a new key for each sale; make another one.',
  },
  'trustee.bad_proof': {
    zh: '未能证明您持有该公钥对应的私钥，公钥没有公布。请用同一密钥文件重新公布。',
    en: 'You did not show that you hold the private key, so it was not published. Publish again with the same key file.',
  },
  'trustee.same_person': {
    zh: '您已为本场公布过另一把密钥。三把密钥须由三个人分别保管，请由他人公布。',
    en: 'You published another key of this sale. Three people keep the three keys; somebody else must publish this one.',
  },
  'drill.keys_missing': {
    zh: '三把公钥尚未全部公布，暂时不能演练。请等另两家公布后再来。',
    en: 'Not all three keys are published, so there is nothing to drill yet. Come back once the others have published theirs.',
  },
  'drill.failed': {
    zh: '演练未通过：用您的密钥没有打开测试报价。请确认选择了本场的密钥文件；若已遗失，请重新生成并公布。',
    en: 'The drill failed: your key did not open the test bid. Check that it is the key file of this sale; if it is lost, make and publish another.',
  },
  'drill.not_passed': {
    zh: '演练尚未全部通过，见证人不能就位。请等三家都完成演练。',
    en: 'The drill has not been passed by all three, so the trustees cannot be seated yet.',
  },
  'opening.too_early': {
    zh: '报价尚未截止（{endsAt}），任何人都不能提前取得密封报价。请在截止后再来。',
    en: 'Bidding has not ended ({endsAt}); nobody gets sealed bids before. Come back after the end.',
  },
  'opening.over': { zh: '本场开标已经结束。', en: 'The opening of this sale is over.' },
  'opening.not_ready': {
    zh: '还不能揭晓：共 {bids} 份报价，已打开 {opened} 份。需要两家见证机构都完成开标。',
    en: 'It is too early to reveal: {opened} of {bids} bids are open. Two trustees must do their part for every bid.',
  },
  'opening.unopened': {
    zh: '{bids} 份报价中有 {unopened} 份未能打开，揭晓后将作废。第三家见证机构仍可尝试；如确认照此揭晓，请注明未打开的份数后重新发起。',
    en: '{unopened} of {bids} bids did not open and would lose. The third trustee may still try; to reveal all the same, say how many in the request.',
  },
  'opening.bad_contribution': {
    zh: '第 {bid} 号报价的开标数据不完整或格式有误，整批未受理。请刷新页面后用密钥文件重新开标。',
    en: 'What was handed over for bid {bid} is incomplete or malformed; nothing of it was taken. Reload and open again with your key file.',
  },
  'sealed.bad_envelope': {
    zh: '密封报价的格式不正确，未受理。请在竞价室页面重新密封，或用 jishi seal 生成。',
    en: 'This is not a sealed bid in the published format, so it was not taken. Seal it again in the auction room or with jishi seal.',
  },
});
