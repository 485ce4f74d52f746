import { Module } from '@nestjs/common';
import { ListingsModule } from '@jishi/listings';
import './qualification.messages';
import { QualificationService } from './qualification.service';

@Module({ imports: [ListingsModule], providers: [QualificationService], exports: [QualificationService] })
export class QualificationModule {}
