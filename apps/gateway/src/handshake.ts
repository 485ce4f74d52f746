import { Inject, Injectable } from '@nestjs/common';
import { busy, type DomainError, unauthenticated } from '@jishi/kernel';
import { CONFIG, type Config, type Locale, localeOf, type Problem, toProblem } from '@jishi/platform';
import { readToken, SessionService } from '@jishi/identity';
import { BidLimits } from './bid-limits';
import { type LiveSocket, newConnection } from './connection';
import { Line } from './line';

/** Above this many connections only those who are logged in come in: a crowd of watchers cannot lock bidders out. */
const ANONYMOUS_ROOM = 15_000;

/** Authenticates a socket once, before it is connected. Nothing on it asks for the token again; see SessionWatch. */
@Injectable()
export class Handshake {
  constructor(
    private readonly sessions: SessionService,
    private readonly limits: BidLimits,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  async admit(socket: LiveSocket): Promise<void> {
    const { headers, auth } = socket.handshake;
    const locale = localeOf(typeof auth['locale'] === 'string' ? auth['locale'] : headers['accept-language']);
    const bearer = typeof auth['token'] === 'string' && auth['token'] !== '' ? `Bearer ${auth['token']}` : undefined;
    // A cookie counts only from a page whose origin was checked: without the header anything could be behind it.
    const cookie = headers.origin === undefined ? undefined : headers.cookie;
    const presented = readToken(bearer ?? headers.authorization, cookie, this.config.publicUrl);
    const actor = presented ? await this.sessions.authenticate(presented.token) : null;
    // Who names a token means it; a browser that still has an expired cookie may watch, and is told to log in when it bids.
    if (!actor && (bearer !== undefined || presented?.by === 'bearer'))
      throw refused(unauthenticated('socket.session_invalid'), locale);
    if (!actor && socket.nsp.server.engine.clientsCount > ANONYMOUS_ROOM) throw refused(busy('socket.full'), locale);
    const bids = this.limits.of(actor?.organisationId ?? null);
    Object.assign(socket.data, newConnection(actor, locale, bids, new Line(socket.conn)));
  }
}

/** Why somebody is not let in, as opposed to why we could not tell. `data` reaches the client. */
class Refusal extends Error {
  constructor(readonly data: Problem) {
    super(data.code);
  }
}

export const isRefusal = (error: unknown): boolean => error instanceof Refusal;

function refused(reason: DomainError, locale: Locale): Refusal {
  return new Refusal(toProblem(reason, locale));
}
