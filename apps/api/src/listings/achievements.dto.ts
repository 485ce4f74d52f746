import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IP_KINDS, type IpKind } from '@jishi/pricing';
import { PageQuery } from '../http/dto';

const OPTIONAL_DAY = { type: String, format: 'date', nullable: true } as const;

export class AchievementQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'part of a title or number' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

class PersonResponse {
  @ApiProperty() name!: string;
  @ApiProperty() city!: string;
  @ApiProperty() country!: string;
}

class ClassificationResponse {
  @ApiProperty({ enum: ['ipc', 'ipcr', 'cpc', 'uspc', 'locarno'] }) scheme!: string;
  @ApiProperty() edition!: string;
  @ApiProperty({ description: 'as in the source' }) code!: string;
  @ApiProperty() main!: boolean;
}

export class AchievementResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty() title!: string;
  @ApiProperty() abstract!: string;
  @ApiProperty({ enum: IP_KINDS }) ipKind!: IpKind;
  @ApiProperty() country!: string;
  @ApiProperty() patentNumber!: string;
  @ApiProperty({ example: 'B2' }) kindCode!: string;
  @ApiProperty() applicationNumber!: string;
  @ApiProperty(OPTIONAL_DAY) filedOn!: string | null;
  @ApiProperty(OPTIONAL_DAY) publishedOn!: string | null;
  @ApiProperty(OPTIONAL_DAY) grantedOn!: string | null;
  @ApiProperty({ type: [PersonResponse] }) inventors!: PersonResponse[];
  @ApiProperty({ type: [PersonResponse] }) assignees!: PersonResponse[];
  @ApiProperty({ type: [String], example: ['G06F 15/16'] }) ipc!: string[];
  @ApiProperty({ type: [String] }) cpc!: string[];
  @ApiProperty({ type: [ClassificationResponse] }) classification!: ClassificationResponse[];
  @ApiProperty() fieldCode!: string;
  @ApiProperty() sourceFormat!: string;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
}

@ApiSchema({ name: 'AchievementList' })
export class AchievementListResponse {
  @ApiProperty({ type: [AchievementResponse] }) items!: AchievementResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

class RemarkResponse {
  @ApiProperty() place!: string;
  @ApiProperty() code!: string;
  @ApiProperty() message!: string;
}

class ImportedRecordResponse {
  @ApiProperty({ example: 'patents.xml:12:1', description: 'file:line:column' }) place!: string;
  @ApiProperty({ enum: ['inserted', 'updated', 'unchanged', 'failed'] }) status!: string;
  @ApiPropertyOptional({ format: 'uuid' }) achievementId?: string;
  @ApiPropertyOptional() title?: string;
  @ApiPropertyOptional() code?: string;
  @ApiPropertyOptional({ description: 'in the language of Accept-Language' }) message?: string;
  @ApiPropertyOptional({ type: [RemarkResponse] }) remarks?: RemarkResponse[];
}

export class ImportReportResponse {
  @ApiProperty() inserted!: number;
  @ApiProperty() updated!: number;
  @ApiProperty() unchanged!: number;
  @ApiProperty() failed!: number;
  @ApiProperty({ type: [ImportedRecordResponse] }) records!: ImportedRecordResponse[];
}
