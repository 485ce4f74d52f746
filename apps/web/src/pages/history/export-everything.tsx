import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { history } from '../../api/history';
import { toProblem } from '../../api/http';
import { useAuth } from '../../auth/actor';
import { saveFile } from './save-file';

/** An exchange may always leave with everything it keeps here. */
export function ExportEverything() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { actor, can } = useAuth();
  const run = useMutation({
    mutationFn: history.everything,
    onSuccess: (file) => saveFile(file, 'jishi-export.xlsx'),
    onError: (error) => void message.error(toProblem(error).detail ?? toProblem(error).title, 8),
  });
  if (!can('history.export') || actor?.organisation.kind !== 'exchange') return null;
  return (
    <Button title={t('moving.exportHint')} loading={run.isPending} onClick={() => run.mutate()}>
      {t('moving.export')}
    </Button>
  );
}
