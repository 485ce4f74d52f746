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
  return (
    <section className="panel" aria-labelledby="statement-title">
      <h2 id="statement-title">{t('bank.import')}</h2>
      <p className="muted" style={{ marginBottom: 12 }}>
        {t('bank.importHint')}
      </p>
      <ProblemAlert error={run.error} />
      <div className="row" style={{ alignItems: 'flex-start', flexDirection: 'column' }}>
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
        <p role="status" style={{ marginTop: 14 }}>
          {t('bank.importDone', { ...run.data })}
        </p>
      )}
    </section>
  );
}
