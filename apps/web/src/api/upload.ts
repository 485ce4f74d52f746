import i18next from 'i18next';
import { ApiError, path, readProblem, unanswered } from './http';

const UPLOAD_MS = 300_000;

/** One file on its way up, with how much of it has gone; `fetch` does not tell. */
export function upload<T>(route: string, file: File, onProgress: (share: number) => void): Promise<T> {
  const form = new FormData();
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path(route));
    request.timeout = UPLOAD_MS;
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', i18next.language);
    request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onProgress(Math.min(loaded / total, 1));
    });
    request.addEventListener('load', () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve(JSON.parse(responseText) as T);
      else reject(new ApiError(readProblem(status, responseText)));
    });
    request.addEventListener('timeout', () => reject(unanswered(new DOMException('', 'TimeoutError'))));
    request.addEventListener('error', () => reject(unanswered(null)));
    request.send(form);
  });
}
