import { canonicalJson, invalid } from '@jishi/kernel';
import { Witness } from './witness';
import type { WitnessedHead } from './witness.repository';

const TIMEOUT_MS = 5_000;
const ANSWER_MAX = 4_000;

/**
 * A witness behind an address (JISHI_WITNESS_URL): each head is POSTed as JSON. The head carries our signature over auction,
 * seq and root, so nothing else in the request needs one. 2xx: it is kept; 409: another root is kept for that seq.
 */
export class HttpWitness extends Witness {
  readonly name: string | null;

  /** Errors: `witness.bad_url`. */
  constructor(url: string | undefined) {
    super();
    if (url && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)))
      throw invalid('witness.bad_url', { url });
    this.name = url || null;
  }

  async send(head: WitnessedHead): Promise<{ contradicts: boolean; answer: string }> {
    const response = await fetch(this.name!, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: canonicalJson(head),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = (await response.text()).slice(0, ANSWER_MAX);
    if (!response.ok && response.status !== 409) throw new Error(`the witness answered ${response.status}: ${answer}`);
    return { contradicts: response.status === 409, answer };
  }
}
