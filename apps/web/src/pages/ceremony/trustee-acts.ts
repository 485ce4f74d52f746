import type { Contribution, KeyPair, TrusteeRole } from '@jishi/sealing';
import { ceremonies } from '../../api/ceremonies';
import { sealing } from '../../sealed/crypto';

const PAGE = 20;

/** The public key, and the proof that the private one is here. */
export async function publishKey(auctionId: string, pair: KeyPair): Promise<void> {
  const { answerTo } = await sealing();
  const { challenge } = await ceremonies.offerKey(auctionId, pair.publicKey);
  await ceremonies.proveKey(auctionId, (await answerTo(challenge, auctionId, pair)) ?? '-');
}

export async function drillWith(auctionId: string, role: TrusteeRole, pair: KeyPair): Promise<void> {
  const { contribute } = await sealing();
  const item = await ceremonies.drill(auctionId);
  await ceremonies.passDrill(auctionId, await contribute(auctionId, role, pair, item));
}

/** Own layers of every bid, a page at a time; what is handed over stays if the rest is interrupted. */
export async function openWith(
  auctionId: string,
  role: TrusteeRole,
  pair: KeyPair,
  count: number,
  onProgress: (percent: number) => void,
): Promise<void> {
  const { contribute } = await sealing();
  let done = 0;
  onProgress(0);
  for (let after: number | null = 0; after !== null;) {
    const page: Awaited<ReturnType<typeof ceremonies.envelopes>> = await ceremonies.envelopes(auctionId, after, PAGE);
    const contributions: Contribution[] = [];
    for (const item of page.items) {
      contributions.push(await contribute(auctionId, role, pair, item));
      done += 1;
      onProgress(Math.min(99, Math.round((done / Math.max(1, count)) * 100)));
    }
    if (contributions.length > 0) await ceremonies.contribute(auctionId, contributions);
    after = page.nextAfter;
  }
  onProgress(100);
}
