import { Injectable } from '@nestjs/common';
import { forbidden } from '@jishi/kernel';
import type { Actor, Permission } from '@jishi/identity';
import { type AttachmentInfo, AttachmentService } from '@jishi/listings';
import { Database, DatabaseClock, type Page, toPage } from '@jishi/platform';
import { chinaDay } from '@jishi/pricing';
import { computeReward, type RewardComputation } from './domain/reward';
import type { SplitLine } from './domain/reward-split';
import { isOpenFor } from './domain/reward-states';
import { type TaxFlag, taxFlag } from './domain/reward-tax';
import {
  isConsented,
  isInCharge,
  isParty,
  mayPropose,
  openObjections,
  readReward,
  type RewardCase,
} from './reward-case';
import { listRewards, type RewardItem, type RewardScope } from './reward-list.repository';
import { findPayroll, type PayrollRow } from './reward-payroll.repository';
import { rewardTraceText } from './reward-trace';
import {
  type DeductionRow,
  type IncomeRow,
  listDeductions,
  listIncomes,
  listRewardSteps,
  type RewardRow,
  type StepRow,
  suggestedSplit,
} from './reward.repository';
import type { RewardObjectionRow, ShareRow } from './reward-share.repository';

export const REWARD_ACTS = [
  'deduct',
  'compute',
  'reverse',
  'propose',
  'answer',
  'paper',
  'describe',
  'conclude',
  'publish',
  'object',
  'rule',
  'submit',
  'reopen',
  'decide',
] as const;
export type RewardAct = (typeof REWARD_ACTS)[number];

/** Null where it is not this reader's to see. */
export interface SeenShare {
  id: string;
  mine: boolean;
  external: boolean;
  name: string;
  affiliation: string;
  main: boolean;
  shareBps: number | null;
  awardMinor: number | null;
  paidDirectMinor: number | null;
  paidDirectNote: string | null;
  payableMinor: number | null;
  employeeNumber: string | null;
  agreed: boolean | null;
  answeredAt: Date | null;
}

export interface WholeReward {
  reward: RewardRow;
  /** What came out, or for the office what would come out now; null for who only reads the publicity. */
  computation: RewardComputation | null;
  /** Whether the figures are fixed. */
  computed: boolean;
  texts: { zh: string; en: string }[];
  incomes: IncomeRow[];
  deductions: (DeductionRow & { attachment: AttachmentInfo | null })[];
  shares: SeenShare[];
  objections: (RewardObjectionRow & { mine: boolean })[];
  steps: StepRow[];
  tax: TaxFlag | null;
  payroll: PayrollRow | null;
  /** What a split begins with, for whoever may propose one. */
  suggested: SplitLine[];
  may: RewardAct[];
}

const NEEDED: Record<RewardScope, Permission> = {
  mine: 'reward.own',
  published: 'reward.own',
  office: 'reward.manage',
  queue: 'reward.manage',
  decide: 'reward.approve',
};

