// Preloaded into every process of a stack: the wall clock of each application is wrong by seconds, each in its own way.
const OFF_MS = { gateway: -5_000, worker: 5_000, api: 5_000 };
const name = Object.keys(OFF_MS).find((app) => process.argv[1]?.includes(`apps/${app}/`));
const sign = process.env.JISHI_TEST_CLOCKS === 'reversed' ? -1 : 1;
const offMs = name ? sign * OFF_MS[name] : 0;

if (offMs !== 0) {
  const Right = Date;
  globalThis.Date = class Date extends Right {
    constructor(...given) {
      if (given.length === 0) super(Right.now() + offMs);
      else super(...given);
    }
    static now() {
      return Right.now() + offMs;
    }
  };
}
