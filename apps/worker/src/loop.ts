import { createLogger } from '@jishi/platform';

const logger = createLogger('worker');

/** Runs a task again and again, never two at a time: `everyMs` after it ended, or at once when kicked. */
export class Loop {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;

  constructor(
    private readonly name: string,
    private readonly everyMs: number,
    private readonly task: () => Promise<void>,
  ) {}

  start(): void {
    this.schedule(0);
  }

  /** Something may have happened: do not wait for the next turn. */
  kick(): void {
    if (this.running) this.again = true;
    else this.schedule(0);
  }

  /** Ends after the turn that is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private schedule(delayMs: number): void {
    if (this.stopped) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.turn(), delayMs);
  }

  private turn(): void {
    this.timer = null;
    this.again = false;
    this.running = this.task()
      .catch((error: unknown) =>
        logger.warn({ loop: this.name, error: String(error) }, 'a turn failed; the next one follows'),
      )
      .finally(() => {
        this.running = null;
        this.schedule(this.again ? 0 : this.everyMs);
      });
  }
}
