import { newId } from '@jishi/kernel';
import { FileStore } from '@jishi/platform';
import { type Ground, insert, one, PRICE_MINOR } from './ground';
import type { Kind, Thing } from './kinds';

const FEE_MINOR = 1_060;

/** Of a settled sale: an invoice that was asked for and one that was issued; a fee that is to be waived in another one. */
export async function invoicesOf(
  ground: Ground,
  { drafted, settled }: { drafted: string; settled: string },
): Promise<Pick<Record<Kind, Thing[]>, 'feeDecision' | 'invoice' | 'invoiceFile' | 'invoicePaper'>> {
  const { people, mark } = ground;
  const [exchange, cashier] = [people.at('exchange'), people.who('exchange', 'cashier')];
  await insert(ground, 'payment', {
    contract_id: settled,
    exchange_id: exchange,
    payer_id: people.at('company'),
    amount_minor: PRICE_MINOR + FEE_MINOR,
    price_minor: PRICE_MINOR,
    buyer_fee_minor: FEE_MINOR,
    seller_fee_minor: FEE_MINOR,
    reference: `P-${mark}-${settled}`,
    provider: 'offline_bank',
    state: 'settled',
  });
  const feeDecision = await insert(ground, 'fee_decision', {
    contract_id: drafted,
    exchange_id: exchange,
    side: 'buyer',
    computed_minor: FEE_MINOR,
    amount_minor: 0,
    reason: `首单优惠${mark}`,
    proposed_by: cashier.userId,
  });
  const asked = await invoice(ground, settled, 'buyer_fee', 'requested');
  const issued = await invoice(ground, settled, 'seller_fee', 'issued');
  const paper = await insert(ground, 'invoice_paper', {
    invoice_id: issued,
    issuer_id: exchange,
    number: String(ground.serial).padStart(20, '2'),
    issued_on: '2026-11-02',
    amount_minor: FEE_MINOR,
    net_minor: 1_000,
    tax_minor: 60,
    vat_code: 'modern_service',
    vat_effective_on: '2016-05-01',
    adapter: 'offline',
    file_id: await file(ground, 'exchange', cashier.userId),
    recorded_by: cashier.userId,
  });
  const free = await file(ground, 'exchange', cashier.userId);
  const sellers = await file(ground, 'university', people.who('university', 'officer').userId);
  return {
    feeDecision: [one('proposed', feeDecision)],
    invoice: [one('requested', asked), one('issued', issued)],
    invoiceFile: [one('of the exchange', free), one('of the university', sellers)],
    invoicePaper: [one('blue', paper, { within: issued })],
  };
}

async function invoice(ground: Ground, contract_id: string, item: string, state: string): Promise<string> {
  const { people, mark } = ground;
  const [recipient, role] =
    item === 'buyer_fee' ? (['company', 'bidder'] as const) : (['university', 'officer'] as const);
  const requested_by = people.who(recipient, role).userId;
  const id = await insert(ground, 'invoice', {
    number: `F-${mark}-${newId()}`,
    contract_id,
    exchange_id: people.at('exchange'),
    issuer_id: people.at('exchange'),
    recipient_id: people.at(recipient),
    item,
    kind: 'ordinary',
    title: `某单位${mark}`,
    tax_number: '91440101MA5CUKTN6L',
    amount_minor: FEE_MINOR,
    state,
    requested_by,
  });
  await insert(ground, 'invoice_step', {
    invoice_id: id,
    event: 'request',
    to_state: 'requested',
    actor_id: requested_by,
    organisation_id: people.at(recipient),
  });
  return id;
}

async function file(ground: Ground, kind: 'exchange' | 'university', uploaded_by: string): Promise<string> {
  const { sha256, size } = await ground.app.get(FileStore).put(Buffer.from(`%PDF ${newId()}`));
  return insert(ground, 'invoice_file', {
    organisation_id: ground.people.at(kind),
    uploaded_by,
    filename: `${ground.mark}.pdf`,
    media_type: 'application/pdf',
    size,
    sha256,
    scanned: false,
  });
}
