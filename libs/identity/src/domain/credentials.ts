import type { FieldError } from '@jishi/kernel';

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;
const LOGIN = /^[a-z0-9][a-z0-9._@+-]{2,63}$/;

/** Logins are compared in lower case and without surrounding blanks, so nobody can register a look-alike. */
export function normaliseLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase();
}

export function checkLogin(login: string, path = 'login'): FieldError[] {
  return LOGIN.test(normaliseLogin(login)) ? [] : [{ path, code: 'user.login_form' }];
}

/** Length decides, not composition (ASVS 5, 6.2): no rules about digits or symbols, but never the login itself. */
export function checkPassword(password: string, login: string, path = 'password'): FieldError[] {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return [{ path, code: 'user.password_short', params: { min: PASSWORD_MIN } }];
  if (length > PASSWORD_MAX) return [{ path, code: 'user.password_long', params: { max: PASSWORD_MAX } }];
  const plain = password.toLowerCase();
  if (plain === normaliseLogin(login) || isRepeated(plain) || COMMON.has(plain)) {
    return [{ path, code: 'user.password_guessable' }];
  }
  return [];
}

function isRepeated(text: string): boolean {
  return new Set(text).size <= 2;
}

/** The head of every published list of leaked passwords that passes the length rule, and the one this project publishes. */
const COMMON = new Set(
  (
    'password password1 password123 12345678 123456789 1234567890 0123456789 87654321 qwertyui qwertyuiop qwerty123 ' +
    'abcd1234 abc12345 1q2w3e4r 1qaz2wsx 1q2w3e4r5t asdfghjkl asdfasdf iloveyou sunshine princess football baseball ' +
    'superman passw0rd p@ssw0rd p@ssword admin123 administrator welcome1 welcome123 letmein1 trustno1 88888888 woaini1314 ' +
    'woaini520 a1234567 a12345678 a123456789 aa123456 123456abc qq123456 1234qwer qazwsxedc zxcvbnm123 5201314520 11223344 jishi-demo'
  ).split(' '),
);
