import './messages';

export type { AchievementRow } from './achievement.repository';
export { AchievementService, type ImportedRecord, type ImportReport, type SourceFile } from './achievement.service';
export type { AttachmentInfo } from './attachment.repository';
export { AttachmentService } from './attachment.service';
export { DataRoomService } from './data-room.service';
export type { OpeningRow } from './document.repository';
export { DocumentService, type DocumentView } from './document.service';
export { DOCUMENT_ACCESS, DOCUMENT_KINDS, type DocumentAccess, type DocumentKind } from './domain/documents';
export type { Appraisal, WrittenApproval } from './domain/price-basis';
export { FIELD_CODES } from './domain/fields';
export { NDA_LANGUAGES, type NdaLanguage } from './domain/nda';
export { LISTING_STATES, type ListingState } from './domain/listing-states';
export { FINAL_STATES, LISTING_TRANSITIONS, type NoticeKind, OPEN_STATES, type Party } from './domain/listing-states';
export { MAX_PRICE_MINOR } from './domain/listing-terms';
export { type Classification, IP_KINDS, type IpKind, type Person } from './import/patent-record';
export type { ListingRow, ListingView, TransitionRow } from './listing.repository';
export { type ListingQuery, ListingReadsService, type WholeListing } from './listing-reads.service';
export {
  type AuctionSource,
  type CandidacySource,
  type ListingDraft,
  ListingService,
  PublicationHold,
} from './listing.service';
export { ListingLifeService } from './listing-life.service';
export { listingsConsumers } from './listings.consumers';
export { ListingsModule } from './listings.module';
export type { NdaRow } from './nda.repository';
export { type NdaOffer, NdaService } from './nda.service';
export { NegotiationService } from './negotiation.service';
export type { AmendmentRow } from './amendment.repository';
export type { ObjectionRow } from './objection.repository';
export { type RuleProfileRow, RuleProfileService } from './rule-profile.service';
