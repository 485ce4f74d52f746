import i18next from 'i18next';
import { io, type Socket } from 'socket.io-client';
import { auctions, type ServerTime } from '../api/auctions';
import { ApiError, type Problem } from '../api/http';
import { identity } from '../api/identity';
import { better, type ClockEstimate, estimate } from './server-clock';

const ANSWER_MS = 5_000;

/** One connection a page; the cookie identifies the bidder, and nobody needs one to watch. */
export async function openSocket(): Promise<Socket> {
  const config = await identity.config();
  const url = config.gatewayUrl ?? `${location.protocol}//${location.hostname}:${config.gatewayPort}`;
  return io(url, {
    transports: ['websocket'],
    withCredentials: true,
    auth: { locale: i18next.language },
    reconnectionDelay: 300,
    reconnectionDelayMax: 4_000,
    forceNew: true,
  });
}

/** Asks and waits; a problem in the answer is thrown like a problem of any other request. */
export async function ask<T>(socket: Socket, event: string, message: object): Promise<T> {
  const answer = (await socket.timeout(ANSWER_MS).emitWithAck(event, message)) as T | Problem;
  if (isProblem(answer)) throw new ApiError({ ...answer, title: answer.title ?? answer.code });
  return answer;
}

function isProblem(answer: unknown): answer is Problem {
  if (typeof answer !== 'object' || answer === null || 'accepted' in answer) return false;
  return 'code' in answer && ('detail' in answer || 'title' in answer || 'status' in answer);
}

/** A few round trips in a row; the tightest wins. Over the socket when it is open, over HTTP otherwise. */
export async function measureClock(current: ClockEstimate | null, socket: Socket | null): Promise<ClockEstimate> {
  let found = current;
  for (let round = 0; round < 4; round += 1) {
    const sentAt = performance.now();
    const { nowMs, errorMs } = socket?.connected ? await ask<ServerTime>(socket, 'time', {}) : await auctions.time();
    found = better(found, estimate({ sentAt, receivedAt: performance.now(), nowMs, errorMs }));
  }
  return found as ClockEstimate;
}
