import type { Ack } from '../answers';

interface Answered {
  /** Canonical text of the command that was answered. */
  readonly text: string;
  readonly ack: Ack;
}

/**
 * The answers of the last commands, so that a repeated id costs nothing. Two generations: when the young one is full the
 * old one is dropped whole, which is cheaper than evicting one by one.
 */
export class RecentAnswers {
  private young = new Map<string, Answered>();
  private old = new Map<string, Answered>();

  constructor(private readonly size: number) {}

  get(key: string): Answered | undefined {
    return this.young.get(key) ?? this.old.get(key);
  }

  set(key: string, text: string, ack: Ack): void {
    this.young.set(key, { text, ack });
    if (this.young.size < this.size) return;
    this.old = this.young;
    this.young = new Map();
  }
}
