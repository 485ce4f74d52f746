import { Button } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '../../api/money';
import { FilePicker } from '../../ui/file-picker';
import { ProblemAlert } from '../../ui/problem-alert';

export function StatementImport() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [files, setFiles] = useState<File[]>([]);
  const run = useMutation({
    mutationFn: () => money.importStatement(files),
    onSuccess: async () => {
      setFiles([]);
      await client.invalidateQueries({ queryKey: ['/bank-lines'] });
    },
  });
  const failed = (run.data?.records ?? []).filter((record) => record.status === 'failed');
  return (
    <section className="panel" aria-labelledby="statement-title">
      <h2 id="statement-title">{t('bank.import')}</h2>
      <p className="muted" style={{ marginBottom: 12 }}>
        {t('bank.importHint')}
      </p>
      <ProblemAlert error={run.error} />
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <FilePicker
          label={t('common.chooseFile')}
          accept=".csv,.txt"
          files={files}
          onChange={setFiles}
          multiple={false}
        />
        <Button type="primary" disabled={files.length === 0} loading={run.isPending} onClick={() => run.mutate()}>
          {t('bank.importRun')}
        </Button>
      </div>
      {run.data && (
        <div role="status" style={{ marginTop: 14 }}>
          <p>
            {t('bank.importDone', {
              inserted: run.data.inserted,
              unchanged: run.data.unchanged ?? run.data.duplicates ?? 0,
              failed: run.data.failed ?? failed.length,
            })}
          </p>
          <ul>
            {failed.map((record) => (
              <li key={record.place}>
                <b>{record.place}</b> {record.message ?? record.code}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
