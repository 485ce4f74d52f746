import type { Engine } from './engine';
import { whole } from './report';

const RATES = [1_000, 5_000, 20_000];
const SHAPE = { auctions: 1, bidders: 256 };

/**
 * Bids come when they come, whether or not the last were answered; each one's time counts from the moment it should have been
 * sent, so that a pause of ours is not left out. Reported, not gated: on a shared machine the tail is the neighbours'.
 */
export async function benchOpenLoop(ours: Engine, ms: number): Promise<void> {
  process.stdout.write('latency with bids at a fixed rate, one hot auction, ms\n');
  for (const rate of RATES) {
    const sale = await ours.open(SHAPE);
    const times: number[] = [];
    const answers: Promise<void>[] = [];
    const started = performance.now();
    const total = Math.round((rate * ms) / 1000);
    for (let sent = 0; sent < total;) {
      const due = Math.min(total, Math.floor(((performance.now() - started) * rate) / 1000));
      for (; sent < due; sent++) {
        const meantMs = started + (sent * 1000) / rate;
        answers.push(sale.bid(sent % SHAPE.bidders, 0, null).then(() => void times.push(performance.now() - meantMs)));
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(answers);
    await sale.check(total, false);
    times.sort((a, b) => a - b);
    const at = (share: number): string =>
      times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1);
    process.stdout.write(`  ${whole(rate).padStart(6)}/s  p50 ${at(0.5)}  p99 ${at(0.99)}  p99.9 ${at(0.999)}\n`);
  }
}
