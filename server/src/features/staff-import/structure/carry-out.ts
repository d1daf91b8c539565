import { type Change, changesBetween, type DetailedEvent, type FieldOf } from '@varco/shared/access-log/changes';
import type { DepartmentId, OrganizationId, PlacementId, UnitId } from '@varco/shared/ids';
import type { SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, detailsFor, record, recordOfMany } from '#features/access-log';
import { byWhom } from '#features/identity';
import { saveDepartments, savePlacements, saveUnits } from '#features/structure';
import * as files from '../store.ts';
import { linesOf, nameOfTrial, type StructurePlan, type WantedDepartment, type WantedPlacement, type WantedUnit } from './make-plan.ts';
import * as store from './store.ts';
import { object, planOf } from './try-structure.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>;

/** Which file, as which trial named it, for whom. */
export interface Order {
  readonly organizationId: OrganizationId;
  readonly id: string;
  readonly trial: string;
  readonly actor: SignedIn;
}

/** What was done. */
export interface CarriedOut {
  readonly departments: number;
  readonly units: number;
  readonly placements: number;
}

/** So many placements to a statement: enough to be quick, few enough that progress is seen. */
const AT_ONCE = 1_000;

/**
 * Saves what a file wants as its trial showed it, in one transaction: all of it, or nothing. What somebody changed since the trial gives
 * another plan, and is refused; what he changes meanwhile is met by the versions and the constraints of the writes.
 */
export async function carryOut(core: Needs, order: Order, progress: (done: number, total: number) => void): Promise<CarriedOut> {
  const { organizationId, trial, actor } = order;
  const { db, clock } = core;
  const { file, plan } = await planOf(core, order);
  if (file.stage === 'done') throw new Refusal('staff-import.already-done');
  if (file.trial !== trial || nameOfTrial(plan, file.options) !== trial) throw new Refusal('structure-import.changed-meanwhile');
  if (linesOf(plan).counts.faulty > 0) throw new Refusal('structure-import.has-faults');
  const work = workOf(core, plan);
  // Each placement is saved and told.
  const total = work.departments.length + work.units.length + 2 * work.placements.length;
  let done = 0;
  const step = (count: number) => {
    done += count;
    progress(done, total);
  };
  const at = clock.now();
  await db
    .as({ organizations: [organizationId] }, async (tx) => {
      if (!(await files.takeImport(tx, file, trial, at))) throw new Refusal('staff-import.already-done');
      const users = [...new Set(work.placements.map(({ saved }) => saved.userId))];
      if ((await store.lockPlaced(tx, organizationId, users)) !== users.length) throw new Refusal('structure-import.changed-meanwhile');
      // Judged again under the lock: a role that somebody was given meanwhile may be one too many.
      if (await object(core, tx, actor, organizationId, plan)) throw new Refusal('structure-import.changed-meanwhile');
      const saves = [
        await saveDepartments(
          tx,
          organizationId,
          work.departments.map(({ saved }) => saved),
          at,
        ),
        await saveUnits(
          tx,
          organizationId,
          work.units.map(({ saved }) => saved),
          at,
        ),
      ];
      if (saves.includes(false)) throw new Refusal('structure-import.changed-meanwhile');
      step(work.departments.length + work.units.length);
      for (const some of inParts(work.placements)) {
        if (
          !(await savePlacements(
            tx,
            organizationId,
            some.map(({ saved }) => saved),
          ))
        ) {
          throw new Refusal('structure-import.changed-meanwhile');
        }
        step(some.length);
      }
      await tell(core, tx, order, work, { at, step });
      await core.events.announce(tx, 'rights.changed', { organizationId, userId: null });
    })
    .catch((fault: unknown) => {
      throw fault instanceof Refusal && fault.code.startsWith('structure.') ? new Refusal('structure-import.changed-meanwhile') : fault;
    });
  return { departments: work.departments.length, units: work.units.length, placements: work.placements.length };
}

const idsOf = ({ random }: Pick<Core, 'random'>) => {
  const ids = new Map<object, string>();
  return <Id extends string>(of: { readonly known: { readonly id: Id } | undefined }): Id => {
    const id = of.known?.id ?? (ids.get(of) as Id | undefined) ?? random.id<Id>();
    ids.set(of, id);
    return id;
  };
};

