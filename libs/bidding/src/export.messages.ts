import { registerMessages } from '@jishi/platform';

/** Sentences of the verifier, and of those who are refused a book. */
registerMessages({
  'export.still_open': {
    zh: '竞价尚未结束，竞价簿在结束后才能下载。请在结果公布后再试。',
    en: 'The sale is not over; its book can be downloaded after the close. Try again then.',
  },
  'export.not_yours': {
    zh: '含非公开部分的全本，只向本场的转让方、竞买人（结果确定后）、组织方和监督机构提供。您可以下载公开本。',
    en: 'The full copy is for the seller and bidders of this sale (once its result stands), its organiser and supervisors. You may download the public copy.',
  },
  'proof.out_of_range': {
    zh: '竞价簿共有 {events} 条记录，没有所要求的位置。请核对序号。',
    en: 'The book has {events} events and no such place. Check the numbers.',
  },
  'export.not_utf8': {
    zh: '文件不是 UTF-8 文本，已被改动或损坏。',
    en: 'The file is not UTF-8 text: it was changed or damaged.',
  },
  'export.bad_header': {
    zh: '首行不是有效的竞价簿文件头：文件不是竞价簿，或已被改动（另存时改了编码或换行也算）。',
    en: 'The first line is no sound header: the file is no book, or it was changed (saving it with another encoding or other line ends is a change).',
  },
  'export.header_differs': {
    zh: '文件头与竞价簿内容或文件尾不一致：其中之一已被改动。',
    en: 'The header does not agree with the book or its trailer: one of them was changed.',
  },
  'export.untrusted_key': {
    zh: '文件所列签名公钥 {key} 不在您信任的公钥之列。请与监管机构公布的公钥核对。',
    en: 'The key {key} in the file is not among those you trust. Compare it with what the regulator publishes.',
  },
  'export.bad_line': {
    zh: '该行无法读取，已被改动或损坏。',
    en: 'This line cannot be read: it was changed or damaged.',
  },
  'export.line_too_long': { zh: '该行过长，不是竞价簿的内容。', en: 'This line is too long to be of a book.' },
  'export.after_trailer': {
    zh: '文件尾之后还有内容，是后来添加的。',
    en: 'There is something after the trailer: it was added later.',
  },
  'export.cut_short': {
    zh: '竞价簿不完整，末尾缺失或条数不符。',
    en: 'The book is cut short: its end is missing or the number of events does not agree.',
  },
  'export.bad_trailer': { zh: '文件尾格式有误，已被改动。', en: 'The trailer is not sound: it was changed.' },
  'export.digest_differs': {
    zh: '文件内容与文件尾的摘要不符，文件已被改动。',
    en: 'The content does not agree with the digest in the trailer: the file was changed.',
  },
  'export.not_signed': {
    zh: '文件尾没有所列公钥的有效签名。',
    en: 'The trailer is not signed by any of the keys named.',
  },
  'book.unreadable': {
    zh: '该条记录无法读取，已被改动。',
    en: 'This event cannot be read: it was changed.',
  },
  'book.not_canonical': {
    zh: '该行不是规范格式，已被改动。',
    en: 'This line is not canonical: it was changed.',
  },
  'book.gap': {
    zh: '序号不连续：有记录被删除、重复或调换。',
    en: 'The sequence is broken: an event was deleted, doubled or moved.',
  },
  'book.other_auction': { zh: '该条记录属于另一场竞价。', en: 'This event is of another auction.' },
  'book.private_part_differs': {
    zh: '非公开部分或其盐值与公开的哈希不符，已被改动。',
    en: 'The private part or its salt does not agree with the published hash: it was changed.',
  },
  'book.private_part_missing': {
    zh: '应当公开的非公开部分缺失。',
    en: 'A private part that this copy must show is missing.',
  },
  'book.opened_too_much': {
    zh: '该行多出了不应公开的部分，是后来添加的。',
    en: 'This line shows a part that this copy does not open: it was added.',
  },
  'book.identity_differs': {
    zh: '所示身份与报名时的身份承诺不符。',
    en: 'The identity shown is not the one committed to at the admission.',
  },
  'book.not_decided_so': {
    zh: '按规则重新裁决，得到的不是这条记录。',
    en: 'Deciding again by the rules does not give this event.',
  },
  'book.command_repeated': {
    zh: '同一操作编号在竞价簿中出现了两次。',
    en: 'A command’s id stands in the book twice: it was carried out again.',
  },
  'book.cut_short': {
    zh: '最后一项操作的记录不完整。',
    en: 'The last command’s events are not all there.',
  },
  'book.root_differs': {
    zh: '各条记录算出的根哈希与所签的根不符：某条记录已被改动。',
    en: 'The events do not lead to the signed root: an event was changed.',
  },
  'book.head_not_signed': {
    zh: '树头没有所列公钥的有效签名。',
    en: 'The head is not signed by any of the keys named.',
  },
  'book.time_goes_back': { zh: '记录时间倒退。', en: 'Time goes backwards here.' },
  'book.out_of_order': {
    zh: '此时不应出现这种记录。',
    en: 'An event of this kind cannot stand here.',
  },
  'book.unknown_bidder': { zh: '该竞买人代码从未获准参加。', en: 'This bidder code was never admitted.' },
  'book.bid_before_opening': { zh: '该出价早于竞价开始。', en: 'This bid arrived before the opening.' },
  'book.bid_after_end': { zh: '该出价晚于截止时间。', en: 'This bid arrived after the end.' },
  'book.end_shortened': { zh: '截止时间被提前。', en: 'The end was moved forward.' },
  'book.end_not_moved': {
    zh: '出价所示的截止时间与延时记录不符。',
    en: 'The end that a bid named was not entered as an extension.',
  },
  'book.wrong_end': { zh: '按延时规则，截止时间不是所示时间。', en: 'By the extension rule this is not the end.' },
  'book.price_fell': { zh: '价格没有按规则上升。', en: 'The price did not rise as it must.' },
  'book.bids_against_itself': {
    zh: '自动出价加在了自己的出价之上。',
    en: 'An automatic bid was made against its own bidder.',
  },
  'book.closed_early': {
    zh: '成交时间早于截止时间。',
    en: 'The sale was closed before its end.',
  },
  'book.wrong_price': {
    zh: '协议成交价低于挂牌价。',
    en: 'The sale was agreed below its listing price.',
  },
  'book.reserve_differs': {
    zh: '公开的保留价与公告时的承诺不符。',
    en: 'The reserve opened is not the one committed to at the announcement.',
  },
  'book.wrong_winner': {
    zh: '成交结果与各条出价不符。',
    en: 'The result does not follow from the bids.',
  },
  'book.no_winner': { zh: '成交记录没有受让方或价格。', en: 'A sale without a winner or a price.' },
  'book.winner_of_nothing': { zh: '未成交却有受让方。', en: 'A winner of a sale that failed.' },
  'book.second_result': { zh: '同一场竞价有两个结果。', en: 'One sale has two results.' },
  'book.award_too_early': {
    zh: '异议期未满或异议未裁决即确认结果。',
    en: 'The result was made final while an objection was open or could still be made.',
  },
  'book.envelope_differs': {
    zh: '用公开的密钥重新解密密封报价，得到的不是所示金额。',
    en: 'Decrypting a sealed bid again with the revealed key does not give what the book says.',
  },
});

