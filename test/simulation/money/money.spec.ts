import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithData } from '../../support/data';
import { Deaths } from '../../support/deaths';
import { StripeBench } from '../../support/stripe/bench';
import { faultsAtRest, faultsNow } from './invariants';
import { MoneyWorld } from './world';

const seeds = Number(process.env['JISHI_SEEDS'] ?? 40);
const first = Number(process.env['JISHI_SEED'] ?? 1);
const COMMANDS = 120;

describeWithData('money in every order of events', (dataDir) => {
  let bench: StripeBench;
  let deaths: Deaths;
  beforeAll(async () => {
    bench = await StripeBench.open(dataDir);
    deaths = new Deaths(bench);
  }, 60_000);
  afterAll(() => bench?.close());

  const run = async (seed: number): Promise<{ seed: number; faults: string[]; acts: readonly string[] }> => {
    const world = await MoneyWorld.open(bench, deaths, seed);
    const faults: string[] = [];
    try {
      await world.storm(COMMANDS, async () => void faults.push(...(await faultsNow(bench, world))));
      await world.rest();
      faults.push(...(await faultsAtRest(bench, world)));
    } catch (error) {
      faults.push(String(error));
    }
    return { seed, faults, acts: world.acts };
  };

  it(`${seeds} seeds of ${COMMANDS} commands: the bank, Stripe, deaths, lost and doubled notices`, async () => {
    const failed: object[] = [];
    for (let seed = first; seed < first + seeds; seed++) {
      const { faults, acts } = await run(seed);
      if (faults.length > 0) failed.push({ again: `JISHI_SEED=${seed} JISHI_SEEDS=1`, faults, acts });
    }
    expect(failed).toEqual([]);
  }, 900_000);
});
