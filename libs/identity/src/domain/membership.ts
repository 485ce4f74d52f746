import { type FieldError, invalid } from '@jishi/kernel';
import { CONFLICTING_ROLES, KIND_ROLES, type OrganisationKind, ROLES, type Role } from './permissions';

/** Checks the roles somebody is to hold in an organisation of this kind; returns them without repeats, in table order. */
export function checkRoles(kind: OrganisationKind, roles: readonly string[]): Role[] {
  const errors: FieldError[] = [];
  const allowed = KIND_ROLES[kind];
  roles.forEach((role, i) => {
    if (!(allowed as readonly string[]).includes(role)) {
      errors.push({
        path: `roles[${i}]`,
        code: 'user.role_not_for_kind',
        params: { role, allowed: allowed.join(', ') },
      });
    }
  });
  for (const [a, b] of CONFLICTING_ROLES) {
    if (roles.includes(a) && roles.includes(b)) {
      errors.push({ path: 'roles', code: 'user.roles_conflict', params: { a, b } });
    }
  }
  if (roles.length === 0) errors.push({ path: 'roles', code: 'user.roles_empty' });
  if (errors.length > 0) throw invalid('user.roles_invalid', {}, errors);
  return ROLES.filter((role) => roles.includes(role));
}
