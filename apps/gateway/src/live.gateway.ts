import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import { busy, DomainError, forbidden, invalid, rateLimited, unauthenticated, unavailable } from '@jishi/kernel';
import { createLogger, DatabaseClock, messageFor, toProblem } from '@jishi/platform';
import { BiddingService } from '@jishi/bidding';
import { mayUseSocketEvent, SOCKET_EVENT_PERMISSIONS } from '@jishi/identity';
import type { LiveServer, LiveSocket } from './connection';
import { Handshake, isRefusal } from './handshake';
import { ackText, type Answer, takeEvents } from './packets';
import { Rooms } from './rooms';
import { SessionWatch } from './session-watch';
import { cutUnreadSockets } from './slow-sockets';
import { assertDeclared } from './socket-permissions';
import { COMMAND_EVENTS, parseCommand, parseWatch } from './wire';

const logger = createLogger('gateway');
const UNANSWERED_MAX = 64;
const WATCHES_MAX = 50;
/** Not an answer to the bid: whether it took effect is open, and repeating it with the same id settles that. */
const UNSETTLED = new Set(['auction.busy', 'journal.unavailable', 'internal']);

type Handler = (socket: LiveSocket, message: unknown, answer: Answer, arrivedAtMs: number) => Promise<void> | void;

/**
 * Bids in, live books out. `time` answers database time and how wrong it may be: a client that asked at t0 and was answered
 * at t1 of its own monotonic clock knows that the offset is nowMs − (t0 + t1) / 2, right within errorMs + (t1 − t0) / 2, and
 * keeps the best of a few samples. Plain listeners: Nest's pipes and guards would cost more than deciding the bid. */
@WebSocketGateway()
export class LiveGateway implements OnModuleInit, OnGatewayInit, OnGatewayConnection, OnApplicationShutdown {
  private readonly handlers = new Map<string, Handler>([
    ['watch', (socket, message, answer) => this.watch(socket, message, answer)],
    ['unwatch', (socket, message, answer) => this.unwatch(socket, message, answer)],
    ['time', (_socket, _message, answer) => this.time(answer)],
    ...COMMAND_EVENTS.map((event): [string, Handler] => [
      event,
      (socket, message, answer, arrivedAtMs) => this.submit(event, socket, message, answer, arrivedAtMs),
    ]),
  ]);
  private readonly commands = new Set(COMMAND_EVENTS);
  private stopCutting: (() => void) | null = null;

  constructor(
    private readonly handshake: Handshake,
    private readonly sessions: SessionWatch,
    private readonly rooms: Rooms,
    private readonly bidding: BiddingService,
    private readonly clock: DatabaseClock,
  ) {}

  /** Before anything listens: an event whose sender nobody asked about stops the start. */
  onModuleInit(): void {
    assertDeclared(this.handlers.keys());
  }

  afterInit(server: LiveServer): void {
    this.bidding.takeLeases();
    server.use((socket, next) => {
      this.handshake.admit(socket).then(
        () => next(),
        (error: Error) => {
          if (isRefusal(error)) return next(error);
          // A client that is refused stays away; one whose line breaks comes back. The database is away: it should come back.
          logger.warn({ error: String(error) }, 'a handshake could not be finished');
          socket.conn.close();
        },
      );
    });
    this.stopCutting = cutUnreadSockets(server, (socketId, packets) =>
      logger.info({ socketId, packets }, 'a socket that did not read was cut'),
    );
  }

  handleConnection(socket: LiveSocket): void {
    this.sessions.add(socket);
    takeEvents(socket, (event, message, answer) => {
      // First of all: this moment decides whether a bid is in time.
      const arrivedAtMs = this.clock.now();
      const handler = this.handlers.get(event);
      if (handler) void this.handle(socket, event, handler, message, arrivedAtMs, answer);
    });
    socket.on('disconnecting', () => {
      for (const auctionId of socket.data.watching) this.rooms.unwatch(socket, auctionId);
    });
  }

  onApplicationShutdown(): void {
    this.stopCutting?.();
  }

  private async handle(
    socket: LiveSocket,
    event: string,
    handler: Handler,
    message: unknown,
    arrivedAtMs: number,
    answer: Answer,
  ): Promise<void> {
    const { data } = socket;
    data.unanswered += 1;
    try {
      this.permit(socket, event, arrivedAtMs);
      await handler(socket, message, answer, arrivedAtMs);
    } catch (error) {
      if (!(error instanceof DomainError)) logger.error({ error, event }, 'socket message failed');
      answer(JSON.stringify(toProblem(error, data.locale)));
    } finally {
      data.unanswered -= 1;
    }
  }

  private permit({ data }: LiveSocket, event: string, nowMs: number): void {
    const retryAfterMs = (this.commands.has(event) ? data.bids : data.reads).take(nowMs);
    if (retryAfterMs > 0) throw rateLimited('message.rate_limited', { retryAfterMs });
    if (data.unanswered > UNANSWERED_MAX) throw busy('message.in_flight');
    if (mayUseSocketEvent(event, data.actor?.permissions ?? null)) return;
    if (!data.actor) throw unauthenticated('socket.login_required');
    throw forbidden('socket.permission_required', { permission: SOCKET_EVENT_PERMISSIONS[event] ?? event });
  }

  private async submit(
    event: string,
    socket: LiveSocket,
    message: unknown,
    answer: Answer,
    arrivedAtMs: number,
  ): Promise<void> {
    const { auctionId, commandId, command } = parseCommand(event, message);
    const { actor, locale } = socket.data;
    if (!actor) throw unauthenticated('socket.login_required');
    const submission = { auctionId, commandId, actor: actor.organisationId, command, arrivedAtMs };
    const ack = await this.bidding.submit(submission);
    if (ack.accepted) return answer(ackText(ack));
    if (UNSETTLED.has(ack.code)) throw unavailable(ack.code);
    answer(JSON.stringify({ ...ack, message: messageFor(ack.code, ack.params, locale) }));
  }

  private async watch(socket: LiveSocket, message: unknown, answer: Answer): Promise<void> {
    const { auctionId, after } = parseWatch(message);
    const { watching } = socket.data;
    if (watching.size >= WATCHES_MAX && !watching.has(auctionId)) {
      throw invalid('socket.too_many_watches', { limit: WATCHES_MAX });
    }
    await this.rooms.watch(socket, auctionId, after, (answered) => answer(JSON.stringify(answered)));
  }

  private unwatch(socket: LiveSocket, message: unknown, answer: Answer): void {
    this.rooms.unwatch(socket, parseWatch(message).auctionId);
    answer('{"unwatched":true}');
  }

  private time(answer: Answer): void {
    answer(JSON.stringify({ nowMs: this.clock.now(), errorMs: this.clock.errorMs() }));
  }
}
