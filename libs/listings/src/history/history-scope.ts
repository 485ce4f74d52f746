import { forbidden } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';

/** An exchange moves in with its own history and sees no other's. Errors: `history.exchange_only`. */
export function exchangeOf(actor: Actor): string {
  if (actor.organisationKind !== 'exchange') throw forbidden('history.exchange_only');
  return actor.organisationId;
}
