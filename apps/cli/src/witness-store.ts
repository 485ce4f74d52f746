import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type BookKey, bookKey, evidenceOf, verifyHead, type WitnessedHead } from '@jishi/bidding';
import { codeOf, PlainError } from './plain-error';

type Head = WitnessedHead['head'];

export type Kept =
  | { readonly kept: true; readonly known: boolean }
  | {
      readonly kept: false;
      readonly code: 'witness.contradicts' | 'witness.not_a_head' | 'witness.unknown_key';
      readonly root?: string;
    };

/**
 * Heads as they came, append-only, on disk before the answer. One (auction, seq) has one root for ever: a second one is a
 * rewritten book, is refused, and goes to the file of alarms. Trusted keys speak with one voice, so a new key cannot tell
 * another history; any other key speaks for itself alone, or a stranger's head could contradict the platform's.
 */
export class WitnessStore {
  /** By voice and auction, then by seq. */
  private readonly roots = new Map<string, Map<number, string>>();
  private writing: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly heads: FileHandle,
    private readonly alarms: FileHandle,
    private readonly trusted: readonly BookKey[],
  ) {}

  /** Errors: PlainError for a file that cannot be read or holds anything else. */
  static async open(file: string, trusted: readonly BookKey[]): Promise<WitnessStore> {
    const [heads, alarms] = await Promise.all([open(file, 'a'), open(`${file}.alarms`, 'a')]).catch(
      (error: unknown) => {
        throw new PlainError(`cannot write ${file} (${codeOf(error)})`);
      },
    );
    const store = new WitnessStore(heads, alarms, trusted);
    return store.load(file).catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
  }

  private async load(file: string): Promise<this> {
    let number = 0;
    let broken = 0;
    for await (const line of createInterface({ input: createReadStream(file) })) {
      number++;
      if (broken > 0) break;
      const known = evidenceOf('witness', file, parsed(line));
      if (known?.auctionId) this.remember(this.voiceOn(known.auctionId, known.head), known.head);
      else broken = number;
    }
    const whole = await endsWhole(file);
    if (broken > 0 && broken === number && !whole)
      throw new PlainError(
        `${file}:${broken} was not written to its end, so it was never acknowledged: remove that line`,
      );
    if (broken > 0) throw new PlainError(`${file}:${broken} is no head: the file was changed`);
    // The next head begins a line of its own.
    if (!whole) await written(this.heads, '\n');
    return this;
  }

  async close(): Promise<void> {
    await this.writing;
    await Promise.all([this.heads.close(), this.alarms.close()]);
  }

  get size(): number {
    let size = 0;
    for (const seqs of this.roots.values()) size += seqs.size;
    return size;
  }

  private voiceOn(auctionId: string, { keyId }: Head): string {
    return `${this.trusted.some(({ id }) => id === keyId) ? 'trusted' : keyId} ${auctionId}`;
  }

  private remember(voice: string, { seq, root }: Head): void {
    const seqs = this.roots.get(voice) ?? new Map<number, string>();
    this.roots.set(voice, seqs.set(seq, root));
  }

  /** One after the other: two answers never cross. */
  take(value: unknown, receivedAt: Date): Promise<Kept> {
    const taken = this.writing.then(() => this.takeNext(value, receivedAt));
    this.writing = taken.catch(() => undefined);
    return taken;
  }

  private async takeNext(value: unknown, receivedAt: Date): Promise<Kept> {
    const given = evidenceOf('witness', '', value);
    const { publicKey, suite } = (value ?? {}) as Partial<WitnessedHead>;
    const key = typeof publicKey === 'string' ? bookKey(publicKey) : null;
    const sound = given?.auctionId && key?.suite === suite && verifyHead(given.auctionId, given.head, key!.publicKey);
    if (!sound) return { kept: false, code: 'witness.not_a_head' };
    if (this.trusted.length > 0 && !this.trusted.some(({ id }) => id === key!.id))
      return { kept: false, code: 'witness.unknown_key' };
    const { auctionId, head } = given;
    const voice = this.voiceOn(auctionId!, head);
    const root = this.roots.get(voice)?.get(head.seq);
    if (root === head.root) return { kept: true, known: true };
    const line = `${JSON.stringify({ auctionId, suite, publicKey, head, receivedAt })}\n`;
    if (root !== undefined) {
      await written(this.alarms, line);
      return { kept: false, code: 'witness.contradicts', root };
    }
    await written(this.heads, line);
    this.remember(voice, head);
    return { kept: true, known: false };
  }
}

/** With a line feed, or empty. */
async function endsWhole(file: string): Promise<boolean> {
  const reading = await open(file);
  try {
    const { size } = await reading.stat();
    const { buffer } = await reading.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    return size === 0 || buffer.toString() === '\n';
  } finally {
    await reading.close();
  }
}

async function written(file: FileHandle, line: string): Promise<void> {
  await file.appendFile(line);
  await file.datasync();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the caller names the line
  }
}
