import type { ConcernId } from '../src/kernel/ids.ts';
import type { ConcernsPorts, PeoplePort } from '../src/modules/concerns/index.ts';

type Store = ConcernsPorts['store'];
type Loaded = NonNullable<Awaited<ReturnType<Store['findConcern']>>>;
type Related = Awaited<ReturnType<PeoplePort['listRelated']>>;

/** Far more than one lane has going on at a time; what is dropped is read again. */
const MOST = 250;

/** The concerns' ports with a memory, for one lane of the demo: nobody else changes what that lane plays. */
export interface RememberingPorts {
  readonly ports: ConcernsPorts;
  /** The act being played has ended: what is related may be different for the next. */
  endAct(): void;
  /** Forgets everything: after a transaction that was rolled back. */
  forget(): void;
}

/**
 * Saves the demo two in three of its reads: a concern is read from the database once and then followed through what
 * is saved of it. Of a remembered concern the acts are those of its first reading; no command of the demo asks more.
 */
export function rememberConcerns(ports: ConcernsPorts): RememberingPorts {
  const known = new Map<ConcernId, Loaded>();
  const related = new Map<ConcernId, Promise<Related>>();
  const keep = (id: ConcernId, loaded: Loaded) => {
    const [oldest] = known.keys();
    if (known.size >= MOST && !known.has(id) && oldest) known.delete(oldest);
    known.set(id, loaded);
  };
  const change = (id: ConcernId, to: (loaded: Loaded) => Loaded) => {
    const loaded = known.get(id);
    if (loaded) known.set(id, to(loaded));
  };
  const store: Store = {
    ...ports.store,
    findConcern: async (tx, id) => {
      const found = known.get(id) ?? (await ports.store.findConcern(tx, id));
      if (found) keep(id, found);
      return found;
    },
    saveAct: async (tx, vault, after, act, at, detail) => {
      await ports.store.saveAct(tx, vault, after, act, at, detail);
      change(after.id, (loaded) => ({ ...loaded, state: after, row: { ...loaded.row, acts: after.acts } }));
    },
    saveEarlier: async (tx, id, earlier) => {
      await ports.store.saveEarlier(tx, id, earlier);
      change(id, (loaded) => ({ ...loaded, row: { ...loaded.row, earlier } }));
    },
    saveNamedPerson: async (tx, id, account, at) => {
      await ports.store.saveNamedPerson(tx, id, account, at);
      known.delete(id);
    },
    saveIncident: async (tx, id, sameAs) => {
      await ports.store.saveIncident(tx, id, sameAs);
      known.delete(id);
    },
  };
  const people: PeoplePort = {
    ...ports.people,
    listRelated: (tx, concern) => {
      const asked = related.get(concern) ?? ports.people.listRelated(tx, concern);
      related.set(concern, asked);
      return asked;
    },
    relate: async (tx, ctx, concern) => {
      const now = await ports.people.relate(tx, ctx, concern);
      related.set(concern, Promise.resolve(now.related));
      return now;
    },
  };
  return {
    ports: { ...ports, store, people },
    endAct: () => related.clear(),
    forget: () => {
      known.clear();
      related.clear();
    },
  };
}
