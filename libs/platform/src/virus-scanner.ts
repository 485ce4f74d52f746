import { connect, type Socket } from 'node:net';
import { invalid, unavailable } from '@jishi/kernel';
import { createLogger } from './logging';

const logger = createLogger('virus-scanner');

/** Looks into files before they are kept. */
export abstract class VirusScanner {
  /** False: nothing is looked into, and everybody who hands in a file is told so. */
  abstract readonly on: boolean;
  /** Answers whether the content was looked into. Errors: `scan.infected`, `scan.unreachable` (nothing is kept unscanned). */
  abstract scan(content: Buffer): Promise<boolean>;
}

class NoScanner extends VirusScanner {
  readonly on = false;
  scan(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

export const createScanner = ({ clamdUrl }: { clamdUrl: string | null }): VirusScanner =>
  clamdUrl ? new ClamdScanner(clamdUrl) : new NoScanner();

const TIMEOUT_MS = 20_000;
const CHUNK_BYTES = 64 * 1024;
const MAX_ANSWER = 4096;
/** clamd's own StreamMaxLength is 25 MB unless it was set otherwise. */
const MAX_BYTES = 25 * 1024 * 1024;

/** clamd over TCP or a unix socket: `zINSTREAM`, length-prefixed chunks, an empty one, and one line back. */
export class ClamdScanner extends VirusScanner {
  readonly on = true;

  constructor(
    private readonly url: string,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {
    super();
  }

  async scan(content: Buffer): Promise<boolean> {
    if (content.length > MAX_BYTES) throw unavailable('scan.unreachable');
    const answer = await this.ask(content).catch((error: unknown) => {
      // Uploads stand still until somebody mends it, and only the log says what is wrong.
      logger.warn({ error: String(error) }, 'the virus scanner did not answer');
      throw unavailable('scan.unreachable');
    });
    const signature = /^stream: (.+) FOUND$/.exec(answer)?.[1];
    if (signature) throw invalid('scan.infected', { signature: signature.slice(0, 200) });
    // Whatever else it says (size limit, out of memory), the file was not found clean.
    if (answer !== 'stream: OK') {
      logger.warn({ answer }, 'the virus scanner did not look into a file');
      throw unavailable('scan.unreachable');
    }
    return true;
  }

  private ask(content: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = this.connect();
      // A deadline for the whole, not for the next byte: a peer that drips must not hold an upload.
      const deadline = setTimeout(() => socket.destroy(new Error('timeout')), this.timeoutMs);
      let answer = '';
      socket.setEncoding('utf8');
      socket.once('connect', () => socket.write(instream(content)));
      socket.on('data', (text) => {
        answer += String(text);
        const end = answer.search(/[\0\n]/);
        if (end >= 0) {
          resolve(answer.slice(0, end));
          socket.destroy();
        } else if (answer.length > MAX_ANSWER) socket.destroy(new Error('answer too long'));
      });
      socket.once('error', reject);
      socket.once('close', () => {
        clearTimeout(deadline);
        reject(new Error('closed without an answer'));
      });
    });
  }

  private connect(): Socket {
    const { protocol, hostname, port, pathname } = new URL(this.url);
    return protocol === 'unix:'
      ? connect({ path: decodeURIComponent(pathname) })
      : connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3310) });
  }
}

function instream(content: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from('zINSTREAM\0')];
  for (let at = 0; at < content.length; at += CHUNK_BYTES) {
    const chunk = content.subarray(at, at + CHUNK_BYTES);
    parts.push(lengthOf(chunk.length), chunk);
  }
  return Buffer.concat([...parts, lengthOf(0)]);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}
