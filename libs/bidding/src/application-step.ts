import type { Actor } from '@jishi/identity';
import { appendFact, audit, type Tx } from '@jishi/platform';
import {
  APPLICATION_TRANSITIONS,
  type ApplicationAction,
  type ApplicationState,
  nextApplicationState,
} from './domain/qualification';
import { recordApplicationStep } from './qualification.repository';

interface Stepping {
  id: string;
  state: ApplicationState;
  listingId: string;
  auctionId: string;
  organisationId: string;
  documentIds: string[];
}

interface Circumstances {
  /** Null: nobody acts; a deadline passed, or a fact was found out. */
  actor: Actor | null;
  reason?: string;
  dueAt?: Date | null;
  detail?: Record<string, unknown>;
}

/** Those somebody else waits for: after an approval the deposit is asked for, before it perhaps the seller. */
const TOLD: readonly ApplicationState[] = ['awaiting_seller', 'objected', 'approved', 'rejected'];

/** Takes a step of the transition table, records it and tells it. Errors: `application.wrong_state`, `application.reason_missing`. */
export async function takeStep(
  tx: Tx,
  application: Stepping,
  action: ApplicationAction,
  { actor, reason = '', dueAt = null, detail = {} }: Circumstances,
): Promise<void> {
  const { id, state: from, listingId, auctionId, documentIds } = application;
  const to = nextApplicationState(from, action, reason);
  const actorId = actor?.userId ?? null;
  const organisationId = actor?.organisationId ?? null;
  const reviewedBy = APPLICATION_TRANSITIONS[action].by === 'exchange' ? actorId : null;
  const step = { action, from, to, actorId, organisationId, reason: reason.trim(), documentIds, reviewedBy, dueAt };
  await recordApplicationStep(tx, id, step);
  await audit(tx, {
    actorId,
    organisationId,
    action: `application.${to}`,
    subjectType: 'application',
    subjectId: id,
    detail: { from, to, by: action, reason, ...detail },
  });
  if (!TOLD.includes(to)) return;
  const about = { applicationId: id, listingId, auctionId, organisationId: application.organisationId };
  const why = reason.trim() === '' ? {} : { reason: reason.trim() };
  const payload = { ...about, ...why, ...(dueAt ? { dueAtMs: dueAt.getTime() } : {}) };
  await appendFact(tx, { type: `application.${to}`, subjectId: id, payload });
}
