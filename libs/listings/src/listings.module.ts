import { Module } from '@nestjs/common';
import { WindowsModule } from '@jishi/windows';
import { AchievementService } from './achievement.service';
import { AttachmentService } from './attachment.service';
import { HistoryCarryingService } from './history/history-carrying.service';
import { HistoryImportService } from './history/history-import.service';
import { HistoryReadsService } from './history/history-reads.service';
import { BylawService } from './disclosure/bylaw.service';
import { DecisionService } from './disclosure/decision.service';
import { DisclosureReadsService } from './disclosure/disclosure-reads.service';
import { DisclosureService } from './disclosure/disclosure.service';
import { FirstRefusalHold } from './first-refusal.hold';
import { FirstRefusalService } from './first-refusal.service';
import { DataRoomService } from './data-room.service';
import { DocumentService } from './document.service';
import { ListingReadsService } from './listing-reads.service';
import { ChecklistService } from './checklist.service';
import { ListingLifeService } from './listing-life.service';
import { ListingService, PublicationHold } from './listing.service';
import { listingsConsumers } from './listings.consumers';
import { NdaService } from './nda.service';
import { NegotiationService } from './negotiation.service';
import { ProfileDefaultService } from './profile-default.service';
import { ProfileDraftService } from './profile-draft.service';
import { RuleProfileService } from './rule-profile.service';
import { ComparableDealsService } from './valuation/comparable-deals.service';
import { ListingValuationService } from './valuation/listing-valuation.service';
import { WorksheetService } from './valuation/worksheet.service';

const services = [
  AchievementService,
  AttachmentService,
  DataRoomService,
  DocumentService,
  ChecklistService,
  ListingLifeService,
  HistoryCarryingService,
  HistoryImportService,
  HistoryReadsService,
  BylawService,
  DecisionService,
  DisclosureReadsService,
  DisclosureService,
  FirstRefusalService,
  ListingReadsService,
  ListingService,
  NdaService,
  NegotiationService,
  ProfileDefaultService,
  ProfileDraftService,
  RuleProfileService,
  ComparableDealsService,
  ListingValuationService,
  WorksheetService,
];

@Module({
  imports: [WindowsModule],
  providers: [{ provide: PublicationHold, useClass: FirstRefusalHold }, ...services, ...listingsConsumers],
  exports: [...services, ...listingsConsumers],
})
export class ListingsModule {}
