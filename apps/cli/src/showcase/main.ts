import { exitWithParent } from '@jishi/platform';
import { showcaseCast } from '../demo/cast';
import { pause } from '../demo/wait';
import { settle } from './aftermath';
import { play } from './performance';
import { findOrOpen, letIn } from './stage';

/**
 * Keeps one live sale going in a demonstration, so that a newcomer's first screen moves and can be bid on. Acts through the
 * public interface only; when the system or a login is not there it waits longer and longer.
 */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const INTERVAL_MS = 10_000;

const baseUrl = (process.env['JISHI_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`).replace(/\/$/, '');
const say = (line: string): void => void process.stdout.write(`${new Date().toISOString()} ${line}\n`);

if (process.env['JISHI_SHOWCASE'] === '0') process.exit(0);
exitWithParent(() => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.on('SIGINT', () => process.exit(0));

let waitMs = FIRST_WAIT_MS;
for (;;) {
  try {
    await perform();
    waitMs = FIRST_WAIT_MS;
    await pause(INTERVAL_MS);
  } catch (error) {
    say(`${String(error)}; trying again in ${waitMs / 1000} s`);
    await pause(waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

async function perform(): Promise<void> {
  const cast = await showcaseCast(baseUrl);
  const stage = await findOrOpen(cast);
  await letIn(cast, stage);
  say(`现场竞价 live sale ${stage.auctionId}`);
  const sold = await play(cast, stage);
  say(sold ? '成交 sold' : '流拍 unsold');
  if (!sold) return;
  // Not waited for: a human winner may take long, and the next newcomer wants a sale to look at.
  void settle(cast, stage.listingId).then(say, (error: unknown) => say(`settlement: ${String(error)}`));
}
