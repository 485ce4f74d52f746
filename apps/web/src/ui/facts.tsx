export type Fact = [label: string, value: React.ReactNode];

/** Named facts; those the record does not have are left out rather than shown as blanks. */
export function Facts({ items }: { items: (Fact | null | false)[] }) {
  const shown = items.filter((item): item is Fact => Boolean(item) && hasValue((item as Fact)[1]));
  return (
    <dl className="facts">
      {shown.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function hasValue(value: React.ReactNode): boolean {
  return value !== null && value !== undefined && value !== '' && value !== false;
}
