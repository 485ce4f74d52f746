import 'reflect-metadata';
import { benchBids } from './bids';
import { benchFanout } from './fanout';
import { benchLedger } from './ledger';
import { benchSockets } from './sockets';

/** `npm run bench [-- name …] [--json]`: all benchmarks, or those named. */
const benchmarks: Record<string, (json: boolean) => Promise<void>> = {
  bids: benchBids,
  sockets: benchSockets,
  fanout: benchFanout,
  ledger: benchLedger,
};

const json = process.argv.includes('--json');
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const unknown = names.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark ${unknown.join(', ')}; there are: ${Object.keys(benchmarks).join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const name of names.length > 0 ? names : Object.keys(benchmarks)) await benchmarks[name]!(json);
}
