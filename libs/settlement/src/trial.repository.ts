import { maybeRow, rows, type Tx } from '@jishi/platform';

export interface TrialRow {
  contractId: string;
  beginsOn: string;
  /** The last day of it. */
  endsOn: string;
  state: 'open' | 'bought' | 'returned';
  reason: string | null;
  decidedAt: Date | null;
}

const TRIAL = `select contract_id as "contractId", to_char(begins_on, 'YYYY-MM-DD') as "beginsOn",
    to_char(ends_on, 'YYYY-MM-DD') as "endsOn", state, reason, decided_at as "decidedAt"
  from contract_trial`;

export const findTrial = (tx: Tx, contractId: string): Promise<TrialRow | null> =>
  maybeRow<TrialRow>(tx, `${TRIAL} where contract_id = $1`, [contractId]);

/** The day of the signature is not counted. */
export async function beginTrial(tx: Tx, contractId: string, signedOn: string, days: number): Promise<void> {
  await rows(
    tx,
    `insert into contract_trial (contract_id, begins_on, ends_on) values ($1, $2::date, $2::date + $3::int)
     on conflict do nothing`,
    [contractId, signedOn, days],
  );
}

export async function endTrial(
  tx: Tx,
  contractId: string,
  end: { state: 'bought' | 'returned'; reason: string | null; userId: string | null },
): Promise<void> {
  await rows(
    tx,
    `update contract_trial set state = $2, reason = $3, decided_by = $4, decided_at = clock_timestamp()
     where contract_id = $1`,
    [contractId, end.state, end.reason, end.userId],
  );
}

/** Over before this day, and nobody has decided. */
export const overdueTrials = (tx: Tx, today: string, limit: number): Promise<{ contractId: string }[]> =>
  rows(
    tx,
    `select contract_id as "contractId" from contract_trial where state = 'open' and ends_on < $1::date
     order by ends_on, contract_id limit $2`,
    [today, limit],
  );
