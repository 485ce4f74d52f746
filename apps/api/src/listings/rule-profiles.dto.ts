import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { RuleProfile } from '@jishi/pricing';

export class RuleProfileResponse {
  @ApiProperty({ example: 'gz-university' }) code!: string;
  @ApiProperty() version!: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) exchangeId!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'notice, deposit, auction, fees, deadlines, and the source of each value',
  })
  body!: RuleProfile;
  @ApiProperty() source!: string;
  @ApiProperty({ type: String, format: 'date-time' }) effectiveAt!: Date;
  @ApiProperty({ type: String, format: 'date-time' }) publishedAt!: Date;
}

@ApiSchema({ name: 'RuleProfileList' })
export class RuleProfileListResponse {
  @ApiProperty({ type: [RuleProfileResponse] }) items!: RuleProfileResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