registerMessages({
  'evidence.other_auction': {
    zh: '{name} 属于另一场竞价，请换用本场的凭证。',
    en: '{name} is of another auction; give one of this sale.',
  },
  'evidence.unknown_key': {
    zh: '{name} 由另一把密钥签名，竞价簿未列出该公钥：竞价簿可能被重写，或凭证不是本平台的。',
    en: '{name} was signed with a key that the book does not name: the book was rewritten, or it is no receipt of this platform.',
  },
  'evidence.not_signed': {
    zh: '{name} 的签名无效，凭证本身已被改动。',
    en: 'The signature of {name} does not hold: it was changed itself.',
  },
  'evidence.altered': {
    zh: '{name} 写明的记录与它自己所附的签名树头不符：凭证本身已被改动，不能说明竞价簿有误。',
    en: 'What {name} says of its event is not what its own signed head covers: it was changed itself and says nothing against the book.',
  },
  'evidence.beyond_end': {
    zh: '{name} 证明曾有 {seq} 条记录，竞价簿的末尾被删去。',
    en: '{name} proves that there were {seq} events: the end of the book was cut off.',
  },
  'evidence.other_event': {
    zh: '{name} 所确认的记录与此处不同，竞价簿被改写。',
    en: 'What {name} acknowledged is not what stands here: the book was rewritten.',
  },
  'evidence.other_history': {
    zh: '{name} 所签的历史与此前各条不符，竞价簿被改写。',
    en: '{name} was signed over another history than the events up to here: the book was rewritten.',
  },
  'evidence.witness_contradicts': {
    zh: '见证方留存的树头（{name}）与此前各条不符，竞价簿被改写。',
    en: 'The head that a witness kept ({name}) contradicts the events up to here: the book was rewritten.',
  },
  'checked.tree': {
    zh: '{events} 条记录的哈希树、签名与公开规则',
    en: 'tree, signatures and public rules of {events} events',
  },
  'checked.decisions': { zh: '逐条重新裁决', en: 'every decision, made again' },
  'checked.envelopes': { zh: '密封报价逐份重新解密', en: 'every sealed bid, decrypted again' },
  'checked.receipts': { zh: '{count} 份回执', en: 'receipts: {count}' },
  'checked.heads': { zh: '{count} 个树头或见证记录', en: 'heads and lines of a witness: {count}' },
  'checked.keys': { zh: '签名公钥（{keys}）与您给出的一致', en: 'the signing keys ({keys}) are those you gave' },
  'unchecked.decisions': {
    zh: '{hidden} 条记录的非公开部分未公开，无法重新裁决（身份、代理上限、被拒操作）。当事人、交易所和审计可下载全本核验。',
    en: 'the private parts of {hidden} events are closed, so their decisions cannot be made again (identities, maxima, refusals); parties, exchange and auditors can check the full copy.',
  },
  'unchecked.envelopes': {
    zh: '公开本不含密封报价的密文，未重新解密。',
    en: 'a public copy holds no sealed envelopes, so none was decrypted again.',
  },
  'unchecked.unopened': {
    zh: '{count} 份密封报价记为无法开启，此处不能复核：任何两名保管人可用全本中的密文再次开启。',
    en: '{count} sealed bids are recorded as not to be opened, which cannot be checked here: any two trustees can try again with the full copy.',
  },
  'unchecked.receipts': {
    zh: '未给出回执（--receipt）：掌握密钥者重写全簿，须凭早先的回执才能发现。',
    en: 'no receipt was given (--receipt): only earlier evidence finds a book that its keeper rewrote and signed again.',
  },
  'unchecked.heads': {
    zh: '未给出早先的树头或见证记录（--head、--witness）。',
    en: 'no earlier head and no witness was given (--head, --witness).',
  },
  'unchecked.keys': {
    zh: '未给出信任的公钥（--key）：请将 {keys} 与公布的公钥核对。',
    en: 'no trusted key was given (--key): compare {keys} with what is published.',
  },
});
