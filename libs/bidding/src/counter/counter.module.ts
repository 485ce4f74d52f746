import { Module } from '@nestjs/common';
import { WindowsModule } from '@jishi/windows';
import { BiddingModule } from '../bidding.module';
import { CounterService } from './counter.service';
import './messages';

@Module({ imports: [BiddingModule, WindowsModule], providers: [CounterService], exports: [CounterService] })
export class CounterModule {}
