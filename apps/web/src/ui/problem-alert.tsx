import { Alert } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '../api/http';

/** What happened, why and what to do, in the server's own words; takes the focus so that it is not missed. */
export function ProblemAlert({ error, retry }: { error: unknown; retry?: React.ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) place.current?.focus({ preventScroll: false });
  }, [error]);
  if (!error) return null;
  const problem = toProblem(error);
  return (
    <div ref={place} tabIndex={-1} role="alert" style={{ marginBottom: 16 }}>
      <Alert
        type="error"
        showIcon
        title={problem.title}
        description={
          <>
            {problem.detail && problem.detail !== problem.title && <p>{problem.detail}</p>}
            {problem.errors && problem.errors.length > 0 && (
              <ul>
                {problem.errors.map((field) => (
                  <li key={`${field.path}:${field.code}`}>
                    <Place path={field.path} /> {field.message ?? field.code}
                  </li>
                ))}
              </ul>
            )}
          </>
        }
        action={retry}
      />
    </div>
  );
}

/** Where in what was sent: lines counted from one, cells by their names; what has no name in words stays as it is. */
function Place({ path }: { path: string }) {
  const { t } = useTranslation();
  const names = path.split('.').map((part) => {
    const line = /^lines\[(\d+)\]$/.exec(part);
    return line ? t('place.line', { number: Number(line[1]) + 1 }) : t(`place.${part}`, { defaultValue: '' });
  });
  return names.every(Boolean) ? <b>{names.join(' · ')}</b> : <code>{path}</code>;
}
