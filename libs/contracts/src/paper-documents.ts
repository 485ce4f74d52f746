import type { Fen } from '@jishi/kernel';
import { amountInWords, escapeHtml, htmlPage, htmlTable } from './html';

export interface ConfirmationPaper {
  number: string;
  listingNumber: string;
  title: string;
  exchangeName: string;
  transferorName: string;
  transfereeName: string;
  bidderCode: string | null;
  priceMinor: Fen;
  concludedOn: string;
}

/** The sale confirmation (成交确认书), signed at the close. */
export const renderConfirmation = (paper: ConfirmationPaper): string =>
  htmlPage(
    `成交确认书 ${paper.number}`,
    `<h1>成交确认书</h1><p class="meta">编号 ${escapeHtml(paper.number)}</p>${htmlTable([
      ['挂牌编号', paper.listingNumber],
      ['标的名称', paper.title],
      ['转让方', paper.transferorName],
      ['受让方', paper.transfereeName],
      ['竞买代码', paper.bidderCode],
      ['成交价', amountInWords(paper.priceMinor)],
      ['成交日期', paper.concludedOn],
    ])}<p>经公开交易程序，上述标的成交。双方应据此签订技术合同，并按合同约定支付价款。</p>
<div class="sign"><span>${escapeHtml(paper.exchangeName)}</span><span>${escapeHtml(paper.concludedOn)}</span></div>`,
  );

export interface CertificatePaper {
  number: string;
  contractNumber: string;
  confirmationNumber: string;
  title: string;
  exchangeName: string;
  transferorName: string;
  transfereeName: string;
  contractAmountMinor: Fen;
  technicalAmountMinor: Fen;
  paidMinor: Fen;
  /** The rest falls due later, or is not paid in money. */
  isPartly?: true;
  issuedOn: string;
}

const ALL_PAID = '兹证明上述交易价款已通过本机构结算账户支付，交易服务费已结清。';
const FIRST_DUE =
  '兹证明上述交易按合同约定的付款方式，首期应付款项已通过本机构结算账户结清，交易服务费已按约定结算；其余价款依合同履行。';

/** The transaction certificate (交易凭证): the contract is effective, the price paid, the fees settled. */
export const renderCertificate = (paper: CertificatePaper, code: string): string =>
  htmlPage(
    `交易凭证 ${paper.number}`,
    `<h1>交易凭证</h1><p class="meta">编号 ${escapeHtml(paper.number)}</p>${htmlTable([
      ['合同编号', paper.contractNumber],
      ['成交确认书编号', paper.confirmationNumber],
      ['项目名称', paper.title],
      ['转让方', paper.transferorName],
      ['受让方', paper.transfereeName],
      ['合同成交额', amountInWords(paper.contractAmountMinor)],
      ['技术交易额', amountInWords(paper.technicalAmountMinor)],
      ['已结算价款', amountInWords(paper.paidMinor)],
      ['核验码', code.replace(/(.{4})(?=.)/g, '$1 ')],
    ])}<p>${paper.isPartly ? FIRST_DUE : ALL_PAID}任何人可在本机构网站“凭证核验”页面输入编号与核验码，核对本凭证的内容。</p>
<div class="sign"><span>${escapeHtml(paper.exchangeName)}</span><span>${escapeHtml(paper.issuedOn)}</span></div>`,
  );
