import { maybeRow, rows, type Tx } from '@jishi/platform';

/** `pending` and past its time is `expired`; `approved` is `done` or `failed` once the act was carried out. */
export const APPROVAL_STATES = ['pending', 'approved', 'done', 'failed', 'refused', 'withdrawn', 'expired'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** What came of an approved act. */
export interface ApprovalOutcome {
  accepted: boolean;
  seq?: number | null;
  code?: string;
  params?: Record<string, string | number>;
}

export interface ApprovalRow {
  id: string;
  auctionId: string;
  auctionTitle: string;
  exchangeId: string;
  kind: string;
  payload: Record<string, unknown>;
  reason: string;
  requestedBy: string;
  requestedByName: string;
  requestedAt: Date;
  expiresAt: Date;
  state: ApprovalState;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  decisionReason: string;
  outcome: ApprovalOutcome | null;
}

const STATE = `case when p.state = 'pending' and p.expires_at <= clock_timestamp() then 'expired'
  when p.outcome is null then p.state when (p.outcome->>'accepted')::boolean then 'done' else 'failed' end`;

const APPROVAL = `select p.id, p.auction_id as "auctionId", coalesce(u.view::jsonb->>'title', '') as "auctionTitle",
    p.exchange_id as "exchangeId", p.kind, p.payload, p.reason, p.requested_by as "requestedBy",
    r.name as "requestedByName", p.requested_at as "requestedAt", p.expires_at as "expiresAt", ${STATE} as state,
    p.decided_by as "decidedBy", d.name as "decidedByName", p.decided_at as "decidedAt",
    p.decision_reason as "decisionReason", p.outcome
  from auction_approval p left join auction_shown u on u.id = p.auction_id join user_account r on r.id = p.requested_by
  left join user_account d on d.id = p.decided_by`;

export const findApproval = (tx: Tx, id: string): Promise<ApprovalRow | null> =>
  maybeRow<ApprovalRow>(tx, `${APPROVAL} where p.id = $1`, [id]);

/** Locks the row: two decisions wait for each other. */
export async function lockApproval(tx: Tx, id: string): Promise<ApprovalRow | null> {
  await rows(tx, 'select id from auction_approval where id = $1 for update', [id]);
  return findApproval(tx, id);
}

export interface NewApproval {
  id: string;
  auctionId: string;
  exchangeId: string;
  kind: string;
  payload: Record<string, unknown>;
  reason: string;
  requestedBy: string;
  livesMs: number;
}

/** False when the id is taken. */
export async function insertApproval(tx: Tx, approval: NewApproval): Promise<boolean> {
  const { id, auctionId, exchangeId, kind, payload, reason, requestedBy, livesMs } = approval;
  const inserted = await maybeRow(
    tx,
    `insert into auction_approval (id, auction_id, exchange_id, kind, payload, reason, requested_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + $8 * interval '1 ms')
     on conflict (id) do nothing returning id`,
    [id, auctionId, exchangeId, kind, JSON.stringify(payload), reason, requestedBy, livesMs],
  );
  return inserted !== null;
}

/** The same act, asked for and not decided yet. */
export const findPendingTwin = (
  tx: Tx,
  { auctionId, kind, payload }: Pick<NewApproval, 'auctionId' | 'kind' | 'payload'>,
): Promise<{ id: string } | null> =>
  maybeRow(
    tx,
    `select id from auction_approval where auction_id = $1 and kind = $2 and payload = $3::jsonb and state = 'pending'
       and expires_at > clock_timestamp() limit 1`,
    [auctionId, kind, JSON.stringify(payload)],
  );

export async function decideApproval(
  tx: Tx,
  id: string,
  decision: { state: 'approved' | 'refused' | 'withdrawn'; by: string; reason: string },
): Promise<void> {
  await rows(
    tx,
    `update auction_approval set state = $2, decided_by = $3, decision_reason = $4,
       decided_at = least(clock_timestamp(), expires_at) where id = $1`,
    [id, decision.state, decision.by, decision.reason],
  );
}

/** True when this call wrote it: an act that is carried out twice is on record once. */
export async function recordOutcome(tx: Tx, id: string, outcome: ApprovalOutcome): Promise<boolean> {
  const written = await maybeRow(
    tx,
    `update auction_approval set outcome = $2 where id = $1 and state = 'approved' and outcome is null returning id`,
    [id, JSON.stringify(outcome)],
  );
  return written !== null;
}

export interface ApprovalFilter {
  /** Null for a regulator, who reads everything. */
  exchangeId: string | null;
  auctionId: string | null;
  state: ApprovalState | null;
  before: string | null;
  limit: number;
}

export const listApprovals = (tx: Tx, filter: ApprovalFilter): Promise<ApprovalRow[]> =>
  rows<ApprovalRow>(
    tx,
    `${APPROVAL} where ($1::uuid is null or p.exchange_id = $1) and ($2::uuid is null or p.auction_id = $2)
       and ($3::text is null or ${STATE} = $3)
       and ($4::uuid is null or (p.requested_at, p.id) < (select requested_at, id from auction_approval where id = $4))
     order by p.requested_at desc, p.id desc limit $5`,
    [filter.exchangeId, filter.auctionId, filter.state, filter.before, filter.limit],
  );
