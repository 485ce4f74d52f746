import { Injectable } from '@nestjs/common';
import { conflict, type Fen, forbidden, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { AttachmentService } from '@jishi/listings';
import { Database, DatabaseClock, type Tx } from '@jishi/platform';
import { checkSplit, splitAward, type SplitLine } from './domain/reward-split';
import {
  isConsented,
  isParty,
  lockRewardCase,
  mayPropose,
  recordReward,
  requireOffice,
  requireRewardState,
  requireWords,
  type RewardCase,
  stepReward,
  tellReward,
  termEnd,
} from './reward-case';
import { findMembers } from './reward.repository';
import {
  answerRewardShare,
  forgetAnswer,
  insertRewardObjection,
  insertShares,
  ruleObjection,
  setPerson,
  type ShareRow,
} from './reward-share.repository';

export interface PersonDetails {
  employeeNumber: string;
  paidDirectMinor: Fen;
  paidDirectNote: string;
}

const SPLIT_IS_OPEN = ['consenting', 'agreed', 'publicity'];

/** Who has which part: proposed by the first inventor, answered by everybody in it, ruled on by a decider who is not. */
@Injectable()
export class RewardSplitService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly attachments: AttachmentService,
  ) {}

  /** A next round: whoever answered before is asked anew. Errors: `reward.bad_split`, `reward.other_part`, `reward.wrong_state`. */
  propose(actor: Actor, id: string, given: readonly SplitLine[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      const { reward } = found;
      if (!mayPropose(actor, found)) throw forbidden('reward.other_part');
      requireRewardState(reward, 'splitting', 'consenting');
      if (found.objections.some(({ round, outcome }) => round === reward.round && outcome === null))
        throw conflict('reward.objections_open');
      const lines = await this.withNames(tx, actor, given);
      checkSplit(reward.rule, lines);
      const awardMinor = reward.awardMinor ?? 0;
      const amounts = splitAward(awardMinor, lines, reward.rule.remainder);
      const round = reward.round + 1;
      const { organisationId } = reward;
      await insertShares(
        tx,
        { caseId: id, organisationId, round },
        lines.map((line, i) => ({ ...line, awardMinor: amounts[i]! })),
      );
      const at = this.now();
      const consentDueAt = termEnd(at.getTime(), reward.rule.terms.consent.days);
      await stepReward(tx, actor, reward, {
        action: 'propose',
        at,
        change: { round, proposedBy: actor.userId, consentDueAt, publicityEndsAt: null },
      });
      const now = await lockRewardCase(tx, actor, id);
      // whoever proposes a share for themselves says yes to it
      const own = now.shares.find(({ userId }) => userId === actor.userId);
      if (own) await this.take(tx, actor, now, own, { agreed: true, paperId: null });
    });
  }

  /** A contributor's own word on their share. Errors: `reward.no_share`, `reward.answered`, `reward.reason_missing`, … */
  async answer(actor: Actor, id: string, agreed: boolean, objection = ''): Promise<void> {
    const why = agreed ? '' : requireWords(objection);
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      const own = found.shares.find(({ userId }) => userId === actor.userId);
      if (!own) throw forbidden('reward.no_share');
      await this.take(tx, actor, found, own, { agreed, paperId: null, objection: why });
    });
  }

  /** The signed paper of somebody without a login. Errors: `reward.share_not_found`, `reward.answers_themselves`, … */
  filePaper(actor: Actor, id: string, shareId: string, attachmentId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      requireOffice(actor, found);
      const share = shareOf(found, shareId);
      if (share.userId !== null) throw conflict('reward.answers_themselves');
      await this.attachments.file(tx, actor, [attachmentId], actor.organisationId, 'attachmentId');
      await this.take(tx, actor, found, share, { agreed: true, paperId: attachmentId });
    });
  }

  /**
   * For payroll: the number they are paid under, and what they had out of the contract's payments already. That lowers what they
   * are paid, so whoever it is said of answers anew: nobody's pay is changed behind their back.
   */
  async describe(actor: Actor, id: string, shareId: string, person: PersonDetails): Promise<void> {
    const note =
      person.paidDirectMinor > 0 ? requireWords(person.paidDirectNote, 'paidDirectNote', 'reward.words_missing') : '';
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      requireOffice(actor, found);
      requireRewardState(found.reward, ...SPLIT_IS_OPEN);
      const share = shareOf(found, shareId);
      const details = { ...person, employeeNumber: person.employeeNumber.trim(), paidDirectNote: note };
      await setPerson(tx, share.id, details);
      await recordReward(tx, actor, 'reward.person_described', found.reward, { name: share.name, ...details });
      if (details.paidDirectMinor === share.paidDirectMinor) return;
      const { reward } = found;
      const at = this.now();
      await forgetAnswer(tx, share.id);
      const consentDueAt = termEnd(at.getTime(), reward.rule.terms.consent.days);
      const change = { consentDueAt, publicityEndsAt: null };
      await stepReward(tx, actor, reward, { action: 'ask_again', at, reason: share.name, change });
    });
  }

  /** In the publicity, by anybody of the institution. Errors: `reward.wrong_state`, `reward.answered`, `reward.reason_missing`. */
  async object(actor: Actor, id: string, reason: string): Promise<void> {
    const why = requireWords(reason);
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      requireRewardState(found.reward, 'publicity');
      const at = this.now();
      if (found.reward.publicityEndsAt && found.reward.publicityEndsAt <= at) throw conflict('reward.publicity_over');
      const { round, proposedBy } = found.reward;
      if (
        found.objections.some((each) => each.round === round && each.shareId === null && each.raisedBy === actor.userId)
      )
        throw conflict('reward.answered');
      if (proposedBy === actor.userId) throw forbidden('reward.own_split');
      await insertRewardObjection(tx, {
        caseId: id,
        round,
        shareId: null,
        by: actor.userId,
        reason: why,
        against: proposedBy!,
        at,
      });
      await recordReward(tx, actor, 'reward.objected', found.reward, { reason: why });
      await tellReward(tx, 'reward.objected', found.reward, { reason: why });
    });
  }

  /** Upheld: the split is made anew; dismissed: it counts as it is. Errors: `reward.objection_not_found`, `reward.ruled`, `reward.own_case`. */
  async rule(
    actor: Actor,
    id: string,
    objectionId: string,
    outcome: 'upheld' | 'dismissed',
    ruling: string,
  ): Promise<void> {
    const text = requireWords(ruling, 'ruling');
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      const objection = found.objections.find((each) => each.id === objectionId);
      if (!objection) throw notFound('reward.objection_not_found');
      if (objection.outcome !== null || objection.round !== found.reward.round) throw conflict('reward.ruled');
      requireRewardState(found.reward, 'consenting', 'publicity');
      if (isParty(actor, found.reward, found.shares) || [objection.raisedBy, objection.against].includes(actor.userId))
        throw forbidden('reward.own_case');
      const at = this.now();
      await ruleObjection(tx, objectionId, { outcome, text, by: actor.userId, at });
      await recordReward(tx, actor, 'reward.objection_ruled', found.reward, { objectionId, outcome, ruling: text });
      await tellReward(tx, 'reward.ruled', found.reward, { outcome, reason: text });
      if (outcome === 'upheld') {
        const change = { proposedBy: null, consentDueAt: null, publicityEndsAt: null };
        return stepReward(tx, actor, found.reward, { action: 'uphold', at, reason: text, change });
      }
      await this.agreeIfDone(tx, actor, id);
    });
  }

  private async take(
    tx: Tx,
    actor: Actor,
    found: RewardCase,
    share: ShareRow,
    word: { agreed: boolean; paperId: string | null; objection?: string },
  ): Promise<void> {
    const { reward } = found;
    requireRewardState(reward, 'consenting');
    if (share.agreed !== null) throw conflict('reward.answered');
    const at = this.now();
    const { agreed, paperId, objection = '' } = word;
    await answerRewardShare(tx, share.id, { by: actor.userId, agreed, paperId, at });
    await recordReward(tx, actor, 'reward.share_answered', reward, { name: share.name, agreed, objection });
    if (!agreed) {
      const { id: caseId, round, proposedBy } = reward;
      await insertRewardObjection(tx, {
        caseId,
        round,
        shareId: share.id,
        by: actor.userId,
        reason: objection,
        against: proposedBy!,
        at,
      });
      await tellReward(tx, 'reward.objected', reward, { reason: objection });
      return;
    }
    await this.agreeIfDone(tx, actor, reward.id);
  }

  /** The last word that was missing. */
  private async agreeIfDone(tx: Tx, actor: Actor, id: string): Promise<void> {
    const found = await lockRewardCase(tx, actor, id);
    const at = this.now();
    if (found.reward.state === 'consenting' && isConsented(found, at))
      await stepReward(tx, actor, found.reward, { action: 'agree', at });
  }

  /** Colleagues under the names of their accounts. Errors: `reward.bad_split`. */
  private async withNames(tx: Tx, actor: Actor, given: readonly SplitLine[]): Promise<SplitLine[]> {
    const ids = given.flatMap(({ userId }) => userId ?? []);
    const names = new Map((await findMembers(tx, actor.organisationId, ids)).map(({ id, name }) => [id, name]));
    const missing = given.findIndex(({ userId }) => userId !== null && !names.has(userId));
    if (missing >= 0)
      throw invalid('reward.bad_split', { count: 1 }, [
        { path: `lines[${missing}].userId`, code: 'reward.no_such_colleague' },
      ]);
    return given.map((line) => ({
      ...line,
      name: names.get(line.userId ?? '') ?? line.name,
      affiliation: line.userId === null ? line.affiliation : '',
    }));
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** Errors: `reward.share_not_found`. */
function shareOf({ shares }: RewardCase, shareId: string): ShareRow {
  const share = shares.find(({ id }) => id === shareId);
  if (!share) throw notFound('reward.share_not_found');
  return share;
}
