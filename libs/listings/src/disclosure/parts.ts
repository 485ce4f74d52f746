import { forbidden, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import type { Tx } from '@jishi/platform';
import { approvalBar, type Link } from '../domain/disclosure-decision';
import {
  DISCLOSURE_ACTIONS,
  DISCLOSURE_TRANSITIONS,
  type DisclosureAction,
  isActionOpen,
  type Part,
} from '../domain/disclosure-states';
import { type ApprovalRow, type DecisionRow, lastDecision, listApprovals } from './decision.repository';
import {
  type ContributorRow,
  type DisclosureRow,
  findDisclosure,
  listContributors,
  lockDisclosure,
} from './disclosure.repository';

/** A disclosure with everything that says who may do what. */
export interface DisclosureCase {
  disclosure: DisclosureRow;
  contributors: ContributorRow[];
  /** The latest proposal. */
  decision: DecisionRow | null;
  /** The approvals of its present asking. */
  approvals: ApprovalRow[];
}

/** The step of the chain that is asked for now. */
export const pendingLink = ({ disclosure, decision, approvals }: DisclosureCase): Link | null =>
  disclosure.state === 'approving' ? (decision?.chain[approvals.length] ?? null) : null;

/** Errors: `disclosure.not_found`, also for what the reader may not know of. */
export const readCase = (tx: Tx, actor: Actor, id: string): Promise<DisclosureCase> =>
  caseOf(tx, actor, findDisclosure(tx, id));

/** The same, locked until the transaction ends. */
export const lockCase = (tx: Tx, actor: Actor, id: string): Promise<DisclosureCase> =>
  caseOf(tx, actor, lockDisclosure(tx, id));

async function caseOf(tx: Tx, actor: Actor, found: Promise<DisclosureRow | null>): Promise<DisclosureCase> {
  const disclosure = await found;
  if (!disclosure || disclosure.organisationId !== actor.organisationId) throw notFound('disclosure.not_found');
  const contributors = await listContributors(tx, disclosure.id);
  const decision = await lastDecision(tx, disclosure.id);
  const all = decision ? await listApprovals(tx, [decision.id]) : [];
  const approvals = all.filter(({ attempt, answer }) => attempt === decision?.attempt && answer === 'approve');
  const whole = { disclosure, contributors, decision, approvals };
  if (!mayRead(actor, whole)) throw notFound('disclosure.not_found');
  return whole;
}

/** Its inventors always, the office once it was handed in, deciders once they were asked. */
function mayRead(actor: Actor, { disclosure, contributors, decision }: DisclosureCase): boolean {
  return (
    disclosure.reportedBy === actor.userId ||
    contributors.some(({ userId }) => userId === actor.userId) ||
    (actor.permissions.has('disclosure.review') && disclosure.disclosedAt !== null) ||
    (actor.permissions.has('decision.approve') && decision !== null && decision.attempt > 0)
  );
}

type Bar = 'disclosure.other_part' | 'disclosure.own_interest' | ReturnType<typeof approvalBar>;

const BARS: Record<Part, (actor: Actor, found: DisclosureCase) => Bar> = {
  reporter: (actor, { disclosure }) => (disclosure.reportedBy === actor.userId ? null : 'disclosure.other_part'),
  office: (actor, { contributors }) =>
    !actor.permissions.has('disclosure.review')
      ? 'disclosure.other_part'
      : contributors.some(({ userId }) => userId === actor.userId)
        ? 'disclosure.own_interest'
        : null,
  approver: (actor, found) => {
    const link = pendingLink(found);
    if (link === null || found.decision === null) return 'disclosure.other_part';
    return approvalBar(actor, link, {
      proposedBy: found.decision.proposedBy,
      approvedBy: found.approvals.map(({ approverId }) => approverId),
      contributorIds: found.contributors.map(({ userId }) => userId),
    });
  },
};

/** Errors: `disclosure.other_part`, `disclosure.own_interest`, and an approver's of `approvalBar`. */
export function requirePart(actor: Actor, found: DisclosureCase, part: Part): void {
  const bar = BARS[part](actor, found);
  if (bar !== null) throw forbidden(bar);
}

/** What this person can do now: buttons that would only be refused are not shown. */
export const openActions = (actor: Actor, found: DisclosureCase): DisclosureAction[] =>
  DISCLOSURE_ACTIONS.filter(
    (action) =>
      isActionOpen(found.disclosure.state, action) && BARS[DISCLOSURE_TRANSITIONS[action].by](actor, found) === null,
  );
