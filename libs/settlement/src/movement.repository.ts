import type { Fen } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import { type MovementFacts, NOTHING_YET, type Stage } from './domain/movement';
import type { MoneyFilter } from './money-scope';
import type { ProviderName } from './provider.port';

export type SubjectKind = 'deposit' | 'payment';

export interface MovementRow {
  id: string;
  provider: ProviderName;
  subjectKind: SubjectKind;
  subjectId: string;
  exchangeId: string;
  amountMinor: Fen;
  currency: string;
  reference: string | null;
  payUrl: string | null;
  payUntil: Date;
  facts: MovementFacts;
  stage: Stage;
  captureBefore: Date | null;
  bearing: boolean;
  createdAt: Date;
  changedAt: Date;
}

const MOVEMENT = `select id, provider, subject_kind as "subjectKind", subject_id as "subjectId",
    exchange_id as "exchangeId", amount_minor as "amountMinor", currency, reference, pay_url as "payUrl",
    pay_until as "payUntil", facts, stage, capture_before as "captureBefore", bearing, created_at as "createdAt",
    changed_at as "changedAt"
  from provider_movement`;

export interface MovementDraft {
  id: string;
  provider: ProviderName;
  subjectKind: SubjectKind;
  subjectId: string;
  exchangeId: string;
  amountMinor: Fen;
  currency: string;
  payUntilMs: number;
}

export async function insertMovement(tx: Tx, draft: MovementDraft): Promise<void> {
  await rows(
    tx,
    `insert into provider_movement (id, provider, subject_kind, subject_id, exchange_id, amount_minor, currency, pay_until,
       facts, stage) values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), $9, 'begun')
     on conflict (id) do nothing`,
    [
      draft.id,
      draft.provider,
      draft.subjectKind,
      draft.subjectId,
      draft.exchangeId,
      draft.amountMinor,
      draft.currency,
      draft.payUntilMs,
      JSON.stringify(NOTHING_YET),
    ],
  );
}

export const findMovement = (tx: Tx, id: string): Promise<MovementRow | null> =>
  maybeRow<MovementRow>(tx, `${MOVEMENT} where id = $1`, [id]);

export const lockMovement = (tx: Tx, id: string): Promise<MovementRow | null> =>
  maybeRow<MovementRow>(tx, `${MOVEMENT} where id = $1 for update`, [id]);

/** The movement that holds this deposit or paid this price. */
export const findBearer = (tx: Tx, kind: SubjectKind, subjectId: string): Promise<MovementRow | null> =>
  maybeRow<MovementRow>(tx, `${MOVEMENT} where subject_kind = $1 and subject_id = $2 and bearing`, [kind, subjectId]);

export const findBearerOf = (tx: Tx, auctionId: string, organisationId: string): Promise<MovementRow | null> =>
  maybeRow<MovementRow>(
    tx,
    `${MOVEMENT} where bearing and subject_kind = 'deposit' and subject_id =
       (select d.id from deposit d where d.auction_id = $1 and d.organisation_id = $2 order by d.round desc limit 1)`,
    [auctionId, organisationId],
  );

/** Begun and not over, newest first: a payer may still pay any of them. */
export const openMovements = (tx: Tx, kind: SubjectKind, subjectId: string): Promise<MovementRow[]> =>
  rows<MovementRow>(
    tx,
    `${MOVEMENT} where subject_kind = $1 and subject_id = $2 and stage = 'begun' order by created_at desc`,
    [kind, subjectId],
  );

export const latestMovement = (tx: Tx, kind: SubjectKind, subjectId: string): Promise<MovementRow | null> =>
  maybeRow<MovementRow>(
    tx,
    `${MOVEMENT} where subject_kind = $1 and subject_id = $2 order by bearing desc, created_at desc limit 1`,
    [kind, subjectId],
  );

export async function storeFacts(
  tx: Tx,
  id: string,
  known: { facts: MovementFacts; reference: string | null; payUrl: string | null },
): Promise<void> {
  const { facts } = known;
  await rows(
    tx,
    `update provider_movement set facts = $2, stage = $3, capture_before = to_timestamp($4::float8 / 1000),
       reference = coalesce(reference, $5), pay_url = case when $3 = 'begun' then coalesce($6, pay_url) end,
       inquired_at = clock_timestamp(),
       changed_at = case when facts = $2::jsonb then changed_at else clock_timestamp() end
     where id = $1`,
    [id, JSON.stringify(facts), facts.stage, facts.captureBeforeMs, known.reference, known.payUrl],
  );
}

export async function markInquired(tx: Tx, id: string): Promise<void> {
  await rows(tx, 'update provider_movement set inquired_at = clock_timestamp() where id = $1', [id]);
}

export async function setBearing(tx: Tx, id: string, bearing: boolean): Promise<void> {
  await rows(tx, 'update provider_movement set bearing = $2, changed_at = clock_timestamp() where id = $1', [
    id,
    bearing,
  ]);
}

/** Whose time is up, or nearly, or whose answer never came; each at most every ten minutes. */
export const dueMovements = (tx: Tx, marginMs: number, limit: number): Promise<MovementRow[]> =>
  rows<MovementRow>(
    tx,
    `${MOVEMENT} where (inquired_at is null or inquired_at < clock_timestamp() - interval '10 minutes') and (
         (stage = 'begun' and (pay_until < clock_timestamp()
           or reference is null and created_at < clock_timestamp() - interval '1 minute'))
         or (stage = 'authorised' and capture_before < clock_timestamp() + $1 * interval '1 ms'))
     order by pay_until limit $2`,
    [marginMs, limit],
  );

export const listMovements = (tx: Tx, filter: MoneyFilter): Promise<MovementRow[]> =>
  rows<MovementRow>(
    tx,
    `${MOVEMENT} where ($1::uuid is null or exchange_id = $1) and ($2::text is null or stage = $2)
       and ($3::timestamptz is null or (date_trunc('milliseconds', created_at), id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', created_at) desc, id desc limit $5`,
    [filter.organisationId, filter.state ?? null, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );

export interface Pot {
  movementId: string;
  reference: string;
  amountMinor: Fen;
}

/** What a payment can be paid on out of through a provider: itself first, then the part of the deposit that was offset. */
export const potsOf = (tx: Tx, paymentId: string, provider: ProviderName): Promise<Pot[]> =>
  rows<Pot>(
    tx,
    `select m.id as "movementId", m.reference, case m.subject_kind when 'payment' then p.amount_minor else p.deposit_offset_minor end as "amountMinor"
     from payment p join provider_movement m on m.subject_id in (p.id, p.deposit_id)
     where p.id = $1 and m.provider = $2 and m.bearing and m.stage = 'captured' order by m.subject_kind desc`,
    [paymentId, provider],
  );

/** What a forfeited deposit can be paid out of through a provider. */
export const potsOfDeposit = (tx: Tx, depositId: string): Promise<Pot[]> =>
  rows<Pot>(
    tx,
    `select m.id as "movementId", m.reference, d.amount_minor as "amountMinor" from deposit d join provider_movement m on m.subject_id = d.id
     where d.id = $1 and m.subject_kind = 'deposit' and m.bearing and m.stage = 'captured'`,
    [depositId],
  );
