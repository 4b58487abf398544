// Two acts on accounts that meet at every point: the one is frozen before one of its requests, the other goes through or dies
// before one of its own, and then the first goes on.
import type { UserStore } from '../ports.ts';
import { ACTS, newScene, outcomeOf, type ActName, type Outcome, type Scene } from './acts.ts';
import { insertAccount } from './account-writes.ts';
import { gatedTable } from './gated-table.ts';
import type { Table } from './requests.ts';
import { unsoundIn } from './sound.ts';

export interface Schedule {
  readonly isFree: boolean;
  readonly first: ActName;
  readonly second: ActName;
  /** The request before which the first act is frozen until the second is over. */
  readonly frozenAt: number;
  /** The request before which the second act dies; null where it lives. */
  readonly diesAt: number | null;
}

interface Ground {
  readonly table: Table;
  readonly users: UserStore;
}

/** What went wrong, and whether the first act ever came to the request at which it was to freeze, and the second to its death. */
export interface Run {
  readonly faults: readonly string[];
  readonly froze: boolean;
  readonly died: boolean;
}

/** Plays one schedule on accounts of its own. */
export const play = async ({ table, users }: Ground, schedule: Schedule): Promise<Run> => {
  const scene = newScene(schedule.isFree);
  for (const account of [scene.holder, scene.mover]) await insertAccount(table, account);
  const [frozen, thaw] = [Promise.withResolvers<boolean>(), Promise.withResolvers<void>()];
  const first = outcomeOf(
    ACTS[schedule.first](
      gatedTable(table, async (request) => {
        if (request !== schedule.frozenAt) return;
        frozen.resolve(true);
        await thaw.promise;
      }),
      scene,
    ),
  );
  const froze = await Promise.race([frozen.promise, first.then(() => false)]);
  const second = await mortal(table, scene, schedule);
  thaw.resolve();
  const outcomes = [
    [schedule.first, await first],
    [schedule.second, second],
  ] as const;
  const faults = [
    ...(await unsoundIn(users, suspectsIn(scene))),
    ...(await brokenWords(users, scene, outcomes)),
  ];
  return {
    faults: faults.map((fault) => `${JSON.stringify(schedule)}: ${fault}`),
    froze,
    died: second === null,
  };
};

/** The outcome of the second act; null where it has died. */
const mortal = async (table: Table, scene: Scene, { second, diesAt }: Schedule): Promise<Outcome | null> => {
  const death = Promise.withResolvers<null>();
  const gated = gatedTable(table, async (request) => {
    if (request !== diesAt) return;
    death.resolve(null);
    await new Promise(() => undefined);
  });
  return Promise.race([outcomeOf(ACTS[second](gated, scene)), death.promise]);
};

const suspectsIn = ({ holder, mover, newcomer, wanted }: Scene) => ({
  ids: [holder.id, mover.id, newcomer.id],
  emails: [
    ...new Set([wanted, holder.email, mover.email, `elsewhere-${mover.email}`, `left-${holder.email}`]),
  ],
});

/** What was answered and is not so, unless another act may have changed it since. */
const brokenWords = async (
  users: UserStore,
  { newcomer, mover, wanted }: Scene,
  outcomes: readonly (readonly [ActName, Outcome | null])[],
): Promise<readonly string[]> => {
  const isInserted = (await users.findById(newcomer.id)) !== null;
  const isMoved = (await users.findById(mover.id))?.email === wanted;
  const words = [
    { acts: ['insert'], isSo: isInserted },
    { acts: ['move', 'confirm'], others: ['moveElsewhere', 'removeMover'], isSo: isMoved },
  ];
  const isRefused = outcomes.some(([act, outcome]) => act === 'insert' && outcome === 'id_taken');
  const refusals = isRefused && !isInserted ? ['insert was id_taken, and there is no such id'] : [];
  const broken = words.flatMap(({ acts, others = [], isSo }) => {
    const answered = outcomes.filter(([act]) => acts.includes(act)).map(([, outcome]) => outcome);
    const isOpen = answered.includes(null) && !answered.includes('done');
    const mayDiffer = answered.length === 0 || isOpen || outcomes.some(([act]) => others.includes(act));
    if (mayDiffer || answered.includes('done') === isSo) return [];
    return [`${acts.join(' or ')} was ${answered.join(' and ')}, which is not so`];
  });
  return [...broken, ...refusals];
};
