import { ApiProperty, ApiSchema } from '@nestjs/swagger';

const SUBJECTS = ['qualification', 'bid', 'result'] as const;

@ApiSchema({ name: 'ObjectionRuling' })
class RulingResponse {
  @ApiProperty() seq!: number;
  @ApiProperty() atMs!: number;
  @ApiProperty() upheld!: boolean;
  @ApiProperty({ description: 'there is no result any more' }) annul!: boolean;
  @ApiProperty({ description: 'made after an appeal' }) final!: boolean;
  @ApiProperty() reason!: string;
}

@ApiSchema({ name: 'AuctionObjection' })
export class ObjectionResponse {
  @ApiProperty({ description: 'its place in the book, and its name' }) seq!: number;
  @ApiProperty({ enum: SUBJECTS }) about!: (typeof SUBJECTS)[number];
  @ApiProperty({ type: Number, nullable: true }) target!: number | null;
  @ApiProperty() filedAtMs!: number;
  @ApiProperty({ description: 'not ruled on: award and money are frozen' }) open!: boolean;
  @ApiProperty() appealed!: boolean;
  @ApiProperty({ type: Number, nullable: true }) appealUntilMs!: number | null;
  @ApiProperty({ type: [RulingResponse] }) rulings!: RulingResponse[];
  @ApiProperty({ description: 'filed by my organisation' }) own!: boolean;
  @ApiProperty({ description: 'I may appeal now' }) mayAppeal!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'bidder code, or `seller`; null for those who may not know',
  })
  by!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'for its author, the exchange and a regulator; for every party after the close',
  })
  text!: string | null;
  @ApiProperty({ type: String, nullable: true }) appealText!: string | null;
}

@ApiSchema({ name: 'AuctionObjectionList' })
export class ObjectionListResponse {
  @ApiProperty({ type: [ObjectionResponse] }) items!: ObjectionResponse[];
}
