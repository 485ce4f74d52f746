import 'reflect-metadata';
import { simulate } from './simulate';

/**
 * `npm run seeds -- 10000`: so many seeds from 1 on, or JISHI_SEED on. A seed that fails prints its faults and the command
 * that runs it again.
 */
const count = Number(process.argv[2] ?? 1_000);
const first = Number(process.env['JISHI_SEED'] ?? 1);
const began = performance.now();
const sum = { events: 0, kills: 0, turns: 0 };
let failed = 0;
for (let seed = first; seed < first + count; seed++) {
  const { faults, events, kills, turns } = await simulate(seed);
  sum.events += events;
  sum.kills += kills;
  sum.turns += turns;
  if (faults.length === 0) continue;
  failed += 1;
  const shown = faults.slice(0, 5).map((fault) => `\n  ${fault}`);
  process.stdout.write(`seed ${seed} failed:${shown.join('')}\n  again: JISHI_SEED=${seed} npm run seeds -- 1\n`);
}
const seconds = ((performance.now() - began) / 1000).toFixed(0);
process.stdout.write(
  `${count} seeds from ${first}: ${failed} failed; ${sum.events} events, ${sum.kills} kills, ${sum.turns} turns in ${seconds} s\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
