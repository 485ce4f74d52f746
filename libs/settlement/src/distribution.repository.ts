import type { Fen } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { Cost, WaterfallLine } from './domain/waterfall';

export interface DistributionRow {
  caseId: string;
  resaleMinor: Fen | null;
  resaleContractId: string | null;
  givenUp: string | null;
  shortfallMinor: Fen;
  costs: Cost[];
  lines: WaterfallLine[];
  totalMinor: Fen;
  proposedBy: string;
  proposedAt: Date;
  approvedBy: string | null;
  approvedAt: Date | null;
  transferId: string | null;
}

export const findDistribution = (tx: Tx, caseId: string): Promise<DistributionRow | null> =>
  maybeRow<DistributionRow>(
    tx,
    `select case_id as "caseId", resale_minor as "resaleMinor", resale_contract_id as "resaleContractId",
       given_up as "givenUp", shortfall_minor as "shortfallMinor", costs, lines, total_minor as "totalMinor",
       proposed_by as "proposedBy", proposed_at as "proposedAt", approved_by as "approvedBy", approved_at as "approvedAt",
       transfer_id as "transferId"
     from forfeiture_distribution where case_id = $1`,
    [caseId],
  );

export type DistributionDraft = Omit<DistributionRow, 'proposedAt' | 'approvedBy' | 'approvedAt' | 'transferId'>;

/** Until it is approved another proposal takes its place. */
export async function storeDistribution(tx: Tx, draft: DistributionDraft): Promise<void> {
  await rows(
    tx,
    `insert into forfeiture_distribution (case_id, resale_minor, resale_contract_id, given_up, shortfall_minor, costs, lines,
       total_minor, proposed_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (case_id) do update set resale_minor = excluded.resale_minor, resale_contract_id = excluded.resale_contract_id,
       given_up = excluded.given_up, shortfall_minor = excluded.shortfall_minor, costs = excluded.costs, lines = excluded.lines,
       proposed_by = excluded.proposed_by, proposed_at = clock_timestamp()
     where forfeiture_distribution.approved_by is null`,
    [
      draft.caseId,
      draft.resaleMinor,
      draft.resaleContractId,
      draft.givenUp,
      draft.shortfallMinor,
      JSON.stringify(draft.costs),
      JSON.stringify(draft.lines),
      draft.totalMinor,
      draft.proposedBy,
    ],
  );
}

export const setDistributed = (tx: Tx, caseId: string, by: { userId: string; transferId: string }): Promise<unknown> =>
  rows(
    tx,
    `update forfeiture_distribution set approved_by = $2, approved_at = clock_timestamp(), transfer_id = $3 where case_id = $1`,
    [caseId, by.userId, by.transferId],
  );
