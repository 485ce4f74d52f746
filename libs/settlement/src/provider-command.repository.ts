import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { Operation, ProviderAnswer, ProviderName, ProviderRequest } from './provider.port';

export interface CommandRow {
  id: string;
  provider: ProviderName;
  operation: Operation;
  subjectId: string;
  attempt: number;
  request: ProviderRequest;
  state: 'stored' | 'unknown' | 'done' | 'refused';
  response: ProviderAnswer | null;
  /** Since it was first sent; null when it never was. */
  askedMsAgo: number | null;
}

const COMMAND = `select id, provider, operation, subject_id as "subjectId", attempt, request, state, response,
    (extract(epoch from clock_timestamp() - asked_at) * 1000)::bigint as "askedMsAgo"
  from provider_command`;

/** What one command is about: a subject, an operation on it, and which part of it. */
export interface CommandKey {
  operation: Operation;
  subjectId: string;
  part: number;
}

export const findCommand = (tx: Tx, id: string): Promise<CommandRow | null> =>
  maybeRow<CommandRow>(tx, `${COMMAND} where id = $1`, [id]);

/** The last attempt at it. */
export const latestCommand = (tx: Tx, key: CommandKey): Promise<CommandRow | null> =>
  maybeRow<CommandRow>(
    tx,
    `${COMMAND} where operation = $1 and subject_id = $2 and part = $3 order by attempt desc limit 1`,
    [key.operation, key.subjectId, key.part],
  );

export const commandsOf = (tx: Tx, subjectId: string): Promise<CommandRow[]> =>
  rows<CommandRow>(tx, `${COMMAND} where subject_id = $1 order by operation, part, attempt`, [subjectId]);

/**
 * The attempt after the one that was seen last. Two who saw the same insert the same, and both get the one that came first: a
 * second command would be a second movement of the same money.
 */
export async function insertCommand(
  tx: Tx,
  key: CommandKey,
  after: CommandRow | null,
  provider: ProviderName,
  request: ProviderRequest,
): Promise<CommandRow> {
  const place = [key.operation, key.subjectId, key.part, after ? after.attempt + 1 : 0];
  await rows(
    tx,
    `insert into provider_command (operation, subject_id, part, attempt, id, provider, request)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (operation, subject_id, part, attempt) do nothing`,
    [...place, newId(), provider, JSON.stringify(request)],
  );
  return row<CommandRow>(
    tx,
    `${COMMAND} where operation = $1 and subject_id = $2 and part = $3 and attempt = $4`,
    place,
  );
}

export async function markAsked(tx: Tx, id: string): Promise<void> {
  await rows(tx, 'update provider_command set asked_at = coalesce(asked_at, clock_timestamp()) where id = $1', [id]);
}

/** What is done stays done, whichever of two answers is written last. */
export async function finishCommand(
  tx: Tx,
  id: string,
  state: CommandRow['state'],
  response: ProviderAnswer | null,
): Promise<void> {
  await rows(
    tx,
    `update provider_command set state = $2, response = $3, finished_at = clock_timestamp()
     where id = $1 and state <> 'done'`,
    [id, state, response ? JSON.stringify(response) : null],
  );
}
