import { Module } from '@nestjs/common';
import { IdentityModule } from '@jishi/identity';
import { WindowsModule } from '@jishi/windows';
import { ListingsModule } from '../listings.module';
import { HandoverService } from './handover.service';
import { IntakeService } from './intake.service';
import { MandatePaperService } from './mandate-paper.service';
import { MarketLinkService } from './market-link.service';
import './messages';
import { WindowOfficeService } from './window-office.service';

const services = [WindowOfficeService, MandatePaperService, IntakeService, HandoverService, MarketLinkService];

/** What exchanges and their windows do with paper, people and each other's markets. */
@Module({ imports: [IdentityModule, WindowsModule, ListingsModule], providers: services, exports: services })
export class OfficeModule {}
