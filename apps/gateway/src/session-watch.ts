import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { unauthenticated } from '@jishi/kernel';
import { createLogger, EventBus, toProblem } from '@jishi/platform';
import { SESSION_CHANNEL, SessionService } from '@jishi/identity';
import type { LiveSocket } from './connection';

const RECHECK_MS = 5_000;
const logger = createLogger('gateway');

/**
 * A revoked session loses its sockets at once: by the bus's word, and, since a word may be lost, by asking again
 * every five seconds.
 */
@Injectable()
export class SessionWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly sockets = new Map<string, Set<LiveSocket>>();
  /** Sessions that ended since the round before: a handshake may have found one live a moment earlier. */
  private ended = new Set<string>();
  private endedBefore = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private stopListening: (() => void) | null = null;

  constructor(
    private readonly sessions: SessionService,
    private readonly bus: EventBus,
  ) {}

  async onModuleInit(): Promise<void> {
    this.stopListening = await this.bus.subscribe(SESSION_CHANNEL, (message) => {
      const sessionId = message['sessionId'];
      if (typeof sessionId !== 'string') return;
      this.ended.add(sessionId);
      this.revoke(sessionId);
    });
    this.timer = setInterval(() => void this.recheck(), RECHECK_MS);
  }

  add(socket: LiveSocket): void {
    const sessionId = socket.data.actor?.sessionId;
    if (sessionId === undefined) return;
    const held = this.sockets.get(sessionId) ?? new Set();
    this.sockets.set(sessionId, held.add(socket));
    if (this.ended.has(sessionId) || this.endedBefore.has(sessionId)) return this.revoke(sessionId);
    socket.on('disconnect', () => {
      held.delete(socket);
      if (held.size === 0 && this.sockets.get(sessionId) === held) this.sockets.delete(sessionId);
    });
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
    this.stopListening?.();
  }

  private revoke(sessionId: string): void {
    for (const socket of this.sockets.get(sessionId) ?? []) {
      // Without an actor even a message already on its way in is refused.
      const { locale } = socket.data;
      socket.data.actor = null;
      socket.emit('session.revoked', toProblem(unauthenticated('socket.session_invalid'), locale));
      socket.disconnect(true);
    }
    this.sockets.delete(sessionId);
  }

  private async recheck(): Promise<void> {
    this.endedBefore = this.ended;
    this.ended = new Set();
    const held = [...this.sockets.keys()];
    if (held.length === 0) return;
    try {
      const live = await this.sessions.recheck(held);
      for (const sessionId of held) {
        const actor = live.get(sessionId);
        if (!actor) this.revoke(sessionId);
        // Roles taken away or given since the handshake count from here on.
        else for (const socket of this.sockets.get(sessionId) ?? []) socket.data.actor = actor;
      }
    } catch (error) {
      // The database is away: no bid can be taken now anyway, and the next round asks again.
      logger.warn({ error }, 'sessions could not be rechecked');
    }
  }
}
