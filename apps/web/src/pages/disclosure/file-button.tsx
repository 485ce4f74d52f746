import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { applications } from '../../api/applications';
import { toProblem } from '../../api/http';

interface FileButtonProps {
  label: string;
  send: (attachmentId: string) => Promise<unknown>;
}

/** Chooses a file, hands it in and files it, in one go. */
export function FileButton({ label, send }: FileButtonProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const filing = useMutation({
    mutationFn: async (file: File) => send((await applications.upload(file)).id),
    onSuccess: async () => {
      void message.success(t('disclosure.filed'));
      await client.invalidateQueries();
    },
    onError: (error) => void message.error(toProblem(error).detail ?? toProblem(error).title),
  });
  return (
    <>
      <input
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label={label}
        accept=".pdf,.png,.jpg,.jpeg"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) filing.mutate(file);
          target.value = '';
        }}
      />
      <Button size="small" loading={filing.isPending} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