/** What is to be written, with what the log says of it. */
function workOf(core: Pick<Core, 'random'>, plan: StructurePlan) {
  const idOf = idsOf(core);
  const departments = plan.departments
    .map((one) => ({ one, changes: changesBetween(['department', 'nameEnglish', 'active'], told(one.known), told(one) ?? {}) }))
    .filter(({ changes }) => changes.length > 0)
    .map(({ one, changes }) => ({
      saved: {
        id: idOf<DepartmentId>(one),
        name: one.name,
        nameEnglish: one.nameEnglish,
        active: one.active,
        version: one.known?.version ?? null,
      },
      changes: named('department', one.name, one.known !== undefined, changes),
    }));
  const units = plan.units
    .map((one) => ({
      one,
      changes: changesBetween(['unit', 'department', 'nameEnglish', 'site', 'active'], toldUnit(one.known, one), toldUnit(one, one) ?? {}),
    }))
    .filter(({ changes }) => changes.length > 0)
    .map(({ one, changes }) => ({
      saved: {
        id: idOf<UnitId>(one),
        departmentId: idOf<DepartmentId>(one.department),
        name: one.name,
        nameEnglish: one.nameEnglish,
        site: one.site,
        active: one.active,
        version: one.known?.version ?? null,
      },
      changes: named('unit', one.name, one.known !== undefined, changes),
    }));
  const placements = plan.lines
    .flatMap(({ placement }) => (placement ? [placement] : []))
    .map((one) => ({
      saved: {
        id: one.known?.id ?? core.random.id<PlacementId>(),
        userId: one.person.id,
        unitId: idOf<UnitId>(one.unit),
        from: one.from,
        to: one.to,
        qualification: one.qualification,
        before: one.known ?? null,
      },
      person: one.person,
      changes: placementChanges(one),
    }));
  return { departments, units, placements };
}

const told = (department: WantedDepartment | WantedDepartment['known']) =>
  department && { department: department.name, nameEnglish: department.nameEnglish, active: department.active };

const toldUnit = (unit: WantedUnit | WantedUnit['known'], { department }: WantedUnit) =>
  unit && { unit: unit.name, department: department.name, nameEnglish: unit.nameEnglish, site: unit.site, active: unit.active };

/** Of something that was there the log names what it was that changed. */
const named = <Field extends string>(field: Field, name: string, isKnown: boolean, changes: readonly Change<Field | string>[]) =>
  isKnown ? [{ field, before: name, after: name }, ...changes] : changes;

function placementChanges({ known, unit, from, to, qualification }: WantedPlacement): Change<FieldOf<'placement-changed'>>[] {
  const changes = changesBetween(['unit', 'from', 'to', 'qualification'], known && { ...known, unit: unit.name }, {
    unit: unit.name,
    from,
    to,
    qualification,
  });
  return known ? [{ field: 'unit', before: unit.name, after: unit.name }, ...changes] : changes;
}

/** The log says of each department, unit and placement what by hand it would have said, and of the whole what was imported. */
async function tell(
  core: Needs,
  tx: Db,
  { organizationId, actor }: Order,
  work: ReturnType<typeof workOf>,
  { at, step }: { at: Date; step: (count: number) => void },
): Promise<void> {
  const fact = { at, organizationId, ...(await byWhom(tx, actor)) };
  const things = async (
    event: Extract<DetailedEvent, 'department-changed' | 'unit-changed'>,
    all: readonly { readonly saved: { readonly id: string }; readonly changes: readonly Change[] }[],
  ) => {
    if (all.length === 0) return;
    const details = await detailsFor(core, tx, organizationId, event);
    await recordOfMany(
      tx,
      { ...fact, event },
      all.map(({ saved, changes }) => ({
        who: undefined,
        objectId: saved.id,
        detail: details.of(changes as readonly Change<FieldOf<typeof event>>[]),
      })),
    );
  };
  await things('department-changed', work.departments);
  await things('unit-changed', work.units);
  if (work.placements.length > 0) {
    const details = await detailsFor(core, tx, organizationId, 'placement-changed');
    // Some at a time, as they were saved: on a busy machine one statement for all of them would take too long.
    for (const some of inParts(work.placements)) {
      await recordOfMany(
        tx,
        { ...fact, event: 'placement-changed' },
        some.map(({ person: { homeId, id, username, name }, changes }) => ({
          who: { organizationId: homeId, userId: id, username, name },
          detail: details.of(changes),
        })),
      );
      step(some.length);
    }
  }
  await record(tx, {
    ...fact,
    event: 'structure-imported',
    detail: await detailOf(core, tx, organizationId, 'structure-imported', [
      { field: 'departments', before: null, after: work.departments.length },
      { field: 'units', before: null, after: work.units.length },
      { field: 'placements', before: null, after: work.placements.length },
    ]),
  });
}

function* inParts<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += AT_ONCE) yield items.slice(from, from + AT_ONCE);
}
