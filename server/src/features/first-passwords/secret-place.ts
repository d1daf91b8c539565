import type { UserId } from '@varco/shared/ids';
import type { SecretPlace } from '#core/secret-text';

/** Where a first password waits, bound to whose it is (requirements D7). */
export const secretPlace = (ownerId: UserId): SecretPlace => ({ table: 'first_passwords.items', column: 'secret', ownerId });
