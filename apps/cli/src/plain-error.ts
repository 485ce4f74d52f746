/** An error whose message is the one clear line a person needs; it is printed without a stack. */
export class PlainError extends Error {
  readonly plain = true;

  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/** The errno code of a system error, or the SQLSTATE of one of PostgreSQL. */
export function codeOf(error: unknown): string {
  const { code = '' } = (error ?? {}) as { code?: unknown };
  return String(code);
}
