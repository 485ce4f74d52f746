import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  ORGANISATION_KINDS,
  type OrganisationKind,
  type Ownership,
  OWNERSHIPS,
  type Permission,
  PERMISSIONS,
  type Role,
  ROLES,
  SELF_REGISTERED,
} from '@jishi/identity';
import { MayBeLeftOut, PageQuery } from '../http/dto';

export class LoginRequest {
  @ApiProperty({ example: 'officer' })
  @IsString()
  @Length(1, 200)
  login!: string;

  @ApiProperty({ format: 'password' })
  @IsString()
  @Length(1, 1000)
  password!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'for people who belong to several organisations' })
  @IsOptional()
  @IsUUID()
  organisationId?: string;
}

export class ActorOrganisation {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ORGANISATION_KINDS }) kind!: OrganisationKind;
}

export class ActorResponse {
  @ApiProperty({ format: 'uuid' }) userId!: string;
  @ApiProperty() login!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: ActorOrganisation }) organisation!: ActorOrganisation;
  @ApiProperty({ enum: ROLES, isArray: true }) roles!: Role[];
  @ApiProperty({ enum: PERMISSIONS, isArray: true }) permissions!: Permission[];
}

export class LoginResponse {
  @ApiProperty({ description: 'send as `Authorization: Bearer …`; shown only now' }) token!: string;
  @ApiProperty({ type: ActorResponse }) actor!: ActorResponse;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}

export class SessionResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'this request’s own session' }) current!: boolean;
  @ApiProperty() organisationName!: string;
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  @ApiProperty({ type: String, nullable: true }) userAgent!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}

@ApiSchema({ name: 'SessionList' })
export class SessionListResponse {
  @ApiProperty({ type: [SessionResponse] }) items!: SessionResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class NewUserRequest {
  @ApiProperty({ example: 'li.wei' })
  @IsString()
  @MaxLength(200)
  login!: string;

  @ApiProperty({ example: '李伟' })
  @IsString()
  @MaxLength(100)
  name!: string;

  @ApiProperty({ format: 'password', minLength: 8, maxLength: 128 })
  @IsString()
  @MaxLength(1000)
  password!: string;
}

export class ChangePasswordRequest {
  @ApiProperty({ format: 'password' })
  @IsString()
  @Length(1, 1000)
  current!: string;

  @ApiProperty({ format: 'password', minLength: 8, maxLength: 128 })
  @IsString()
  @MaxLength(1000)
  password!: string;
}

export class NewMemberRequest extends NewUserRequest {
  @ApiProperty({ enum: ROLES, isArray: true, description: 'the kind of the organisation decides which it can give' })
  @IsArray()
  @ArrayMaxSize(20)
  @IsIn(ROLES, { each: true })
  roles!: Role[];
}

export class ChangeUserRequest {
  @ApiPropertyOptional({ enum: ROLES, isArray: true })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(20)
  @IsIn(ROLES, { each: true })
  roles?: Role[];

  @ApiPropertyOptional({ description: 'true ends all sessions of the person at once' })
  @MayBeLeftOut()
  @IsBoolean()
  disabled?: boolean;
}

export class UserResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() login!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ROLES, isArray: true }) roles!: Role[];
  @ApiProperty() disabled!: boolean;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'UserList' })
export class UserListResponse {
  @ApiProperty({ type: [UserResponse] }) items!: UserResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class RegistrationRequest {
  @ApiProperty({
    enum: SELF_REGISTERED,
    description: 'exchanges, windows, regulators and notaries are set up by the operator',
  })
  @IsIn(ORGANISATION_KINDS)
  kind!: OrganisationKind;

  @ApiProperty({ example: '佛山澄江智能装备有限公司' })
  @IsString()
  @Length(2, 200)
  name!: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  nameEn?: string | null;

  @ApiProperty({
    description: 'unified social credit code (GB 32100-2015), 18 characters',
    minLength: 18,
    maxLength: 18,
  })
  @IsString()
  @MaxLength(50)
  uscc!: string;

  @ApiProperty({ example: '440600', description: 'division code (GB/T 2260)' })
  @Matches(/^\d{6}$/)
  regionCode!: string;

  @ApiPropertyOptional({
    enum: OWNERSHIPS,
    description: 'who owns it: needed of those who sell; a university is public unless it says otherwise',
  })
  @MayBeLeftOut()
  @IsIn(OWNERSHIPS)
  ownership?: Ownership;

  @ApiProperty({ type: NewUserRequest })
  @ValidateNested()
  @Type(() => NewUserRequest)
  admin!: NewUserRequest;
}

export class OwnershipRequest {
  @ApiProperty({ enum: OWNERSHIPS })
  @IsIn(OWNERSHIPS)
  ownership!: Ownership;
}

export class OrganisationQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ORGANISATION_KINDS })
  @IsOptional()
  @IsIn(ORGANISATION_KINDS)
  kind?: OrganisationKind;

  @ApiPropertyOptional({ description: 'part of the name, or the whole credit code' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

export class OrganisationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ORGANISATION_KINDS }) kind!: OrganisationKind;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) nameEn!: string | null;
  @ApiProperty({ type: String, nullable: true }) uscc!: string | null;
  @ApiProperty({ example: '440600' }) regionCode!: string;
  @ApiProperty({ enum: OWNERSHIPS, nullable: true, description: 'null: not said' }) ownership!: Ownership | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'OrganisationList' })
export class OrganisationListResponse {
  @ApiProperty({ type: [OrganisationResponse] }) items!: OrganisationResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
