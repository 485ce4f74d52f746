import { cpus, totalmem } from 'node:os';
import { median } from './contender';

export const whole = (value: number): string => Math.round(value).toLocaleString('en');

export const machine = (settings: string): string =>
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, PostgreSQL: ${settings}\n`;

/** The rates of one case, round by round, and what they come to. */
export class Table {
  readonly rates = new Map<string, number[]>();

  add(name: string, rate: number): void {
    const list = this.rates.get(name);
    if (list) list.push(rate);
    else this.rates.set(name, [rate]);
  }

  rate(name: string): number {
    return median(this.rates.get(name)!);
  }

  /** Median of the ratios of the rounds: what the machine did beside it hits both alike. */
  ratio(baseline: string): number {
    return median(this.ratios(baseline));
  }

  private ratios(baseline: string): number[] {
    return this.rates.get('journal')!.map((rate, round) => rate / this.rates.get(baseline)![round]!);
  }

  lines(): string {
    return [...this.rates]
      .map(([name, list]) => {
        const span = `${whole(Math.min(...list))}–${whole(Math.max(...list))}`;
        const ratios = this.ratios(name);
        const ratio = `${this.ratio(name).toFixed(2)}× (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
        return `  ${name.padEnd(9)}${whole(this.rate(name)).padStart(9)}/s  ${span.padEnd(18)}${name === 'journal' ? '' : ratio}\n`;
      })
      .join('');
  }
}
