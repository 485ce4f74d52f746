import type { AttachmentInfo } from '../attachment.repository';
import type { Publicity, RightHolder } from '../domain/disclosure-content';
import type { ChecklistItem, Link } from '../domain/disclosure-decision';
import type { DisclosureAction } from '../domain/disclosure-states';
import type { ApprovalRow, DecisionRow } from './decision.repository';
import type { ContributorRow, DisclosureDocumentRow, DisclosureRow } from './disclosure.repository';
import type { DisclosureTransitionRow } from './disclosure-list.repository';

export interface WholeDisclosure {
  disclosure: DisclosureRow;
  names: { organisationName: string; reporterName: string; handlerName: string | null };
  overdue: boolean;
  /** Why there is a deadline, or why the approval is asked for. */
  dueSource: string | null;
  /** The bylaws it follows; null: those that ship. */
  bylaw: { id: string; version: number; source: string } | null;
  publicity: Publicity;
  contributors: ContributorRow[];
  rightHolders: RightHolder[];
  documents: (DisclosureDocumentRow & { attachment: AttachmentInfo })[];
  /** The latest first. */
  decisions: (DecisionRow & { approvals: ApprovalRow[] })[];
  /** What the latest proposal needs. */
  checklist: ChecklistItem[];
  pending: Link | null;
  steps: DisclosureTransitionRow[];
  /** What this reader can do now. */
  may: DisclosureAction[];
  /** Whether this reader's own share waits for their word. */
  owesShare: boolean;
}
