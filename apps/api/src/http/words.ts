import { applyDecorators } from '@nestjs/common';
import { IsString, Length, ValidateBy } from 'class-validator';
import { isLegible } from '@jishi/kernel';

/** A reason, an objection, a ruling: text that somebody will have to read. With a least length of 0 it may be empty. */
export const Words = (min: number, max: number): PropertyDecorator =>
  applyDecorators(
    IsString(),
    Length(min, max),
    ValidateBy({
      name: 'isLegible',
      validator: { validate: (value) => typeof value !== 'string' || value === '' || isLegible(value) },
    }),
  );
