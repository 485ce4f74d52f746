import type { Held, Incident, JournalStore } from './ports';
import type { JournalLog } from './options';
import type { Waiting } from './waiting';

/** Kept in memory while they cannot be recorded. */
const MOST = 10_000;

/** Incidents must get on record, but nobody's answer waits for it: what fails is tried again with the next heartbeat. */
export class Incidents {
  private waiting: Incident[] = [];

  constructor(
    private readonly store: Pick<JournalStore, 'recordIncidents'>,
    private readonly log: JournalLog,
  ) {}

  /** A command came in time and could not be sequenced in time. */
  unsequenced({ auctionId, envelope }: Waiting, { state }: Held): void {
    const { actor, commandId, command, arrivedAtMs } = envelope;
    const detail = { command, arrivedAtMs, endsAtMs: state.endsAtMs, closedAtMs: state.atMs };
    this.waiting.push({ auctionId, actor, commandId, kind: 'unsequenced', detail });
  }

  async report(): Promise<void> {
    const incidents = this.waiting;
    if (incidents.length === 0) return;
    this.waiting = [];
    try {
      await this.store.recordIncidents(incidents);
    } catch (error) {
      this.waiting = [...incidents, ...this.waiting].slice(0, MOST);
      this.log.error({ error: String(error), incidents: incidents.length }, 'incidents wait to be recorded');
    }
  }
}
