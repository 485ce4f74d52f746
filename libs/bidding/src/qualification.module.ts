import { Module } from '@nestjs/common';
import { ListingsModule } from '@jishi/listings';
import { CONFIG, type Config } from '@jishi/platform';
import './qualification.messages';
import { ConfirmationService } from './confirmation.service';
import { loadPersonKeys, PersonKeys } from './person-keys';
import { QualificationService } from './qualification.service';
import { RelationService } from './relation.service';
import { ReviewService } from './review.service';
import { TransfereesModule } from './transferees.module';

const services = [QualificationService, ReviewService, ConfirmationService, RelationService];

@Module({
  imports: [ListingsModule, TransfereesModule],
  providers: [
    {
      provide: PersonKeys,
      inject: [CONFIG],
      useFactory: ({ stateDir }: Config) => loadPersonKeys({ stateDir, secret: process.env['JISHI_PERSON_KEY'] }),
    },
    ...services,
  ],
  exports: services,
})
export class QualificationModule {}
