import type { Frame } from './frame';
import type { Line } from './line';

/** What an audience needs from outside: turns of the event loop, and time (tests pass their own). */
export interface AudiencePorts {
  defer(run: () => void): void;
  now(): number;
}

interface Member {
  readonly line: Line;
  /** The last event sent to it. */
  sentSeq: number;
  /** Since when it gets no frames, because it does not read the earlier ones. */
  behindSinceMs: number | null;
}

interface Sending {
  readonly frame: Frame;
  readonly lastSeq: number;
  readonly members: Iterator<Member>;
}

/** Beyond this a reader is behind: the system's own buffers hold some hundred kilobytes before that. */
const BEHIND_BYTES = 64 * 1_024;
const BEHIND_PACKETS = 32;
const GIVE_UP_MS = 15_000;
/** Bids come in between slices of a large audience: it must not hold up the lane. */
const SLICE_MS = 4;
const LOOK_EVERY = 64;
const FRAMES_UNDER_WAY = 4;

/**
 * The sockets of one room. A frame goes to each as the same buffer, in slices; a socket that does not keep up is skipped,
 * never buffered for, and is brought up to date by a snapshot once it has read what it was sent.
 */
export class Audience<Key extends object> {
  private readonly members = new Map<Key, Member>();
  private readonly behind = new Set<Member>();
  private readonly sendings: Sending[] = [];
  private deferred = false;

  constructor(private readonly ports: AudiencePorts) {}

  get size(): number {
    return this.members.size;
  }

  /** From now on it gets what comes after `sentSeq`. */
  add(key: Key, line: Line, sentSeq: number): void {
    this.members.set(key, { line, sentSeq, behindSinceMs: null });
  }

  delete(key: Key): boolean {
    const member = this.members.get(key);
    if (!member) return false;
    this.behind.delete(member);
    return this.members.delete(key);
  }

  /** Events up to `lastSeq`. Whoever joined after they were gathered has them already. */
  send(frame: Frame, lastSeq: number): void {
    this.sendings.push({ frame, lastSeq, members: this.members.values() });
    // Frames are made faster than they can be sent: the eldest that waits goes out at once.
    if (!this.deferred || this.sendings.length > FRAMES_UNDER_WAY) this.slice(this.deferred ? Infinity : SLICE_MS);
  }

  /** A message that is not part of the book, to those who keep up. */
  tell(frame: Frame): void {
    for (const member of this.members.values()) if (this.keepsUp(member)) member.line.send(frame);
  }

  /** Those who have read everything they were sent and lack what was skipped; the hopeless are cut. */
  recovered(): Member[] {
    const nowMs = this.ports.now();
    return [...this.behind].filter((member) => {
      if (member.line.drained) return true;
      if (nowMs - member.behindSinceMs! > GIVE_UP_MS) member.line.cut();
      return false;
    });
  }

  /** Brings them up to date with a frame that holds everything up to `seq`. */
  restore(members: readonly Member[], frame: Frame, seq: number): void {
    for (const member of members) {
      if (!this.behind.delete(member)) continue;
      member.behindSinceMs = null;
      member.sentSeq = Math.max(member.sentSeq, seq);
      member.line.send(frame);
    }
  }

  private slice(lastsMs: number): void {
    const sending = this.sendings[0];
    if (!sending) return;
    const { frame, lastSeq, members } = sending;
    const startedMs = this.ports.now();
    for (let written = 1; ; written += 1) {
      const { value: member, done } = members.next();
      if (done) break;
      if (lastSeq > member.sentSeq && this.keepsUp(member)) {
        member.sentSeq = lastSeq;
        member.line.send(frame);
      }
      if (written % LOOK_EVERY === 0 && this.ports.now() - startedMs > lastsMs) {
        return this.goOnLater();
      }
    }
    this.sendings.shift();
    if (this.sendings.length > 0) this.goOnLater();
  }

  private goOnLater(): void {
    if (this.deferred) return;
    this.deferred = true;
    this.ports.defer(() => {
      this.deferred = false;
      this.slice(SLICE_MS);
    });
  }

  private keepsUp(member: Member): boolean {
    if (member.behindSinceMs !== null) return false;
    if (member.line.waitingBytes <= BEHIND_BYTES && member.line.waitingPackets <= BEHIND_PACKETS) return true;
    member.behindSinceMs = this.ports.now();
    this.behind.add(member);
    return false;
  }
}
