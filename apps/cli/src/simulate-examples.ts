/** The examples of `jishi simulate --help`, one a mode at least; a test runs each and compares its outcome. */
export interface SimulateExample {
  readonly title: string;
  readonly given: object;
  readonly outcome: object;
}

const increments = [
  { from: 0, step: 500 },
  { from: 20_000, step: 1_000 },
];

export const simulateExamples: readonly SimulateExample[] = [
  {
    title: 'English (多次报价): a maximum answers a bid by one step. The smallest example.',
    given: {
      rules: {
        mode: 'english',
        startPrice: 10_000,
        increments: [{ from: 0, step: 500 }],
        raise: 'atLeast',
        closesAt: 60_000,
      },
      participants: ['B01', 'B02'],
      commands: [
        { at: 1_000, bidder: 'B01', type: 'maximum', amount: 50_000 },
        { at: 2_000, bidder: 'B02', type: 'bid', amount: 10_500 },
      ],
    },
    outcome: { state: 'sold', winner: 'B01', price: 11_000 },
  },
  {
    title:
      'Dynamic (动态报价): open during the notice; a bid in the timed period restarts its timer; a secret reserve.',
    given: {
      rules: { mode: 'dynamic', startPrice: 10_000, increments, freePeriod: 60_000, timer: 30_000, reserve: 12_000 },
      participants: ['B01', 'B02'],
      commands: [
        { at: 5_000, bidder: 'B01', type: 'bid', amount: 11_000 },
        { at: 89_999, bidder: 'B02', type: 'bid', amount: 11_500 },
        { at: 119_998, bidder: 'B01', type: 'bid', amount: 12_500 },
      ],
    },
    outcome: { state: 'sold', winner: 'B01', price: 12_500 },
  },
  {
    title: 'Sealed, first price (一次报价): given in the clear here, opened together at the end; ties to the earlier.',
    given: {
      rules: { mode: 'sealed', startPrice: 10_000, sealedPrice: 'first', closesAt: 60_000 },
      participants: ['B01', 'B02', 'B03'],
      commands: [
        { at: 1_000, bidder: 'B01', type: 'bid', amount: 15_000 },
        { at: 2_000, bidder: 'B02', type: 'bid', amount: 18_000 },
        { at: 3_000, bidder: 'B03', type: 'bid', amount: 18_000 },
      ],
    },
    outcome: { state: 'sold', winner: 'B02', price: 18_000 },
  },
  {
    title: 'Sealed, second price: the reserve counts as a bid.',
    given: {
      rules: { mode: 'sealed', startPrice: 10_000, sealedPrice: 'second', reserve: 16_000, closesAt: 60_000 },
      participants: ['B01', 'B02'],
      commands: [
        { at: 1_000, bidder: 'B01', type: 'bid', amount: 15_000 },
        { at: 2_000, bidder: 'B02', type: 'bid', amount: 18_000 },
      ],
    },
    outcome: { state: 'sold', winner: 'B02', price: 16_000 },
  },
  {
    title: 'A right of first refusal, exercised after the end; rank 1 goes before 2.',
    given: {
      rules: {
        mode: 'english',
        startPrice: 10_000,
        increments,
        closesAt: 60_000,
        firstRefusal: {
          window: 30_000,
          holders: [
            { bidder: 'B02', rank: 1 },
            { bidder: 'B03', rank: 2 },
          ],
        },
      },
      participants: ['B01', 'B02', 'B03'],
      commands: [
        { at: 1_000, bidder: 'B01', type: 'bid', amount: 14_000 },
        { at: 61_000, bidder: 'B03', type: 'match' },
        { at: 62_000, bidder: 'B02', type: 'match' },
      ],
    },
    outcome: { state: 'sold', winner: 'B02', price: 14_000 },
  },
  {
    title: "The operator's desk: a bid is voided, named by the id of its command; a pause gives back the time it took.",
    given: {
      rules: {
        mode: 'english',
        startPrice: 10_000,
        increments,
        closesAt: 60_000,
        extension: { trigger: 5_000, extend: 10_000, base: 'currentEnd', cap: 3, hardStop: 60_000 },
      },
      participants: ['B01', 'B02'],
      commands: [
        { at: 1_000, bidder: 'B01', type: 'bid', amount: 10_000 },
        { at: 2_000, bidder: 'B02', type: 'bid', amount: 19_500, id: 'slip' },
        { at: 3_000, by: 'operator', type: 'void', bid: 'slip', reason: '输入有误' },
        { at: 4_000, by: 'operator', type: 'pause', reason: '核实' },
        { at: 34_000, by: 'operator', type: 'resume', reason: '核实完毕' },
        { at: 80_000, bidder: 'B02', type: 'bid', amount: 10_500 },
      ],
    },
    outcome: { state: 'sold', winner: 'B02', price: 10_500 },
  },
  {
    title: 'Before the opening, at negative times: a bidder is excluded, and the opening put off by ten seconds.',
    given: {
      rules: { mode: 'english', startPrice: 10_000, increments, closesAt: 60_000 },
      participants: ['B01', 'B02'],
      commands: [
        { at: -5_000, by: 'operator', type: 'exclude', bidder: 'B01', reason: '保证金退回' },
        { at: -1_000, by: 'operator', type: 'reschedule', to: 10_000, reason: '场地' },
        { at: 5_000, bidder: 'B02', type: 'bid', amount: 10_000 },
        { at: 69_999, bidder: 'B02', type: 'bid', amount: 11_000 },
      ],
    },
    outcome: { state: 'sold', winner: 'B02', price: 11_000 },
  },
  {
    title: 'An upheld objection annuls the result; until it is ruled on there is no award.',
    given: {
      rules: { mode: 'english', startPrice: 10_000, increments, closesAt: 60_000, objectionWindow: 86_400_000 },
      participants: ['B01', 'B02'],
      commands: [
        { at: 1_000, bidder: 'B01', type: 'bid', amount: 10_000 },
        { at: 70_000, bidder: 'B02', type: 'object', about: 'result', text: '资格存疑', id: 'objection' },
        { at: 80_000, by: 'operator', type: 'rule', objection: 'objection', upheld: true, annul: true, reason: '属实' },
      ],
    },
    outcome: { state: 'annulled', winner: null, price: null },
  },
];
