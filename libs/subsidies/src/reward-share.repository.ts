import { type Fen, newId } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { SplitLine } from './domain/reward-split';

export interface ShareRow extends SplitLine {
  id: string;
  position: number;
  awardMinor: Fen;
  paidDirectMinor: Fen;
  paidDirectNote: string;
  payableMinor: Fen;
  employeeNumber: string;
  /** Null until they answered. */
  agreed: boolean | null;
  answeredAt: Date | null;
  paperId: string | null;
}

const SHARE = `select s.id, s.position, s.user_id as "userId", s.name, s.affiliation, s.main, s.share_bps as "shareBps",
    s.award_minor as "awardMinor", s.paid_direct_minor as "paidDirectMinor", s.paid_direct_note as "paidDirectNote",
    s.payable_minor as "payableMinor", s.employee_number as "employeeNumber", s.agreed, s.answered_at as "answeredAt",
    s.paper_id as "paperId" from reward_share s`;

export const listShares = (tx: Tx, caseId: string, round: number): Promise<ShareRow[]> =>
  rows<ShareRow>(tx, `${SHARE} where s.case_id = $1 and s.round = $2 order by s.position`, [caseId, round]);

/** Whether this person is named in any split of the case. */
export const isNamed = async (tx: Tx, caseId: string, userId: string): Promise<boolean> =>
  (await maybeRow(tx, 'select 1 from reward_share where case_id = $1 and user_id = $2 limit 1', [caseId, userId])) !==
  null;

/** Whoever was paid before in this institution keeps the number they were paid under. */
export async function insertShares(
  tx: Tx,
  of: { caseId: string; organisationId: string; round: number },
  shares: readonly (SplitLine & { awardMinor: Fen })[],
): Promise<void> {
  for (const [i, share] of shares.entries())
    await rows(
      tx,
      `insert into reward_share (id, case_id, round, position, user_id, name, affiliation, main, share_bps, award_minor, employee_number)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce((
         select p.employee_number from reward_share p join reward_case r on r.id = p.case_id
         where p.user_id = $5 and r.organisation_id = $11 and p.employee_number <> '' order by r.created_at desc, p.round desc limit 1), ''))`,
      [
        newId(),
        of.caseId,
        of.round,
        i + 1,
        share.userId,
        share.name.trim(),
        share.affiliation.trim(),
        share.main,
        share.shareBps,
        share.awardMinor,
        of.organisationId,
      ],
    );
}

export const answerRewardShare = (
  tx: Tx,
  id: string,
  answer: { by: string; agreed: boolean; paperId: string | null; at: Date },
): Promise<unknown> =>
  rows(
    tx,
    'update reward_share set answered_by = $2, agreed = $3, paper_id = coalesce($4, paper_id), answered_at = $5 where id = $1',
    [id, answer.by, answer.agreed, answer.paperId, answer.at],
  );

export const setPerson = (
  tx: Tx,
  id: string,
  person: { employeeNumber: string; paidDirectMinor: Fen; paidDirectNote: string },
): Promise<unknown> =>
  rows(
    tx,
    'update reward_share set employee_number = $2, paid_direct_minor = $3, paid_direct_note = $4 where id = $1',
    [id, person.employeeNumber, person.paidDirectMinor, person.paidDirectNote],
  );

/** Their word on it is wanted anew. */
export const forgetAnswer = (tx: Tx, id: string): Promise<unknown> =>
  rows(tx, 'update reward_share set agreed = null, answered_by = null, answered_at = null where id = $1', [id]);

export interface RewardObjectionRow {
  id: string;
  round: number;
  /** Null: raised in the publicity. */
  shareId: string | null;
  raisedBy: string;
  raisedByName: string;
  reason: string;
  raisedAt: Date;
  against: string;
  outcome: 'upheld' | 'dismissed' | null;
  ruling: string | null;
  ruledByName: string | null;
  ruledAt: Date | null;
}

const OBJECTION = `select j.id, j.round, j.share_id as "shareId", j.raised_by as "raisedBy", u.name as "raisedByName", j.reason,
    j.raised_at as "raisedAt", j.against, j.outcome, j.ruling, v.name as "ruledByName", j.ruled_at as "ruledAt"
  from reward_objection j join user_account u on u.id = j.raised_by left join user_account v on v.id = j.ruled_by`;

export const listRewardObjections = (tx: Tx, caseId: string): Promise<RewardObjectionRow[]> =>
  rows<RewardObjectionRow>(tx, `${OBJECTION} where j.case_id = $1 order by j.raised_at, j.id`, [caseId]);

export async function insertRewardObjection(
  tx: Tx,
  given: {
    caseId: string;
    round: number;
    shareId: string | null;
    by: string;
    reason: string;
    against: string;
    at: Date;
  },
): Promise<string> {
  const id = newId();
  await rows(
    tx,
    `insert into reward_objection (id, case_id, round, share_id, raised_by, reason, against, raised_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, given.caseId, given.round, given.shareId, given.by, given.reason, given.against, given.at],
  );
  return id;
}

export const ruleObjection = (
  tx: Tx,
  id: string,
  ruling: { outcome: 'upheld' | 'dismissed'; text: string; by: string; at: Date },
): Promise<unknown> =>
  rows(tx, 'update reward_objection set outcome = $2, ruling = $3, ruled_by = $4, ruled_at = $5 where id = $1', [
    id,
    ruling.outcome,
    ruling.text,
    ruling.by,
    ruling.at,
  ]);
