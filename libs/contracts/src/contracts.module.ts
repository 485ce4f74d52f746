import { Module } from '@nestjs/common';
import { CertificateService } from './certificate.service';
import { contractsConsumers } from './contracts.consumers';
import { ContractsService } from './contracts.service';
import { DraftingService } from './drafting.service';

const services = [DraftingService, ContractsService, CertificateService];

@Module({ providers: [...services, ...contractsConsumers], exports: [...services, ...contractsConsumers] })
export class ContractsModule {}
