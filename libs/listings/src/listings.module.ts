import { Module } from '@nestjs/common';
import { WindowsModule } from '@jishi/windows';
import { AchievementService } from './achievement.service';
import { AttachmentService } from './attachment.service';
import { DataRoomService } from './data-room.service';
import { DocumentService } from './document.service';
import { ListingReadsService } from './listing-reads.service';
import { ListingLifeService } from './listing-life.service';
import { ListingService } from './listing.service';
import { listingsConsumers } from './listings.consumers';
import { NdaService } from './nda.service';
import { NegotiationService } from './negotiation.service';
import { RuleProfileService } from './rule-profile.service';

const services = [
  AchievementService,
  AttachmentService,
  DataRoomService,
  DocumentService,
  ListingLifeService,
  ListingReadsService,
  ListingService,
  NdaService,
  NegotiationService,
  RuleProfileService,
];

@Module({
  imports: [WindowsModule],
  providers: [...services, ...listingsConsumers],
  exports: [...services, ...listingsConsumers],
})
export class ListingsModule {}
