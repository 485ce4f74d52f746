const HARD_EXIT_MS = 4_000;

interface Closable {
  close(): Promise<unknown>;
}

/**
 * Ends the process in good order on SIGTERM, SIGINT, and when the launcher that started it is gone; hard after four seconds,
 * for closing may wait on a database or a Redis that is gone too.
 */
export function runApp(app: Closable): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), HARD_EXIT_MS).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`could not close in good order: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  exitWithParent(stop);
}

/** The launcher holds the other end of standard input; it closes even when the launcher is killed. */
export function exitWithParent(stop: () => void): void {
  if (process.env['JISHI_SUPERVISED'] !== '1') return;
  process.stdin.on('end', stop).on('error', stop).resume();
}
