import { type FormInstance } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toProblem } from '../api/http';

/** Sends a form and puts the server's field errors beside their fields; what has no field stays in `error`. */
export function useFormAction<V, R>(form: FormInstance, send: (values: V) => Promise<R>, onDone?: (result: R) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async (result) => {
      await client.invalidateQueries();
      onDone?.(result);
    },
    onError: (error) => {
      const fields = (toProblem(error).errors ?? []).map((field) => ({
        name: toName(field.path),
        errors: [field.message ?? field.code],
      }));
      if (fields.length > 0) form.setFields(fields);
    },
  });
}

/** `admin.login` → ['admin', 'login']; `lines[1].days` → ['lines', 1, 'days']; `documentIds[0]` belongs to the field documentIds. */
function toName(path: string): (string | number)[] {
  const parts = path.replace(/\[\d+\]$/, '').split(/[.[\]]+/);
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
