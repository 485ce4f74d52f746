import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError, ValidationTypes } from 'class-validator';
import { type ErrorParams, type FieldError, invalid } from '@jishi/kernel';
import './messages';

/**
 * class-validator's constraint → our stable code. Of several that a value breaks the first of this list is told: that it is
 * of the wrong type, before that it is beyond a limit.
 */
const CODES: Record<string, string> = {
  whitelistValidation: 'field.unknown',
  isDefined: 'field.required',
  isNotEmpty: 'field.required',
  isString: 'field.string',
  isInt: 'field.integer',
  isNumber: 'field.number',
  isBoolean: 'field.boolean',
  isUuid: 'field.uuid',
  isDateString: 'field.date',
  isIso8601: 'field.date',
  isArray: 'field.array',
  isObject: 'field.object',
  nestedValidation: 'field.object',
  isIn: 'field.choice',
  isEnum: 'field.choice',
  min: 'field.min',
  isPositive: 'field.min',
  max: 'field.max',
  minLength: 'field.length',
  maxLength: 'field.length',
  isLength: 'field.length',
  arrayMinSize: 'field.size',
  arrayMaxSize: 'field.size',
  arrayNotEmpty: 'field.size',
  matches: 'field.pattern',
  isLegible: 'field.blank',
};
const RANKED = Object.keys(CODES);

class StrictPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const made: unknown = await super.transform(value, metadata);
    const faults = misplacedLists(made, '');
    if (faults.length > 0) throw invalid('request.invalid', {}, faults);
    return made;
  }
}

/** class-validator takes a list where one object is asked for, and looks into its items only: an empty one passes for anything. */
function misplacedLists(at: unknown, parent: string): FieldError[] {
  if (typeof at !== 'object' || at === null) return [];
  return getMetadataStorage()
    .getTargetValidationMetadatas(at.constructor, '', false, false)
    .filter(({ type }) => type === ValidationTypes.NESTED_VALIDATION)
    .flatMap(({ propertyName, each }) => {
      const path = `${parent && `${parent}.`}${propertyName}`;
      const value: unknown = Reflect.get(at, propertyName);
      if (!each || !Array.isArray(value)) return misplacedList(value, path);
      return value.flatMap((item, index) => misplacedList(item, `${path}[${index}]`));
    });
}

const misplacedList = (value: unknown, path: string): FieldError[] =>
  Array.isArray(value) ? [{ path, code: 'field.object' }] : misplacedLists(value, path);

/** Every body, query and parameter of the api passes here: unknown fields are refused, not dropped. */
export function validationPipe(): ValidationPipe {
  return new StrictPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    // The limits named in messages are read from the target's declarations; neither leaves the api.
    validationError: { target: true, value: true },
    exceptionFactory: (errors) =>
      invalid(
        'request.invalid',
        {},
        errors.flatMap((error) => fieldErrors(error, '')),
      ),
  });
}

export function fieldErrors(error: ValidationError, parent: string): FieldError[] {
  const step = /^\d+$/.test(error.property) ? `[${error.property}]` : `${parent && '.'}${error.property}`;
  const path = `${parent}${step}`;
  const broken = Object.keys(error.constraints ?? {});
  const own = [...RANKED, ...broken].find((constraint) => broken.includes(constraint));
  const fault = own ? [faultOf(error, path, own)] : [];
  return [...fault, ...(error.children ?? []).flatMap((child) => fieldErrors(child, path))];
}

function faultOf(error: ValidationError, path: string, constraint: string): FieldError {
  const missing = error.value === undefined && constraint !== 'whitelistValidation';
  return { path, code: missing ? 'field.required' : codeOf(constraint), ...withParams(paramsOf(error, constraint)) };
}

const codeOf = (constraint: string): string => CODES[constraint] ?? 'field.invalid';
const withParams = (params: ErrorParams | null): { params?: ErrorParams } => (params ? { params } : {});

/** The limits a constraint was declared with, so that the message can say them. */
function paramsOf(error: ValidationError, constraint: string): ErrorParams | null {
  const target: unknown = error.target?.constructor;
  if (typeof target !== 'function') return null;
  const declared = getMetadataStorage()
    .getTargetValidationMetadatas(target, '', false, false)
    .find((metadata) => metadata.propertyName === error.property && metadata.name === constraint);
  const limits: unknown[] = (declared?.constraints ?? []).filter((limit: unknown) => limit !== undefined);
  const first = limits[0];
  switch (codeOf(constraint)) {
    case 'field.min':
    case 'field.max':
      return { limit: typeof first === 'number' ? first : 1 };
    case 'field.length':
    case 'field.size':
      return { limits: lengths(constraint, limits) };
    case 'field.choice':
      return { allowed: typeof first === 'object' && first !== null ? Object.values(first).join(', ') : '' };
    default:
      return null;
  }
}

function lengths(constraint: string, limits: unknown[]): string {
  if (/^min|MinSize/.test(constraint)) return `≥ ${String(limits[0])}`;
  if (/^max|MaxSize/.test(constraint)) return `≤ ${String(limits[0])}`;
  return limits.length > 1 ? `${String(limits[0])}–${String(limits[1])}` : '≥ 1';
}
