import { Button, Checkbox } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportReport, listings } from '../../api/listings';
import { useAuth } from '../../auth/actor';
import { FilePicker } from '../../ui/file-picker';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { ClientSelect } from './client-select';

const SHOWN = 200;

/** Patent XML or CSV in; a report line for every record out. A bad record never holds up the good ones. */
export function ImportPanel() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { can } = useAuth();
  const forClients = can('listing.intake');
  const [client, setClient] = useState<string | null>(null);
  const [files, setFiles] = useState<File[]>([]);
  const run = useMutation({
    mutationFn: () => listings.importFiles(files, client ?? undefined),
    onSuccess: async () => {
      setFiles([]);
      await queries.invalidateQueries({ queryKey: ['/achievements'] });
    },
  });
  return (
    <section className="panel" aria-labelledby="import-title">
      <h2 id="import-title">{t('import.title')}</h2>
      <p className="muted" style={{ marginBottom: 12 }}>
        {t('import.intro')}
      </p>
      <ProblemAlert error={run.error} />
      <div className="row" style={{ alignItems: 'flex-start', flexDirection: 'column' }}>
        {forClients && <ClientSelect value={client} onChange={setClient} />}
        <FilePicker label={t('common.chooseFiles')} accept=".xml,.csv,.txt" files={files} onChange={setFiles} />
        <Button
          type="primary"
          disabled={files.length === 0 || (forClients && !client)}
          loading={run.isPending}
          onClick={() => run.mutate()}
        >
          {t('import.run', { count: files.length })}
        </Button>
      </div>
      {run.data && <Report report={run.data} />}
    </section>
  );
}

function Report({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const [onlyFailed, setOnlyFailed] = useState(report.failed > 0);
  const records = report.records.filter((record) => !onlyFailed || record.status === 'failed');
  return (
    <div style={{ marginTop: 18 }} role="status">
      <p className="row">
        <b>
          {t('import.summary', {
            inserted: report.inserted,
            updated: report.updated ?? 0,
            unchanged: report.unchanged,
            failed: report.failed,
          })}
        </b>
        <Checkbox checked={onlyFailed} onChange={(event) => setOnlyFailed(event.target.checked)}>
          {t('import.onlyFailed')}
        </Checkbox>
      </p>
      <div className="scroll-box">
        <table className="data">
          <caption className="sr-only">{t('import.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('import.place')}</th>
              <th scope="col">{t('import.status')}</th>
              <th scope="col">{t('import.message')}</th>
            </tr>
          </thead>
          <tbody>
            {records.slice(0, SHOWN).map((record) => (
              <tr key={record.place}>
                <td className="lead num" style={{ whiteSpace: 'normal' }}>
                  {record.place}
                </td>
                <td data-label={t('import.status')}>
                  <StateTag domain="import" state={record.status} />
                </td>
                <td data-label={t('import.message')}>{record.message ?? record.code ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {records.length > SHOWN && <p className="muted small">{t('import.more', { count: records.length - SHOWN })}</p>}
    </div>
  );
}
