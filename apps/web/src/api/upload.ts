import i18next from 'i18next';
import { ApiError, path, readProblem, unanswered } from './http';

/** Files on their way up, and imports. */
const UPLOAD_MS = 300_000;

/** Of each file on its way up, how much has gone. */
const shares = new Map<File, number>();
const watchers = new Set<() => void>();

export const uploadShare = (file: File): number | undefined => shares.get(file);
export function watchUploads(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function tell(files: readonly File[], share: number | null): void {
  for (const file of files)
    if (share === null) shares.delete(file);
    else shares.set(file, share);
  for (const watcher of watchers) watcher();
}

/** Files on their way up, told to whoever watches how much of them has gone; `fetch` does not tell. */
export function upload<T>(route: string, files: readonly File[], fields: Record<string, string> = {}): Promise<T> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append('file', file, file.name);
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path(route));
    request.timeout = UPLOAD_MS;
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', i18next.language);
    tell(files, 0);
    request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) tell(files, Math.min(loaded / total, 1));
    });
    request.upload.addEventListener('load', () => tell(files, 1));
    request.addEventListener('load', () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve(JSON.parse(responseText) as T);
      else reject(new ApiError(readProblem(status, responseText)));
    });
    request.addEventListener('timeout', () => reject(unanswered(new DOMException('', 'TimeoutError'))));
    request.addEventListener('error', () => reject(unanswered(null)));
    request.addEventListener('loadend', () => tell(files, null));
    request.send(form);
  });
}
