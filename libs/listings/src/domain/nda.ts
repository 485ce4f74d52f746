import { conflict, invalid, isLegible } from '@jishi/kernel';
import type { NdaPlaceholder, RuleProfile } from '@jishi/pricing';

export const NDA_LANGUAGES = ['zh', 'en'] as const;
export type NdaLanguage = (typeof NDA_LANGUAGES)[number];

/** The parties and the sale that an undertaking is about. */
export type NdaFacts = Record<NdaPlaceholder, string>;

/** Where a text comes from: the standard of the platform by its version, or the rules of an exchange. */
export interface NdaOrigin {
  version: number | null;
  profile: { code: string; version: number } | null;
}

interface NdaText {
  words: Record<NdaLanguage, string>;
}

interface StandardNda extends NdaText {
  version: number;
}

/** The platform's undertakings by version, the latest last; what was accepted is kept word for word with the acceptance. */
const NDA_TEXTS: readonly [StandardNda, ...StandardNda[]] = [
  {
    version: 1,
    words: {
      zh: `保密承诺书

承诺方：{recipient}
披露方：{discloser}
见证方：{exchange}
项目：{title}（编号 {number}）

承诺方为评估是否受让上述项目，需要查阅披露方的保密资料，现作如下承诺：

一、保密资料指在本项目“保密资料”栏内提供的全部文件及其内容，不论是否标明“保密”。
二、保密资料仅用于评估、报价和履行本项目的交易，不用于其他研发、生产、申请知识产权或其他任何目的。
三、保密资料仅向确有必要知悉的本单位人员和负有同等保密义务的专业顾问披露；承诺方对其行为负责。
四、未经披露方书面同意，不复制、转发、公开保密资料，不去除或遮盖文件上的水印。
五、下列信息不受限制：已为公众所知且非因承诺方过错的；承诺方此前已合法持有的；从有权披露的第三方合法取得的；独立研发取得且能证明的；法律、法院或监管机关要求披露的（应先行通知披露方，法律禁止的除外）。
六、交易未达成或披露方要求时，承诺方应在十个工作日内删除或退还全部保密资料及复制件。
七、保密义务自签署之日起五年内有效；构成商业秘密的，在其保持秘密期间持续有效。
八、承诺方知悉：每次打开保密文件的单位、人员、时间和网络地址均被记录，文件副本带有专属水印，记录可作为证据。
九、违反本承诺的，承诺方应赔偿披露方因此受到的损失，并依法承担责任。
十、本承诺适用中华人民共和国法律。

签署人声明已获本单位授权，同意以数据电文形式签署本承诺书。`,
      en: `Undertaking of confidentiality

Recipient: {recipient}
Discloser: {discloser}
Witness: {exchange}
Sale: {title} (no. {number})

To judge whether to acquire what is offered in this sale, the recipient needs to read confidential papers of the discloser, and undertakes:

1. Confidential papers are all files offered under “confidential” in this sale and what they say, whether marked confidential or not.
2. They are used to judge, bid for and carry out this sale only; not for other research, production, applications for intellectual property, or anything else.
3. They are shown only to those of the recipient's own people who need them and to professional advisers bound alike; the recipient answers for them.
4. Without the discloser's written consent they are not copied, passed on or published, and the marks on them are neither removed nor covered.
5. Not bound is what is public without the recipient's fault; what it lawfully held before; what it lawfully had from a third party free to disclose; what it found by itself and can prove; and what law, a court or an authority demands (after telling the discloser, unless that is forbidden).
6. If no deal comes about, or when the discloser asks, all papers and copies are deleted or returned within ten working days.
7. The duty lasts five years from signing; for a trade secret, as long as it is one.
8. The recipient knows that the organisation, person, time and network address of every opening are recorded, that every copy carries a mark of its own, and that these records may serve as evidence.
9. Whoever breaks this undertaking makes good the discloser's loss and answers under the law.
10. The law of the People's Republic of China applies.

Whoever signs declares to be authorised by the recipient and agrees to sign in electronic form.`,
    },
  },
];

export const latestNda = (): StandardNda => NDA_TEXTS.at(-1) ?? NDA_TEXTS[0];

/** What is signed under these rules: their own undertaking, or else the platform's standard. */
export function ndaUnder(rules: RuleProfile | null): NdaText & NdaOrigin {
  const own = rules?.sale.texts.nda;
  if (!rules || !own) return { ...latestNda(), profile: null };
  return { words: own, version: null, profile: { code: rules.code, version: rules.version } };
}

export const ndaWords = (text: NdaText, language: NdaLanguage, facts: NdaFacts): string =>
  text.words[language].replace(/\{(\w+)\}/g, (_, name: string) => facts[name as keyof NdaFacts] ?? '');

/** Whoever signs says so, with a name. Errors: `nda.not_agreed`, `nda.bad_signatory`, `nda.text_changed`. */
export function checkSignature(given: { agreed: boolean; signatory: string; sha256: string }, sha256: string): void {
  if (!given.agreed) throw invalid('nda.not_agreed', {}, [{ path: 'agreed', code: 'nda.not_agreed' }]);
  if (given.signatory.trim().length < 2 || !isLegible(given.signatory))
    throw invalid('nda.bad_signatory', {}, [{ path: 'signatory', code: 'nda.bad_signatory' }]);
  // What is accepted is what was read, not what has taken its place since.
  if (given.sha256 !== sha256) throw conflict('nda.text_changed');
}
