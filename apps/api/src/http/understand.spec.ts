import { describe, expect, it } from '@jest/globals';
import { BadRequestException, NotFoundException } from '@nestjs/common';
import { conflict, DomainError } from '@jishi/kernel';
import { understand } from './understand';

const codeOf = (error: unknown) => {
  const { cause } = understand(error);
  return cause instanceof DomainError ? cause.code : cause;
};
const withCode = (code: string) => Object.assign(new Error('failed'), { code });
const failedQuery = (code: string) => Object.assign(new Error('failed'), { driverError: { code } });

describe('what an error of the framework or the database means', () => {
  it('leaves the domain’s own refusals alone', () => {
    const refusal = conflict('listing.wrong_state');
    expect(understand(refusal)).toEqual({ status: null, cause: refusal });
  });

  it('is told by the framework’s status', () => {
    expect(understand(new NotFoundException()).status).toBe(404);
    expect(codeOf(new BadRequestException('Validation failed (uuid is expected)'))).toBe('http.bad_id');
    expect(codeOf(new BadRequestException('Unexpected token'))).toBe('http.bad_request');
    expect(codeOf(Object.assign(new Error('too large'), { statusCode: 413 }))).toBe('http.too_large');
    expect(codeOf(Object.assign(new Error('teapot'), { statusCode: 418 }))).toBe('http.bad_request');
  });

  it('is told by the database’s state', () => {
    for (const code of ['ECONNREFUSED', '57P01', '08006', '53300'])
      expect(codeOf(withCode(code))).toBe('http.unavailable');
    for (const code of ['40001', '40P01', '57014']) expect(codeOf(failedQuery(code))).toBe('http.busy');
    expect(codeOf(failedQuery('22021'))).toBe('http.bad_text');
    expect(codeOf(new Error('Connection terminated unexpectedly'))).toBe('http.unavailable');
    const released = 'Database connection provided by a query runner was already released, cannot continue';
    expect(codeOf(new Error(released))).toBe('http.unavailable');
  });

  it('is a defect otherwise, and stays what it is', () => {
    for (const defect of [new TypeError('x is not a function'), failedQuery('42601'), 'a string', null]) {
      expect(understand(defect)).toEqual({ status: null, cause: defect });
    }
  });
});
