/** One line saying what happened and what to do; with JISHI_DEBUG=1 also where in the code. */
export function explain(error) {
  const line = known(error) ?? `${error?.message ?? error} (JISHI_DEBUG=1 shows where)`;
  return process.env.JISHI_DEBUG === '1' && error?.stack ? `${line}\n${error.stack}` : line;
}

function known(error) {
  if (error?.plain) return error.message;
  const text = `${error?.code ?? ''} ${error?.message ?? error}`;
  if (/ENOSPC|No space left on device|disk full/i.test(text))
    return 'The disk is full: free at least 1 GB and start again.';
  if (error?.code === 'EACCES' || error?.code === 'EPERM')
    return `No permission for ${error.path ?? 'a file'}: it belongs to another user; run as that user, or remove it.`;
  if (error?.code === 'EROFS') return `${error.path ?? 'This folder'} is read-only: work in a clone you can write to.`;
  return undefined;
}

/** An error whose message is already the one clear line. */
export function plain(message) {
  return Object.assign(new Error(message), { plain: true });
}
