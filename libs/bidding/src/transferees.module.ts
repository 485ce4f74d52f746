import { Global, Module } from '@nestjs/common';
import { TransfereeCheck } from '@jishi/listings';
import './qualification.messages';
import { RelatedTransferees } from './related-transferees';

/** Global, for listings stand to the left and import nothing from here: they ask for it, and do not start without. */
@Global()
@Module({ providers: [{ provide: TransfereeCheck, useClass: RelatedTransferees }], exports: [TransfereeCheck] })
export class TransfereesModule {}
