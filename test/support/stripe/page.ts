import type { Data } from './account';

const escape = (text: unknown): string => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** The page a payer sees: a card's number, or a wallet's button. */
export function payPage(session: Data, problem = ''): string {
  const [method] = session['payment_method_types'] as string[];
  const amount = `¥${(Number(session['amount_total']) / 100).toFixed(2)}`;
  const card = '<label>卡号 <input name="card" value="4242424242424242" inputmode="numeric"></label>';
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>付款</title><h1>${amount}</h1><p>${escape(session['client_reference_id'])}</p>
<p role="alert">${escape(problem)}</p>
<form method="post" action="/pay/${session.id}">${method === 'card' ? card : ''}
<button id="pay">${{ card: '付款', alipay: '支付宝付款', wechat_pay: '微信付款' }[method!] ?? '付款'}</button></form>
<a id="cancel" href="${escape(session['cancel_url'])}">返回</a></html>`;
}

/** The test card that every bank refuses. */
export const DECLINED = '4000000000000002';
