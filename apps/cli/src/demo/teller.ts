import { formatYuan } from '@jishi/kernel';

/** The story's lines: what happens, in both languages, with the seconds since the beginning. */
export class Teller {
  private readonly startedAtMs = performance.now();
  private chapter = 0;

  constructor(private readonly out: NodeJS.WritableStream = process.stdout) {}

  begin(chinese: string, english: string): void {
    this.chapter += 1;
    this.out.write(`${this.seconds()}  ${String(this.chapter).padStart(2)}. ${chinese} · ${english}\n`);
  }

  say(line: string): void {
    this.out.write(`${this.seconds()}        ${line}\n`);
  }

  table(rows: readonly (readonly [string, string])[]): void {
    const width = Math.max(...rows.map(([name]) => columns(name)));
    this.out.write('\n');
    for (const [name, value] of rows) {
      const lines = value.split('\n');
      this.out.write(`  ${name}${' '.repeat(width - columns(name))}  ${lines[0] ?? ''}\n`);
      for (const line of lines.slice(1)) this.out.write(`  ${' '.repeat(width)}  ${line}\n`);
    }
    this.out.write('\n');
  }

  private seconds(): string {
    return `${((performance.now() - this.startedAtMs) / 1000).toFixed(1).padStart(6)}s`;
  }
}

export const yuan = (minor: number): string => formatYuan(minor);

/** A Chinese character takes two columns of a terminal. */
function columns(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}
