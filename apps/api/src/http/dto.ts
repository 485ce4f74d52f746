import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** May be left out of a body; a null says the same, so that no service meets one where it expects text. */
export const MayBeLeftOut = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    Transform(({ value }: { value: unknown }) => value ?? undefined),
  );

/** The paging part of every list's query. */
export class PageQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20, description: 'entries per page' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  cursor?: string;
}

export class FieldProblem {
  @ApiProperty({ example: 'admin.password' }) path!: string;
  @ApiProperty({ example: 'user.password_short' }) code!: string;
  @ApiProperty() message!: string;
}

/** RFC 9457 problem details; every error of every route. */
export class ProblemDetails {
  @ApiProperty({ example: 'urn:jishi:problem:session.bad_credentials' }) type!: string;
  @ApiProperty({ description: 'in the language of Accept-Language (zh or en)' }) title!: string;
  @ApiProperty({ example: 401 }) status!: number;
  @ApiProperty({ example: 'session.bad_credentials', description: 'stable; programs read this' }) code!: string;
  @ApiProperty({ description: 'what happened, why, and what to do' }) detail!: string;
  @ApiPropertyOptional({ example: '/api/sessions' }) instance?: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] } })
  params?: Record<string, string | number>;
  @ApiPropertyOptional({ type: [FieldProblem] }) errors?: FieldProblem[];
}
