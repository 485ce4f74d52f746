import { Module } from '@nestjs/common';
import { LedgerService } from './ledger.service';
import { StatementService } from './statement.service';

@Module({ providers: [LedgerService, StatementService], exports: [LedgerService, StatementService] })
export class LedgerModule {}