/** Researchers see their own; of colleagues what the rule opens; the office and deciders see what they work on. */
@Injectable()
export class RewardReadsService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly attachments: AttachmentService,
  ) {}

  /** Errors: `reward.scope_forbidden`. */
  async list(
    actor: Actor,
    query: { scope?: RewardScope; state?: string; before?: [string, string]; limit: number },
  ): Promise<Page<RewardItem>> {
    const { scope = defaultScope(actor), state = null, limit, ...place } = query;
    // deciders read every case, as the office does
    const may = actor.permissions.has(NEEDED[scope]) || (scope === 'office' && isInCharge(actor));
    if (!may) throw forbidden('reward.scope_forbidden');
    const { organisationId, userId } = actor;
    const filter = { scope, organisationId, userId, at: new Date(this.clock.now()), state, ...place, limit: limit + 1 };
    const found = await listRewards(this.database.manager, filter);
    return toPage(found, limit, (last) => [last.createdAt.toISOString(), last.id]);
  }

  /** Errors: `reward.not_found`. */
  async get(actor: Actor, id: string): Promise<WholeReward> {
    const tx = this.database.manager;
    const found = await readReward(tx, actor, id);
    const { reward, shares, objections, named } = found;
    const inside = isInCharge(actor) || named;
    const incomes = await listIncomes(tx, id);
    const deductions = inside ? await listDeductions(tx, id) : [];
    const computation = inside ? figuresOf(reward, incomes, deductions) : null;
    const papers = await this.attachments.describe(
      tx,
      deductions.map(({ attachmentId }) => attachmentId),
    );
    const seesAll = isInCharge(actor) || reward.firstInventorId === actor.userId || reward.rule.amounts === 'open';
    const may = this.actsOf(actor, found);
    const received = incomes.find(({ amountMinor }) => amountMinor > 0)?.receivedAt;
    return {
      reward,
      computation,
      computed: reward.awardMinor !== null,
      texts: (computation?.trace ?? []).map((line) => ({
        zh: rewardTraceText(line, 'zh'),
        en: rewardTraceText(line, 'en'),
      })),
      incomes: inside ? incomes : [],
      deductions: deductions.map((each) => ({
        ...each,
        attachment: papers.find(({ id: paper }) => paper === each.attachmentId) ?? null,
      })),
      shares: shares.map((share) => seen(share, actor, seesAll)),
      objections: objections
        .filter(({ raisedBy }) => inside || raisedBy === actor.userId)
        .map((each) => ({ ...each, mine: each.raisedBy === actor.userId })),
      steps: inside ? await listRewardSteps(tx, id) : [],
      tax: received && inside ? this.taxOf(reward, received) : null,
      payroll: reward.payrollId && inside ? await findPayroll(tx, reward.payrollId) : null,
      suggested: may.includes('propose') ? await suggestedSplit(tx, reward.contractId) : [],
      may,
    };
  }

  private taxOf(reward: RewardRow, receivedAt: Date): TaxFlag {
    return taxFlag({
      class: reward.class,
      institutionKind: reward.organisationKind,
      receivedOn: chinaDay(receivedAt.getTime()),
      paidOn: chinaDay(this.clock.now()),
      publicityDays: reward.rule.terms.publicity.days,
    });
  }

  /** Buttons that would only be refused are not shown. */
  private actsOf(actor: Actor, found: RewardCase): RewardAct[] {
    const { reward, shares } = found;
    const { state } = reward;
    const at = new Date(this.clock.now());
    const party = isParty(actor, reward, shares);
    const office = actor.permissions.has('reward.manage') && !party;
    const decider = actor.permissions.has('reward.approve') && !party;
    const contested = openObjections(found).length > 0;
    const own = shares.find(({ userId }) => userId === actor.userId);
    const published = reward.publicityEndsAt !== null && reward.publicityEndsAt <= at;
    const announces = reward.rule.terms.publicity.days > 0;
    const open: Record<RewardAct, boolean> = {
      deduct: office && state === 'open',
      compute: office && state === 'open',
      reverse: office && ['open', 'approved', 'exported', 'paid', 'closed'].includes(state),
      propose: mayPropose(actor, found) && isOpenFor(state, 'propose') && !contested,
      answer: own !== undefined && own.agreed === null && state === 'consenting',
      paper:
        office && state === 'consenting' && shares.some(({ userId, agreed }) => userId === null && agreed === null),
      describe: office && ['consenting', 'agreed', 'publicity'].includes(state),
      conclude: office && state === 'consenting' && isConsented(found, at),
      publish: office && state === 'agreed' && announces,
      object:
        state === 'publicity' &&
        !published &&
        actor.permissions.has('reward.own') &&
        reward.proposedBy !== actor.userId,
      rule: decider && contested,
      submit: office && !contested && ((state === 'agreed' && !announces) || (state === 'publicity' && published)),
      reopen: office && isOpenFor(state, 'reopen'),
      decide:
        decider &&
        state === 'submitted' &&
        ![reward.computedBy, reward.submittedBy, reward.proposedBy].includes(actor.userId),
    };
    return REWARD_ACTS.filter((act) => open[act]);
  }
}

const defaultScope = ({ permissions }: Actor): RewardScope =>
  permissions.has('reward.manage') ? 'office' : permissions.has('reward.approve') ? 'decide' : 'mine';

/** What is fixed; before that, what it would be as things stand, without earlier losses, which are known when it is fixed. */
function figuresOf(reward: RewardRow, incomes: IncomeRow[], deductions: DeductionRow[]): RewardComputation {
  const { incomeMinor, deductedMinor, carriedMinor, netMinor, awardMinor, lossMinor, trace } = reward;
  if (trace === null) return computeReward(reward.rule, { class: reward.class, incomes, deductions, carriedMinor: 0 });
  return {
    incomeMinor: incomeMinor!,
    deductedMinor: deductedMinor!,
    carriedMinor,
    netMinor: netMinor!,
    awardMinor: awardMinor!,
    lossMinor: lossMinor!,
    trace,
  };
}

function seen(share: ShareRow, actor: Actor, seesAll: boolean): SeenShare {
  const mine = share.userId === actor.userId;
  const show = mine || seesAll;
  const known = mine || isInCharge(actor);
  return {
    id: share.id,
    mine,
    external: share.userId === null,
    name: share.name,
    affiliation: share.affiliation,
    main: share.main,
    shareBps: show ? share.shareBps : null,
    awardMinor: show ? share.awardMinor : null,
    paidDirectMinor: show ? share.paidDirectMinor : null,
    paidDirectNote: known ? share.paidDirectNote : null,
    payableMinor: show ? share.payableMinor : null,
    employeeNumber: known ? share.employeeNumber : null,
    agreed: share.agreed,
    answeredAt: share.answeredAt,
  };
}
