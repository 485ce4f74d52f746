import type { Fen } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';

export type ObjectionOutcome = 'released' | 'returned';

export interface PayoutObjectionRow {
  id: string;
  contractId: string;
  exchangeId: string;
  source: 'party' | 'third_party' | 'provider';
  organisationId: string | null;
  claimant: string;
  reason: string;
  documentId: string | null;
  amountMinor: Fen | null;
  state: 'open' | 'proposed' | ObjectionOutcome;
  raisedAt: Date;
  outcome: ObjectionOutcome | null;
  ruling: string | null;
  proposedBy: string | null;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  /** What it holds now. */
  frozenMinor: Fen;
}

const OBJECTION = `select o.id, o.contract_id as "contractId", o.exchange_id as "exchangeId", o.source,
    o.organisation_id as "organisationId", o.claimant, o.reason, o.document_id as "documentId",
    o.amount_minor as "amountMinor", o.state, o.raised_at as "raisedAt", o.outcome, o.ruling,
    o.proposed_by as "proposedBy", o.confirmed_by as "confirmedBy", o.confirmed_at as "confirmedAt",
    (select coalesce(sum(p.amount_minor), 0)::bigint from payout p
     where p.frozen_by = o.id and p.state <> 'cancelled') as "frozenMinor"
  from payout_objection o`;

export interface ObjectionDraft {
  id: string;
  contractId: string;
  exchangeId: string;
  source: PayoutObjectionRow['source'];
  organisationId: string | null;
  claimant: string;
  reason: string;
  documentId: string | null;
  amountMinor: Fen | null;
  raisedBy: string | null;
  providerReference: string | null;
}

/** False when the provider's dispute is on record already. */
export async function insertObjection(tx: Tx, draft: ObjectionDraft): Promise<boolean> {
  const inserted = await rows(
    tx,
    `insert into payout_objection (id, contract_id, exchange_id, source, organisation_id, claimant, reason, document_id,
       amount_minor, raised_by, provider_reference) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (provider_reference) do nothing returning id`,
    [
      draft.id,
      draft.contractId,
      draft.exchangeId,
      draft.source,
      draft.organisationId,
      draft.claimant,
      draft.reason,
      draft.documentId,
      draft.amountMinor,
      draft.raisedBy,
      draft.providerReference,
    ],
  );
  return inserted.length === 1;
}

export const findObjection = (tx: Tx, id: string): Promise<PayoutObjectionRow | null> =>
  maybeRow<PayoutObjectionRow>(tx, `${OBJECTION} where o.id = $1`, [id]);

export const objectionsOf = (tx: Tx, contractId: string): Promise<PayoutObjectionRow[]> =>
  rows<PayoutObjectionRow>(tx, `${OBJECTION} where o.contract_id = $1 order by o.raised_at, o.id`, [contractId]);

export async function setRuling(
  tx: Tx,
  id: string,
  ruling: {
    state: 'open' | 'proposed';
    outcome: ObjectionOutcome | null;
    ruling: string | null;
    userId: string | null;
  },
): Promise<void> {
  await rows(
    tx,
    `update payout_objection set state = $2, outcome = $3, ruling = $4, proposed_by = $5,
       proposed_at = case when $5::uuid is null then null else clock_timestamp() end where id = $1`,
    [id, ruling.state, ruling.outcome, ruling.ruling, ruling.userId],
  );
}

export async function setRuled(tx: Tx, id: string, userId: string): Promise<void> {
  await rows(
    tx,
    'update payout_objection set state = outcome, confirmed_by = $2, confirmed_at = clock_timestamp() where id = $1',
    [id, userId],
  );
}

export interface Standing {
  exchangeId: string;
  exchangeName: string;
  state: string;
  isParty: boolean;
  name: string;
}

/** What an organisation is to a contract: a party or a payee of it, or its exchange; null to all others. */
export const findStanding = (tx: Tx, contractId: string, organisationId: string): Promise<Standing | null> =>
  maybeRow<Standing>(
    tx,
    `select c.exchange_id as "exchangeId", x.name as "exchangeName", c.state, c.exchange_id <> o.id as "isParty", o.name
     from contract c join organisation x on x.id = c.exchange_id
     join contract_version v on v.contract_id = c.id and v.version = c.current_version
     join organisation o on o.id = $2
     where c.id = $1 and (o.id in (c.exchange_id, c.transferor_id, c.transferee_id)
       or exists (select from jsonb_array_elements(coalesce(v.terms->'payees', '[]')) p
         where p->>'organisationId' = o.id::text))`,
    [contractId, organisationId],
  );

/** The contract behind a payer's movement: of one of its payments, or of the deposit that was offset. */
export const findDisputed = (
  tx: Tx,
  subjectId: string,
): Promise<{ contractId: string; exchangeId: string; payerId: string; payerName: string } | null> =>
  maybeRow(
    tx,
    `select p.contract_id as "contractId", p.exchange_id as "exchangeId", p.payer_id as "payerId", o.name as "payerName"
     from payment p join organisation o on o.id = p.payer_id where $1 in (p.id, p.deposit_id) limit 1`,
    [subjectId],
  );
