import { Module } from '@nestjs/common';
import { WindowsModule } from '@jishi/windows';
import { BiddingModule } from '../bidding.module';
import { QualificationModule } from '../qualification.module';
import { CounterFilingService } from './counter-filing.service';
import { CounterService } from './counter.service';
import './messages';

const services = [CounterService, CounterFilingService];

@Module({ imports: [BiddingModule, QualificationModule, WindowsModule], providers: services, exports: services })
export class CounterModule {}
