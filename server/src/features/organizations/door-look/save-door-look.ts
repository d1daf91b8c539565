import { hash } from 'node:crypto';
import { bandIssues, type DoorLook, LOGO, type SaveDoorLook } from '@varco/shared/organizations/door-look';
import type { Issue } from '@varco/shared/problems';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { byWhom, findLook, type NewLogo, type StoredLogo, type StoredLook, saveLook } from '#features/identity';
import { pictureIn } from './rules.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys'>;

/** Where the picture with this hash is for everybody. */
const logoAddress = (name: string): string => `/door-look/logo/${name}`;

/** How the door of the actor's organization looks, as its administrator chose it. */
export async function readDoorLook({ db }: Pick<Core, 'db'>, { organizationId }: SignedIn): Promise<DoorLook> {
  return shown(await db.as({ organizations: [organizationId] }, (tx) => findLook(tx, organizationId)));
}

/** Says how the door looks from now on at the organization's own address, and everywhere for the first one: a colour upon which its text is read, and a logo, of which only what is drawn is kept. */
export async function saveDoorLook(core: Needs, actor: SignedIn, input: SaveDoorLook): Promise<DoorLook> {
  const { db, clock } = core;
  const { organizationId } = actor;
  const { version, bandColor, alternative } = input;
  const { issues, picture } = judged(input);
  return db.as({ organizations: [...new Set([organizationId, actor.homeId])] }, async (tx) => {
    const before = await findLook(tx, organizationId);
    if (before.version !== version) throw new Refusal('request.changed-meanwhile', { current: shown(before) });
    const kept = input.logo === undefined ? before.logo : picture;
    const isWanted = kept !== null || typeof input.logo === 'string';
    if (isWanted && alternative === null) issues.push({ field: 'alternative', rule: 'required' });
    if (!isWanted && alternative !== null) issues.push({ field: 'logo', rule: 'logo-missing' });
    if (issues.length > 0) throw new Refusal('organizations.refused', { issues });
    const logo = kept && { ...kept, alternative: alternative ?? '' };
    if (!(await saveLook(tx, organizationId, version, { bandColor, logo }))) {
      throw new Refusal('request.changed-meanwhile', { current: shown(await findLook(tx, organizationId)) });
    }
    const told = ({ logo: one }: StoredLook) => one && `${one.alternative} (${one.hash.slice(0, 12)})`;
    const changes = [
      { field: 'bandColor' as const, before: before.bandColor, after: bandColor },
      { field: 'logo' as const, before: told(before), after: told({ bandColor, logo }) },
    ].filter((change) => change.before !== change.after);
    if (changes.length > 0) {
      await record(tx, {
        at: clock.now(),
        event: 'organization-changed',
        organizationId,
        objectId: organizationId,
        ...(await byWhom(tx, actor)),
        detail: await detailOf(core, tx, organizationId, 'organization-changed', changes),
      });
    }
    return shown({ bandColor, logo, version: version + 1 });
  });
}

const shown = ({ bandColor, logo, version }: StoredLook & { readonly version: number }): DoorLook => ({
  version,
  bandColor,
  logo: logo && { address: logoAddress(logo.hash), width: logo.width, height: logo.height, alternative: logo.alternative },
});

type Drawn = Omit<NewLogo, 'alternative'> | Omit<StoredLogo, 'alternative'>;

/** Everything that is wrong with the colour and the file, and the picture if there is one. */
function judged({ bandColor, logo }: SaveDoorLook): { readonly issues: Issue[]; readonly picture: Drawn | null } {
  const issues = bandColor === null ? [] : bandIssues(bandColor);
  if (logo === undefined || logo === null) return { issues, picture: null };
  const file = Buffer.from(logo, 'base64');
  if (file.length > LOGO.bytes) {
    issues.push({ field: 'logo', rule: 'logo-too-large' });
    return { issues, picture: null };
  }
  const picture = pictureIn(file);
  if (!picture) {
    issues.push({ field: 'logo', rule: 'logo-kind' });
    return { issues, picture: null };
  }
  const { width, height } = picture;
  if (Math.min(width, height) < LOGO.least || width > LOGO.widest || height > LOGO.tallest)
    issues.push({ field: 'logo', rule: 'logo-size', width, height });
  return { issues, picture: { ...picture, hash: hash('sha256', picture.bytes, 'hex') } };
}
