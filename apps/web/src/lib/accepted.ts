import type { Ack } from '../api/auctions';
import { ApiError } from '../api/http';

/** A refused command comes back as an answer, not as an error; the dialog should stay open and say why. */
export function accepted(ack: Ack): Ack {
  if (ack.accepted) return ack;
  throw new ApiError({ title: ack.message ?? ack.code, status: 409, code: ack.code });
}
