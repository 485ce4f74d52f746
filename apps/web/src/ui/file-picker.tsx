import { Button, Progress } from 'antd';
import { useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadShare, watchUploads } from '../api/upload';

interface FilePickerProps {
  accept: string;
  files: File[];
  onChange: (files: File[]) => void;
  label: string;
  multiple?: boolean;
}

/** Files chosen to be handed in, and how much of each has gone once they are. */
export function FilePicker({ accept, files, onChange, label, multiple = true }: FilePickerProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const add = (chosen: FileList | null) => {
    if (!chosen) return;
    onChange(multiple ? [...files, ...chosen] : [...chosen]);
    if (input.current) input.current.value = '';
  };
  return (
    <div>
      <input
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        multiple={multiple}
        onChange={(event) => add(event.target.files)}
      />
      <Button onClick={() => input.current?.click()}>{label}</Button>
      {files.length > 0 && (
        <ul style={{ marginTop: 8 }}>
          {files.map((file, index) => (
            <li key={`${file.name}:${index}`} className="row" style={{ overflowWrap: 'anywhere' }}>
              {file.name} <span className="muted small num">{t('common.kilobytes', { size: kilobytes(file) })}</span>
              <Button
                type="link"
                size="small"
                aria-label={t('common.removeFile', { name: file.name })}
                onClick={() => onChange(files.filter((_, other) => other !== index))}
              >
                {t('common.remove')}
              </Button>
              <WayUp file={file} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Shown only while the file is on its way, or looked at. */
function WayUp({ file }: { file: File }) {
  const { t } = useTranslation();
  const share = useSyncExternalStore(watchUploads, () => uploadShare(file));
  if (share === undefined) return null;
  return (
    <div role="status" className="way-up">
      <Progress percent={Math.round(share * 100)} size="small" />
      <span className="muted small">{t(share < 1 ? 'documents.uploading' : 'documents.checking')}</span>
    </div>
  );
}

function kilobytes(file: File): string {
  return Math.max(1, Math.round(file.size / 1024)).toLocaleString('en-US');
}
