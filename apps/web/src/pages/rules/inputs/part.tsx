import type { FieldProps } from './field-props';

interface PartProps<T> extends FieldProps<T> {
  Field: React.ComponentType<FieldProps<T>>;
}

/** A field of a larger one, with its label before it. */
export function Part<T>({ Field, ...field }: PartProps<T>) {
  return (
    <span className="row rule-inline">
      <span className="small muted">{field.label}</span>
      <Field {...field} />
    </span>
  );
}
