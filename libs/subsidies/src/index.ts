import './messages';

export type { Computation, SubsidyRule, TraceLine, VolumeFact } from './domain/rule';
export { subsidiesConsumers } from './subsidies.consumers';
export { SubsidiesModule } from './subsidies.module';
export { type Award, type AwardFilter, SubsidiesService } from './subsidies.service';
