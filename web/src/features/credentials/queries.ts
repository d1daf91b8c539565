import { queryOptions } from '@tanstack/react-query';
import type { ChangePassword, PasswordRules } from '@varco/shared/credentials/api';
import { call } from '../../core/http.ts';

/** The rules a new password must satisfy. */
export const passwordRulesQuery = queryOptions({
  queryKey: ['password-rules'],
  queryFn: () => call<PasswordRules>('/api/me/password-rules', { background: true }),
});

/** Replaces one's own password. */
export const changePassword = (change: ChangePassword): Promise<void> => call('/api/me/password', { method: 'PUT', body: change });
