import './content/messages';
import './disclosure/bylaw.messages';
import './disclosure/messages';
import './first-refusal.messages';
import './history/messages';
import './import/messages';
import './messages';
import './valuation/messages';

export type { AchievementRow } from './achievement.repository';
export { AchievementService, type ImportedRecord, type ImportReport, type SourceFile } from './achievement.service';
export type { AttachmentInfo } from './attachment.repository';
export { AttachmentService } from './attachment.service';
export { checkContent } from './content/check-content';
export { DataRoomService } from './data-room.service';
export type { OpeningRow } from './document.repository';
export { DocumentService, type DocumentView } from './document.service';
export { DOCUMENT_ACCESS, DOCUMENT_KINDS, type DocumentAccess, type DocumentKind } from './domain/documents';
export type { BylawAnswer, BylawRow } from './disclosure/bylaw.repository';
export { BylawService, type BylawsInForce, type WholeBylaw } from './disclosure/bylaw.service';
export { BYLAW_STATES, faultsOfShippedRules, MAX_DAYS } from './domain/bylaws';
export type { Appraisal, WrittenApproval } from './domain/price-basis';
export { type Approval, DecisionService, type Proposal } from './disclosure/decision.service';
export {
  DISCLOSURE_SCOPES,
  type DisclosureItem,
  type DisclosureScope,
  listDisclosures,
} from './disclosure/disclosure-list.repository';
export {
  type DisclosureQuery,
  DisclosureReadsService,
  type KnownDecision,
} from './disclosure/disclosure-reads.service';
export type { WholeDisclosure } from './disclosure/whole-disclosure';
export { DisclosureService, type PlainAction, type SellerDecision } from './disclosure/disclosure.service';
export {
  type DisclosureContent,
  EXPORT_CONTROLS,
  FUNDING_SOURCES,
  PARTY_ROLES,
  SECRECY_FLAGS,
} from './domain/disclosure-content';
export {
  type Bylaws,
  CHAIN_STEPS,
  DEADLINE_NAMES,
  DECISION_FORMS,
  DECISION_PAPERS,
  DEFAULT_BYLAWS,
  EXCLUSIVITIES,
} from './domain/disclosure-rules';
export { DISCLOSURE_ACTIONS, DISCLOSURE_STATES } from './domain/disclosure-states';
export { ChecklistService } from './checklist.service';
export type { ReadinessItem } from './domain/readiness';
export { FIELD_CODES } from './domain/fields';
export { latestNda, NDA_LANGUAGES, type NdaLanguage } from './domain/nda';
export { LISTING_STATES, type ListingState } from './domain/listing-states';
export { OPEN_STATES } from './domain/listing-states';
export { MAX_PRICE_MINOR } from './domain/listing-terms';
export { type Cell as SheetCell, fromStored } from './history/cell';
export { FIELDS as HISTORY_FIELDS, HISTORY_KINDS, type HistoryKind } from './history/fields';
export {
  type HistoryRow,
  IMPORT_STATES,
  type ImportState,
  ROW_STATUSES,
  type RowStatus,
} from './history/history.repository';
export { HistoryCarryingService } from './history/history-carrying.service';
export { HistoryImportService } from './history/history-import.service';
export { HistoryReadsService, type WholeImport } from './history/history-reads.service';
export { type Doubt, type Placed, UNITS, type Unit } from './history/mapping';
export type { RowProblem } from './history/read-row';
export { readSheet } from './history/source';
export type { HistoryEntry } from './history/register.repository';
export { type PendingNotice, pendingNotices } from './first-refusal';
export {
  type HolderRow,
  markHolderApplied,
  RIGHT_STATES,
  type RightRow,
  type RightState,
  rightsOf,
} from './first-refusal.repository';
export { FirstRefusalHold } from './first-refusal.hold';
export { FirstRefusalService, type NewRight } from './first-refusal.service';
export type { Classification, Person } from './import/patent-record';
export type { ListingRow, ListingView, TransitionRow } from './listing.repository';
export { type ListingQuery, ListingReadsService, type WholeListing } from './listing-reads.service';
export { type AuctionSource, type CandidacySource, type ListingDraft, ListingService } from './listing.service';
export { ListingLifeService } from './listing-life.service';
export { listingsConsumers } from './listings.consumers';
export { ListingsModule } from './listings.module';
export type { NdaRow } from './nda.repository';
export { type NdaOffer, NdaService } from './nda.service';
export { NegotiationService } from './negotiation.service';
export type { AmendmentRow } from './amendment.repository';
export { type HandedIn, INTAKE_ITEMS, type IntakeItem } from './domain/intake-checklist';
export { LINK_STATES, type LinkAction, type LinkState } from './domain/market-link';
export { HandoverService, type OpenIntake } from './office/handover.service';
export { type IntakeReceiptView, IntakeService } from './office/intake.service';
export { MandatePaperService } from './office/mandate-paper.service';
export { MarketLinkService, type MarketLinkView } from './office/market-link.service';
export { OfficeModule } from './office/office.module';
export { type NewWindow, WindowOfficeService } from './office/window-office.service';
export type { ObjectionRow } from './objection.repository';
export { TRANSFEREE_RELATIONS, type TransfereeRelation } from './domain/transferee-relation';
export { TransfereeCheck } from './transferee-check';
export {
  ComparableDealsService,
  type ComparableDeal,
  type ComparableQuery,
} from './valuation/comparable-deals.service';
export { CONTRACT_TYPES, type ContractType, type FrozenDeal } from './valuation/deal.repository';
export type { Change } from './valuation/differences';
export { ListingValuationService } from './valuation/listing-valuation.service';
export type { WorksheetRow } from './valuation/worksheet.repository';
export { type CheckedWorksheet, type WorksheetQuery, WorksheetService } from './valuation/worksheet.service';
export { type NewerDefault, ProfileDefaultService } from './profile-default.service';
export { DRAFT_STATES, type DraftState, type ProfileDraftRow } from './profile-draft.repository';
export { type Preview, ProfileDraftService, type WholeDraft } from './profile-draft.service';
export type { RuleProfileRow } from './rule-profile.repository';
export { type Comparison, RuleProfileService } from './rule-profile.service';
