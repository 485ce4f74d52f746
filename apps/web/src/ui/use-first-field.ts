import { useRef } from 'react';

const FIELDS = 'input, textarea, [role=switch]';

/** A dialog's focus starts where something is to be ticked or filled in, not on the cross that closes it. */
export function useFirstField() {
  const body = useRef<HTMLDivElement>(null);
  const afterOpenChange = (open: boolean) => {
    if (open) body.current?.querySelector<HTMLElement>(FIELDS)?.focus();
  };
  return { body, afterOpenChange };
}
