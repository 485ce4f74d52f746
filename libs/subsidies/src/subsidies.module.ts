import { Module } from '@nestjs/common';
import { subsidiesConsumers } from './subsidies.consumers';
import { SubsidiesService } from './subsidies.service';

@Module({
  providers: [SubsidiesService, ...subsidiesConsumers],
  exports: [SubsidiesService, ...subsidiesConsumers],
})
export class SubsidiesModule {}
