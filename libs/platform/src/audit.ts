import { newId } from '@jishi/kernel';
import { type Tx, rows } from './database';

export interface AuditEntry {
  actorId: string | null;
  organisationId: string | null;
  /** `listing.approved`, past tense. */
  action: string;
  subjectType: string;
  subjectId: string;
  detail?: Record<string, unknown>;
}

/** Appends to the audit log, which nobody can change afterwards; in the transaction of what it records. */
export async function audit(tx: Tx, entry: AuditEntry): Promise<void> {
  await rows(
    tx,
    `insert into audit_log (id, actor_id, organisation_id, action, subject_type, subject_id, detail)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      newId(),
      entry.actorId,
      entry.organisationId,
      entry.action,
      entry.subjectType,
      entry.subjectId,
      JSON.stringify(entry.detail ?? {}),
    ],
  );
}
