import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';

interface DocumentFrameProps {
  title: string;
  cacheKey: string[];
  load: () => Promise<string>;
  foot?: string;
  /** Closed until it is asked for: the papers beside the one that matters now. */
  folded?: boolean;
}

/** The stored text exactly as it is accepted, in a frame that can run nothing and reach nothing. */
export function DocumentFrame({ title, cacheKey, load, foot, folded = false }: DocumentFrameProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(!folded);
  const { data, error, isPending } = useQuery({
    queryKey: ['document', title, ...cacheKey],
    queryFn: load,
    staleTime: Infinity,
    enabled: open,
  });
  return (
    <section className="panel" aria-label={title}>
      <div className="document-head" data-open={open}>
        <h2>{title}</h2>
        <div className="row">
          {folded && (
            <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'contract.fold' : 'contract.unfold')}
            </Button>
          )}
          {data && (
            <Button size="small" onClick={() => save(data, `${cacheKey[1] ?? 'document'}.html`)}>
              {t('contract.download')}
            </Button>
          )}
        </div>
      </div>
      <ProblemAlert error={error} />
      {open && isPending && <Loading />}
      {open && data && <iframe className="paper" title={title} sandbox="" srcDoc={data} />}
      {foot && <p className="small muted hash">{foot}</p>}
    </section>
  );
}

function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/html' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
