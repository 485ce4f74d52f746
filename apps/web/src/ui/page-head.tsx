import { useTitle } from './use-title';

interface PageHeadProps {
  title: string;
  intro?: React.ReactNode;
  actions?: React.ReactNode;
}

export function PageHead({ title, intro, actions }: PageHeadProps) {
  useTitle(title);
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {intro && <p>{intro}</p>}
      </div>
      {actions && <div className="row">{actions}</div>}
    </header>
  );
}
