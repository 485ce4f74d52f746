import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { history, HISTORY_KINDS, type HistoryKind } from '../../api/history';
import { FilePicker } from '../../ui/file-picker';
import { ProblemAlert } from '../../ui/problem-alert';

/** A register is read and checked; what is found opens on a page of its own. */
export function UploadPanel() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [kind, setKind] = useState<HistoryKind>('deals');
  const [files, setFiles] = useState<File[]>([]);
  const run = useMutation({
    mutationFn: (file: File) => history.upload(kind, file),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['/history-imports'] });
      void navigate(`/desk/history/${id}`);
    },
  });
  const [file] = files;
  return (
    <section className="panel" aria-labelledby="moving-upload">
      <h2 id="moving-upload">{t('moving.upload')}</h2>
      <p className="muted moving-hint">{t('moving.uploadHint')}</p>
      <ProblemAlert error={run.error} />
      <div className="moving-upload">
        <Segmented
          aria-label={t('moving.kindLabel')}
          value={kind}
          onChange={setKind}
          options={HISTORY_KINDS.map((value) => ({ value, label: t(`moving.kind.${value}`) }))}
        />
        <FilePicker
          label={t('common.chooseFile')}
          accept=".xlsx,.csv,.txt"
          files={files}
          onChange={setFiles}
          multiple={false}
        />
        <Button type="primary" disabled={!file} loading={run.isPending} onClick={() => file && run.mutate(file)}>
          {t('moving.read')}
        </Button>
      </div>
    </section>
  );
}
