import { invalid } from '@jishi/kernel';
import { parseEnvelope } from '@jishi/sealing';

/**
 * A sealed bid as it comes in at any door. One that was cut off while it was copied would bind its bidder and never open.
 * Errors: `sealed.bad_envelope`.
 */
export function soundEnvelope(envelope: unknown): string {
  if (typeof envelope === 'string' && parseEnvelope(envelope)) return envelope;
  throw invalid('sealed.bad_envelope', {}, [{ path: 'envelope', code: 'sealed.bad_envelope' }]);
}
